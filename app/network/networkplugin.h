/// The plug-in `larder-network`: NetworkManager as Qt tells of it (core/engine/networkview.h).
#pragma once

#include "core/engine/networkview.h"

#include <QObject>

namespace larder {

class QtNetworkPlugin : public QObject, public NetworkPlugin
{
    Q_OBJECT
    Q_INTERFACES(larder::NetworkPlugin)
    Q_PLUGIN_METADATA(IID "larder.NetworkPlugin/" LARDER_VERSION)
public:
    [[nodiscard]] Result<std::unique_ptr<NetworkView>> open(std::function<void()> changed) override;
};

} // namespace larder

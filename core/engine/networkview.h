/// What NetworkManager says of the network. Qt's own view of it drags forty libraries into a program, so it
/// stands in a plug-in (app/network), which is opened where there is a NetworkManager. Threads: that of the
/// application object.
#pragma once

#include "core/base/result.h"
#include "core/engine/permission.h"

#include <QtPlugin>

#include <functional>
#include <memory>
#include <optional>

namespace larder {

class NetworkView
{
public:
    virtual ~NetworkView() = default;
    [[nodiscard]] virtual Reachability reachability() const = 0;
    [[nodiscard]] virtual std::optional<bool> isMetered() const = 0;
};

/// `changed` is called whenever the view may say something else.
using OpenNetworkView = std::function<Result<std::unique_ptr<NetworkView>>(std::function<void()> changed)>;

class NetworkPlugin
{
public:
    virtual ~NetworkPlugin() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<NetworkView>> open(std::function<void()> changed) = 0;
};

} // namespace larder

Q_DECLARE_INTERFACE(larder::NetworkPlugin, "larder.NetworkPlugin/" LARDER_VERSION)

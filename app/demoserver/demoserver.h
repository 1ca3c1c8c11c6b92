/// The plug-in `larder-demoserver`: the demo's web server (app/cli/demo/demoserver.h) over Qt's.
#pragma once

#include "app/cli/demo/demoserver.h"

#include <QObject>

namespace larder {

class QtDemoServerPlugin : public QObject, public DemoServerPlugin
{
    Q_OBJECT
    Q_INTERFACES(larder::DemoServerPlugin)
    Q_PLUGIN_METADATA(IID "larder.DemoServerPlugin/" LARDER_VERSION)
public:
    [[nodiscard]] Result<std::unique_ptr<DemoServer>> start() override;
};

} // namespace larder

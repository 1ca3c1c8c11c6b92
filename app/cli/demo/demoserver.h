/// The customer's web server of the demo: a real one on a loopback port, in a thread of its own. Files have
/// strong ETags (of their content), a Last-Modified and an index page; GET, HEAD, If-Match, If-None-Match and
/// ranges are answered as by any good server. Every request is counted. Callable from any thread.
/// It comes in a plug-in (app/demoserver): no other command needs a web server's libraries.
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QtPlugin>

#include <memory>

namespace larder {

class DemoServer
{
public:
    virtual ~DemoServer() = default;

    /// "http://127.0.0.1:4711/"
    [[nodiscard]] virtual QString url() const = 0;
    /// The customer uploads; an existing file is replaced. `path` without its first slash.
    virtual void put(const QByteArray &path, const QByteArray &content, Instant modified) = 0;

    [[nodiscard]] virtual int requests() const = 0; ///< so far
    [[nodiscard]] virtual int bodies() const = 0; ///< of these, files whose bytes were sent
};

class DemoServerPlugin
{
public:
    virtual ~DemoServerPlugin() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<DemoServer>> start() = 0;
};

} // namespace larder

Q_DECLARE_INTERFACE(larder::DemoServerPlugin, "larder.DemoServerPlugin/" LARDER_VERSION)

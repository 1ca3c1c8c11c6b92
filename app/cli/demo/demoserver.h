/// The customer's web server of the demo: a real one on a loopback port, in a thread of its own. Files have
/// strong ETags (of their content), a Last-Modified and an index page; GET, HEAD, If-Match, If-None-Match and
/// ranges are answered as by any good server. Every request is counted. Callable from any thread.
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QThread>

#include <map>
#include <memory>
#include <mutex>

namespace larder {

class DemoServer
{
public:
    [[nodiscard]] static Result<std::unique_ptr<DemoServer>> start();
    ~DemoServer();

    /// "http://127.0.0.1:4711/"
    [[nodiscard]] QString url() const;
    /// The customer uploads; an existing file is replaced. `path` without its first slash.
    void put(const QByteArray &path, const QByteArray &content, Instant modified);

    [[nodiscard]] int requests() const; ///< so far
    [[nodiscard]] int bodies() const; ///< of these, files whose bytes were sent

private:
    class Handler;
    struct File {
        QByteArray content;
        Instant modified{};
    };

    DemoServer() = default;

    mutable std::mutex m_mutex;
    std::map<QByteArray, File> m_files;
    int m_requests = 0;
    int m_bodies = 0;
    quint16 m_port = 0;
    QThread m_thread;
    QObject *m_handler = nullptr; ///< lives and dies in m_thread
};

} // namespace larder

/// The person's own rclone: it knows its remotes, how to sign in to each, and how to read them. It is asked
/// through a server of its own, `rclone rcd`, on a free port of 127.0.0.1 under a random password that only
/// its environment holds. One per process, shared by the runs that go at once; it starts when it is first
/// needed and ends with the last run, with us, or when we are killed. What it logs, and what it answers, is
/// shown to nobody: it may hold passwords.
/// Shared by threads. Blocks. Errors: Unsupported (not installed, too old), SignInNeeded (its configuration
/// is encrypted), Storage, Timeout, Cancelled.
#pragma once

#include "core/http/httpclient.h"

#include <QProcessEnvironment>
#include <QStringList>

#include <memory>
#include <mutex>

namespace larder {

class RcloneProcess;

/// A running one, as long as it is held.
class RcloneServer
{
public:
    RcloneServer(std::unique_ptr<RcloneProcess> process, QByteArray url, QByteArray authorization);
    ~RcloneServer();
    RcloneServer(const RcloneServer &) = delete;
    RcloneServer &operator=(const RcloneServer &) = delete;

    /// "http://127.0.0.1:40001/"
    [[nodiscard]] const QByteArray &url() const { return m_url; }
    /// A call of its own (rclone.org/rc), signed; `parameters` is JSON.
    [[nodiscard]] HttpRequest call(const QByteArray &method, const QByteArray &parameters) const;
    [[nodiscard]] HttpRequest prepared(HttpRequest request) const;
    [[nodiscard]] bool hasEnded() const;

private:
    const std::unique_ptr<RcloneProcess> m_process;
    const QByteArray m_url;
    const QByteArray m_authorization;
};

class Rclone
{
public:
    /// `http` outlives it.
    Rclone(QProcessEnvironment environment, const HttpClientFactory &http);

    [[nodiscard]] Result<std::shared_ptr<const RcloneServer>> server(const std::stop_token &stop);
    /// For a person to choose from: the sections of its configuration, and what the environment adds. Empty
    /// where it is encrypted.
    [[nodiscard]] QStringList remotes() const;

private:
    [[nodiscard]] Result<std::shared_ptr<const RcloneServer>> start(const std::stop_token &stop) const;
    [[nodiscard]] QString configuration() const;

    const QProcessEnvironment m_environment;
    const HttpClientFactory &m_http;
    std::timed_mutex m_guard;
    std::weak_ptr<const RcloneServer> m_running;
};

} // namespace larder

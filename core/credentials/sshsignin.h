/// Who we are to a host by ssh, as the person's own ssh would go there: `ssh -G` tells the real name, port,
/// user, keys and known_hosts of a host by its own configuration, and ssh-keygen whether the host's key is
/// known. Nothing is connected to, and no key is read. Shared by threads. Blocks for some milliseconds.
/// Errors: Network (nobody has accepted the host's key yet), SignInNeeded (there is no key), Unsupported (ssh
/// is not installed; the way leads over another host), Cancelled, Timeout. Their subject is left to who asks.
#pragma once

#include "core/base/result.h"

#include <QProcessEnvironment>
#include <QStringList>

#include <stop_token>

namespace larder {

struct SshTarget {
    QString host; ///< a name or number, or an alias of the person's configuration
    int port = 0; ///< 0: as configured, else 22
    QString user; ///< empty: as configured, else who we are here

    bool operator==(const SshTarget &) const = default;
};

struct SshLogin {
    QString host;
    int port = 22;
    QString user;
    QString knownHosts; ///< the file that holds the host's key
    QStringList hostKeyKinds; ///< "ssh-ed25519", … as known
    bool hasAgent = false;
    QStringList keyFiles; ///< private ones that are there, in the order in which ssh tries them

    bool operator==(const SshLogin &) const = default;
};

/// What `ssh -G` prints, where `home` is ~. Paths may be of files that are not there. Pure.
struct SshConfiguration {
    SshLogin login;
    QStringList knownHosts;
    bool isByAnotherHost = false;
};
[[nodiscard]] SshConfiguration parseSshConfiguration(const QByteArray &printed, const QString &home);

class SshSignIn
{
public:
    explicit SshSignIn(QProcessEnvironment environment) : m_environment(std::move(environment)) { }

    [[nodiscard]] Result<SshLogin> login(const SshTarget &target, const std::stop_token &stop) const;

private:
    [[nodiscard]] Result<void> findHostKey(SshLogin &login, const QStringList &files, const SshTarget &target,
                                           const std::stop_token &stop) const;

    const QProcessEnvironment m_environment;
};

} // namespace larder

#include "core/credentials/sshsignin.h"

#include "core/credentials/signincommand.h"

#include <QDir>
#include <QFileInfo>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualPort = 22;

QString withHome(const QString &path, const QString &home)
{
    return QDir::cleanPath(path.startsWith("~/"_L1) ? home + path.sliced(1) : path);
}

/// What a person types to go there once.
QString sshCommand(const SshTarget &target)
{
    QString command = u"ssh "_s;
    if (target.port != 0)
        command += u"-p %1 "_s.arg(target.port);
    return command + (target.user.isEmpty() ? QString() : target.user + u'@') + target.host;
}

} // namespace

SshConfiguration parseSshConfiguration(const QByteArray &printed, const QString &home)
{
    SshConfiguration told;
    for (const QByteArray &line : printed.split('\n')) {
        const QString key = QString::fromUtf8(line).section(u' ', 0, 0);
        const QString value = QString::fromUtf8(line).section(u' ', 1).trimmed();
        if (key == "hostname"_L1)
            told.login.host = value;
        else if (key == "port"_L1)
            told.login.port = value.toInt();
        else if (key == "user"_L1)
            told.login.user = value;
        else if (key == "identityfile"_L1)
            told.login.keyFiles << withHome(value, home);
        else if (key == "userknownhostsfile"_L1 || key == "globalknownhostsfile"_L1)
            for (const QString &file : value.split(u' ', Qt::SkipEmptyParts))
                told.knownHosts << withHome(file, home);
        else if (key == "proxyjump"_L1 || key == "proxycommand"_L1)
            told.isByAnotherHost = told.isByAnotherHost || value != "none"_L1;
    }
    return told;
}

Result<SshLogin> SshSignIn::login(const SshTarget &target, const std::stop_token &stop) const
{
    QStringList arguments{u"-G"_s, u"-T"_s};
    if (target.port != 0)
        arguments << u"-p"_s << QString::number(target.port);
    if (!target.user.isEmpty())
        arguments << u"-l"_s << target.user;
    const auto printed = runSignInCommand(u"ssh"_s, arguments << u"--"_s << target.host, m_environment, stop);
    if (!printed && printed.error().kind == ErrorKind::NotFound) {
        return failure(ErrorKind::Unsupported, u"ssh, which knows this host, is not installed"_s, {},
                       u"install it (apt install openssh-client)"_s);
    }
    if (!printed)
        return failure(printed);
    if (printed->exitCode != 0)
        return failure(ErrorKind::Unsupported, u"the configuration of ssh cannot be read"_s, {},
                       u"see what `%1` says"_s.arg(sshCommand(target)));
    SshConfiguration told =
        parseSshConfiguration(printed->out, m_environment.value(u"HOME"_s, QDir::homePath()));
    if (told.isByAnotherHost) {
        return failure(ErrorKind::Unsupported,
                       u"the configuration of ssh reaches this host over another one"_s, {},
                       u"forward a port to it with `ssh -L`, and bind sftp://localhost:PORT/…"_s);
    }
    SshLogin login = std::move(told.login);
    login.keyFiles.removeIf([](const QString &file) { return !QFileInfo(file).isReadable(); });
    login.hasAgent = QFileInfo::exists(m_environment.value(u"SSH_AUTH_SOCK"_s));
    if (login.keyFiles.isEmpty() && !login.hasAgent) {
        return failure(ErrorKind::SignInNeeded, u"there is no key to sign in with, and no agent runs"_s, {},
                       u"start ssh-agent and add your key with ssh-add"_s);
    }
    if (const Result<void> found = findHostKey(login, told.knownHosts, target, stop); !found)
        return failure(found);
    return login;
}

Result<void> SshSignIn::findHostKey(SshLogin &login, const QStringList &files, const SshTarget &target,
                                    const std::stop_token &stop) const
{
    const QString name =
        login.port == usualPort ? login.host : u"[%1]:%2"_s.arg(login.host, QString::number(login.port));
    for (const QString &file : files) {
        if (!QFileInfo::exists(file))
            continue;
        const auto found =
            runSignInCommand(u"ssh-keygen"_s, {u"-F"_s, name, u"-f"_s, file}, m_environment, stop);
        if (!found)
            return failure(found);
        if (found->exitCode != 0)
            continue;
        login.knownHosts = file;
        for (const QByteArray &line : found->out.split('\n')) {
            if (!line.startsWith('#') && line.contains(' '))
                login.hostKeyKinds << QString::fromLatin1(line.split(' ').at(1));
        }
        return {};
    }
    return failure(ErrorKind::Network, u"the host's key is not in known_hosts"_s, {},
                   u"run `%1` once, compare the fingerprint with what the host's owner says, and accept "
                   "it"_s.arg(sshCommand(target)));
}

} // namespace larder

#include "core/sources/rcloneaddress.h"

#include <QRegularExpression>
#include <QUrl>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> invalid(const QString &message, const QString &subject, const QString &hint)
{
    return failure(ErrorKind::Invalid, message, subject, hint);
}

/// `encoded` stands behind the remote. Errors: Invalid.
Result<QByteArray> decodedPath(const QString &encoded, const QString &subject)
{
    const QByteArray path = QByteArray::fromPercentEncoding(encoded.toLatin1());
    if (!path.isValidUtf8() || path.contains('\0'))
        return invalid(u"the address is not valid UTF-8"_s, subject, {});
    if (encoded.contains(u'?'))
        return invalid(u"the address has a query"_s, subject, u"write %3F for a '?' in a name"_s);
    if (path.startsWith('/') || path.contains("//"))
        return invalid(u"the address has an empty segment"_s, subject, u"write one '/' between two names"_s);
    return path;
}

/// rclone.org/docs/#connection-strings
QByteArray option(const char *name, const QString &value)
{
    return QByteArray(",") + name + "=\"" + QString(value).replace(u'"', u"\"\""_s).toUtf8() + '"';
}

/// A key of one kind signs by more than one algorithm.
QString algorithmsOf(const QStringList &keyKinds)
{
    QStringList algorithms;
    for (const QString &kind : keyKinds) {
        if (kind == "ssh-rsa"_L1)
            algorithms << u"rsa-sha2-512"_s << u"rsa-sha2-256"_s;
        algorithms << kind;
    }
    return algorithms.join(u' ');
}

} // namespace

Result<RcloneAddress> rcloneAddress(const Address &address)
{
    const QString written = address.location.section(u':', 1);
    // A description (":sftp,host=…,pass=…:") may hold a password, so nothing of it is repeated.
    if (written.startsWith(u':') || written.section(u':', 0, 0).contains(u',')) {
        return invalid(u"the address describes a remote instead of naming one"_s, u"rclone:"_s,
                       u"make it with `rclone config`, and write rclone:REMOTE:path"_s);
    }
    const QString shown = redactedAddress(address.location);
    const QString name = QUrl::fromPercentEncoding(written.section(u':', 0, 0).toLatin1());
    static const QRegularExpression form(u"^[\\w.+@][\\w .+@-]*$"_s, // rclone.org/docs/#valid-remote-names
                                         QRegularExpression::UseUnicodePropertiesOption);
    if (!written.contains(u':') || !form.match(name).hasMatch()) {
        return invalid(u"the address names no remote"_s, shown,
                       u"write rclone:REMOTE:path; `rclone listremotes` tells their names"_s);
    }
    const QString rest = written.section(u':', 1);
    const bool isFromRoot = rest.startsWith(u'/');
    const Result<QByteArray> path = decodedPath(isFromRoot ? rest.sliced(1) : rest, shown);
    if (!path)
        return failure(path);
    const QString remote = name + (isFromRoot ? u":/"_s : u":"_s);
    return RcloneAddress{.remote = remote.toUtf8(),
                         .path = *path,
                         .shown = u"rclone:"_s + remote,
                         .renewal = u"correct it with `rclone config`, or run `rclone config reconnect "
                                    "%1:`"_s.arg(name),
                         .ssh = {}};
}

Result<RcloneAddress> sftpAddress(const Address &address)
{
    const QString shown = redactedAddress(address.location);
    const QUrl url(address.location);
    const QString host = url.host();
    const QString user = url.userName(QUrl::FullyDecoded);
    static const QRegularExpression hostForm(u"^[\\w:][\\w.:-]*$"_s,
                                             QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression userForm(u"^[\\w.@+\\\\-]*$"_s,
                                             QRegularExpression::UseUnicodePropertiesOption);
    if (!hostForm.match(host).hasMatch())
        return invalid(u"the address names no host"_s, shown, u"write sftp://user@host/path/"_s);
    if (!userForm.match(user).hasMatch() || user.startsWith(u'-'))
        return invalid(u"the address has an odd user"_s, shown, u"write sftp://user@host/path/"_s);
    const QString rest = address.location.section(u'/', 3);
    const bool isFromHome = rest == u"~" || rest.startsWith("~/"_L1);
    const Result<QByteArray> path =
        decodedPath(isFromHome ? rest.sliced(std::min<qsizetype>(2, rest.size())) : rest, shown);
    if (!path)
        return failure(path);
    return RcloneAddress{.remote = isFromHome ? ":" : ":/",
                         .path = *path,
                         .shown = shown.section(u'/', 0, 2) + (isFromHome ? u"/~/"_s : u"/"_s),
                         .renewal =
                             u"have your public key added there, or add the right key to the agent with "
                             "ssh-add; a host that wants a password is bound as rclone:REMOTE:path"_s,
                         .ssh = SshTarget{host, std::max(url.port(), 0), user}};
}

QByteArrayList sftpRemotes(const SshLogin &login, const QByteArray &end)
{
    // Its files' time and size tell versions apart; a shell, where there is one, is of no use.
    const QByteArray host = ":sftp" + option("host", login.host) + option("port", QString::number(login.port))
        + option("user", login.user) + option("known_hosts_file", login.knownHosts)
        + option("host_key_algorithms", algorithmsOf(login.hostKeyKinds)) // older ones know no such option
        + option("shell_type", u"none"_s) + option("disable_hashcheck", u"true"_s);
    QByteArrayList remotes;
    if (login.hasAgent)
        remotes << host + option("key_use_agent", u"true"_s) + end;
    for (const QString &file : login.keyFiles)
        remotes << host + option("key_file", file) + end;
    return remotes;
}

} // namespace larder

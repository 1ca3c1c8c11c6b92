#include "core/sources/rcloneplace.h"

#include "core/sources/checksum.h"
#include "core/sources/entrypath.h"
#include "core/sources/rcloneerror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// It answers when all of a folder is listed, and says nothing before.
constexpr auto longestListing = 10min;

std::optional<Checksum> checksumOf(const QByteArray &kind)
{
    if (kind == "sha256")
        return Checksum::Sha256;
    if (kind == "sha1")
        return Checksum::Sha1;
    return kind == "md5" ? std::optional(Checksum::Md5) : std::nullopt;
}

/// What was listed may be another version than the one that came.
class ListedCheck : public BodyCheck
{
public:
    explicit ListedCheck(std::unique_ptr<BodyCheck> check) : m_check(std::move(check)) { }
    void add(std::span<const char> bytes) override { m_check->add(bytes); }
    Result<void> verify() override
    {
        if (m_check->verify())
            return {};
        return failure(ErrorKind::Conflict, u"the bytes that came are not those that were listed"_s);
    }

private:
    const std::unique_ptr<BodyCheck> m_check;
};

} // namespace

RclonePlace::RclonePlace(RcloneAddress address, SignIns &signIns)
    : m_address(std::move(address)),
      m_signIns(signIns),
      m_base(m_address.path)
{ }

Result<void> RclonePlace::open(const std::stop_token &stop)
{
    if (m_server && !m_server->hasEnded())
        return {};
    const auto of = [this](Error error) {
        error.subject = shownPath(m_address.path);
        return std::unexpected(std::move(error));
    };
    if (m_address.ssh && m_remotes.isEmpty()) {
        const Result<SshLogin> login = m_signIns.ssh.login(*m_address.ssh, stop);
        if (!login)
            return of(login.error());
        m_remotes = sftpRemotes(*login, m_address.remote);
    }
    if (m_remotes.isEmpty())
        m_remotes << m_address.remote;
    auto server = m_signIns.rclone.server(stop);
    if (!server)
        return of(server.error());
    m_server = std::move(*server);
    return {};
}

bool RclonePlace::tryNextKey()
{
    if (m_remotes.size() < 2)
        return false;
    m_remotes.removeFirst();
    return true;
}

HttpRequest RclonePlace::call(const QByteArray &method, const QJsonObject &parameters) const
{
    return m_server->call(method, QJsonDocument(parameters).toJson(QJsonDocument::Compact));
}

QJsonObject RclonePlace::listOptions() const
{
    QJsonObject options{{u"noMimeType"_s, true}};
    if (!m_remote.hash.isEmpty()) {
        options[u"showHash"_s] = true;
        options[u"hashTypes"_s] = QJsonArray{QString::fromLatin1(m_remote.hash)};
    }
    return options;
}

HttpRequest RclonePlace::remoteCall() const
{
    return call("operations/fsinfo", {{u"fs"_s, QString::fromUtf8(m_remotes.constFirst())}});
}

HttpRequest RclonePlace::listCall(const QByteArray &folder) const
{
    QJsonObject options = listOptions();
    options[u"recurse"_s] = m_remote.listsAtOnce;
    HttpRequest request =
        call("operations/list",
             {{u"fs"_s, QString::fromUtf8(m_remotes.constFirst())},
              {u"remote"_s, QString::fromUtf8(folder.endsWith('/') ? folder.chopped(1) : folder)},
              {u"opt"_s, options}});
    request.stallTimeout = longestListing;
    return request;
}

HttpRequest RclonePlace::statCall(const QByteArray &path) const
{
    return call("operations/stat",
                {{u"fs"_s, QString::fromUtf8(m_remotes.constFirst())},
                 {u"remote"_s, QString::fromUtf8(path)},
                 {u"opt"_s, listOptions()}});
}

HttpRequest RclonePlace::tryCall(const QByteArray &path) const
{
    return call("core/command",
                {{u"command"_s, u"cat"_s},
                 {u"arg"_s, QJsonArray{QString::fromUtf8(m_remotes.constFirst() + path)}},
                 {u"opt"_s, QJsonObject{{u"count"_s, u"1"_s}, {u"retries"_s, u"1"_s}}}});
}

HttpFailure RclonePlace::failureOf(const QByteArray &answer, const QString &subject) const
{
    return failureOf(rcloneError(answer), subject);
}

HttpFailure RclonePlace::failureOf(const QString &words, const QString &subject) const
{
    return rcloneFailure(words, subject, m_address.renewal);
}

Error RclonePlace::told(const Error &error) const
{
    if (!m_server || !error.subject.startsWith(QString::fromLatin1(m_server->url())))
        return error;
    const QString subject = shown(error.subject.toLatin1());
    if (m_server->hasEnded())
        return {ErrorKind::Network, u"rclone ended while it was asked"_s, subject, u"try again"_s};
    return {error.kind, error.message, subject, error.hint};
}

QString RclonePlace::shownPath(QByteArrayView path) const
{
    return m_address.shown + readablePath(path);
}

QByteArray RclonePlace::filesUrl() const
{
    return m_server->url() + QByteArray('[' + m_remotes.constFirst() + ']').toPercentEncoding("/") + '/';
}

QByteArray RclonePlace::urlOf(const Entry &entry) const
{
    return filesUrl() + QByteArray(m_base + entry.path).toPercentEncoding("/");
}

QString RclonePlace::shown(const QByteArray &url) const
{
    const QByteArray files = filesUrl();
    return shownPath(url.startsWith(files) ? QByteArray::fromPercentEncoding(url.sliced(files.size()))
                                           : m_address.path);
}

/// A refusal without words: rclone found the file, and its server could not open it.
std::optional<HttpFailure> RclonePlace::explain(const QByteArray &url, const HttpHead &,
                                                const QByteArray &body)
{
    const QString words = rcloneError(body);
    if (!words.isEmpty())
        return failureOf(words, shown(url));
    m_unopened = QByteArray::fromPercentEncoding(url.sliced(filesUrl().size()));
    return HttpFailure{{ErrorKind::Network, u"rclone cannot open the file"_s, shown(url), u"try again"_s},
                       Persistence::Lasting};
}

/// Its answer tells nothing but the size: who it was is asked once more when the bytes are there.
HttpIdentity RclonePlace::identityOf(const HttpHead &head, qint64 size, const Entry &known) const
{
    return {head.url, size, known.modified, known.validator, std::nullopt, head};
}

std::unique_ptr<BodyCheck> RclonePlace::bodyCheck(const HttpHead &, const Entry &known) const
{
    const std::optional<ListedHash> hash = listedHash(known.validator);
    const std::optional<Checksum> kind = hash ? checksumOf(hash->kind) : std::nullopt;
    auto check = kind ? bodyCheckOf(*kind, hash->digest.toBase64()) : nullptr;
    return check ? std::make_unique<ListedCheck>(std::move(check)) : nullptr;
}

std::optional<HttpRequest> RclonePlace::identityRequest(const Entry &known) const
{
    return statCall(m_base + known.path);
}

Result<HttpIdentity> RclonePlace::readIdentity(const HttpHead &head, const QByteArray &document) const
{
    const Result<std::optional<RcloneItem>> item = readRcloneStat(document);
    if (!item)
        return failure(item);
    if (!*item || (*item)->isFolder)
        return failure(ErrorKind::NotFound, u"the file is gone"_s);
    return HttpIdentity{head.url, (*item)->size, (*item)->modified, (*item)->validator, std::nullopt, head};
}

} // namespace larder

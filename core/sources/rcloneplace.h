/// A place as rclone is asked for it: one of its remotes, or one that an address describes, and the path in
/// it. Bytes come by rclone's own server for files (`--rc-serve`), so that they pass through our client: with
/// its limits, its progress, and hashed on their way; rclone itself writes nothing, and no name from outside
/// names a file here. One object serves one source, on the run's thread; it holds rclone as long as it lives.
#pragma once

#include "core/credentials/signins.h"
#include "core/sources/objectserver.h"
#include "core/sources/rcloneaddress.h"
#include "core/sources/rclonepage.h"

namespace larder {

/// rclone's own usual number of transfers; servers of files count connections.
inline constexpr std::size_t rcloneAtOnce = 4;

class RclonePlace : public ObjectServer
{
public:
    /// `signIns` outlive it.
    RclonePlace(RcloneAddress address, SignIns &signIns);

    /// Before each series of questions. Errors: as Rclone::server, and as SshSignIn::login.
    [[nodiscard]] Result<void> open(const std::stop_token &stop);
    /// A host may take one of several keys. False: there is none left to try.
    [[nodiscard]] bool tryNextKey();

    [[nodiscard]] HttpRequest remoteCall() const;
    [[nodiscard]] HttpRequest listCall(const QByteArray &folder) const;
    [[nodiscard]] HttpRequest statCall(const QByteArray &path) const;
    /// Reads one byte, and tells why it cannot be read: its server for files does not.
    [[nodiscard]] HttpRequest tryCall(const QByteArray &path) const;
    [[nodiscard]] HttpFailure failureOf(const QByteArray &answer, const QString &subject) const;
    [[nodiscard]] HttpFailure failureOf(const QString &words, const QString &subject) const;
    /// Of rclone itself there is nothing to be seen for a person: what became of it is told of the place.
    [[nodiscard]] Error told(const Error &error) const;

    [[nodiscard]] const QByteArray &boundPath() const { return m_address.path; }
    /// What the paths of entries are below; for one file it is its folder.
    void setBase(QByteArray base) { m_base = std::move(base); }
    void setRemote(RcloneRemote remote) { m_remote = std::move(remote); }
    [[nodiscard]] const RcloneRemote &remote() const { return m_remote; }
    [[nodiscard]] QString shownPath(QByteArrayView path) const;
    /// What rclone knows, and could not open.
    [[nodiscard]] const std::optional<QByteArray> &unopened() const { return m_unopened; }

    QByteArray urlOf(const Entry &entry) const override;
    QString shown(const QByteArray &url) const override;
    bool hold(HttpRequest &, const Validator &) const override { return false; }
    HttpRequest prepared(HttpRequest request) override { return m_server->prepared(std::move(request)); }
    bool followsRedirects() const override { return false; }
    std::optional<HttpFailure> explain(const QByteArray &url, const HttpHead &head,
                                       const QByteArray &body) override;
    Result<void> checkAnswer(const QByteArray &, const HttpHead &) const override { return {}; }
    HttpIdentity identityOf(const HttpHead &head, qint64 size, const Entry &known) const override;
    std::unique_ptr<BodyCheck> bodyCheck(const HttpHead &head, const Entry &known) const override;
    std::optional<HttpRequest> identityRequest(const Entry &known) const override;
    Result<HttpIdentity> readIdentity(const HttpHead &head, const QByteArray &document) const override;
    std::size_t mostAtOnce() const override { return rcloneAtOnce; }

private:
    [[nodiscard]] QByteArray filesUrl() const;
    [[nodiscard]] HttpRequest call(const QByteArray &method, const QJsonObject &parameters) const;
    [[nodiscard]] QJsonObject listOptions() const;

    const RcloneAddress m_address;
    SignIns &m_signIns;
    std::shared_ptr<const RcloneServer> m_server;
    QByteArrayList m_remotes; ///< one, or one for each key; the first is asked
    RcloneRemote m_remote;
    QByteArray m_base;
    std::optional<QByteArray> m_unopened;
};

} // namespace larder

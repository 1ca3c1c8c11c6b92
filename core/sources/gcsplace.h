/// `gs:` — a bucket of Google Cloud Storage as its JSON API is asked: which URL an object has, who signs, and
/// what an answer means. Objects come as they are stored: what was uploaded compressed stays so, as its size
/// and checksum say. Errors: by the provider's own reasons, with `gs://bucket/key` as the subject.
#pragma once

#include "core/credentials/bearertoken.h"
#include "core/credentials/runkeys.h"
#include "core/sources/bucketaddress.h"
#include "core/sources/bucketplace.h"

namespace larder {

class GoogleSignIn;

class GcsPlace : public BucketPlace
{
public:
    /// `signIn` outlives it. `credentials`: as Binding::credentials.
    GcsPlace(BucketAddress address, BucketOptions options, const QString &credentials, GoogleSignIn &signIn);

    Result<void> signIn(const std::stop_token &stop) override;
    QByteArray urlOfKey(QByteArrayView key) const override;
    QByteArray urlOfPage(const PageQuestion &question) const override;
    int newKeysInPage() const override;
    Result<BucketPage> readPage(QByteArray &body) const override;
    QString shownKey(QByteArrayView key) const override;
    Result<HttpIdentity> identify(HttpClient &client, const QByteArray &key,
                                  const std::stop_token &stop) override;

    QString shown(const QByteArray &url) const override;
    bool hold(HttpRequest &request, const Validator &version) const override;
    HttpRequest prepared(HttpRequest request) override;
    std::optional<HttpFailure> explain(const QByteArray &url, const HttpHead &head,
                                       const QByteArray &body) override;
    HttpIdentity identityOf(const HttpHead &head, qint64 size, const Entry &known) const override;
    std::unique_ptr<BodyCheck> bodyCheck(const HttpHead &head, const Entry &known) const override;

private:
    [[nodiscard]] QByteArray objects() const;

    const BucketAddress m_address;
    const BucketOptions m_options;
    RunKeys<GoogleSignIn, BearerToken> m_keys; ///< none: anonymous
};

} // namespace larder

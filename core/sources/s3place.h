/// A bucket of S3 as it is asked: which URL an object has, who signs, and what an answer means. It learns on
/// the way: the bucket's region, the server's clock, newer keys.
/// Errors: SignInNeeded, Denied, NotFound, Throttled, … by the provider's own codes
/// (docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html), with `s3://bucket/key` as the subject.
#pragma once

#include "core/credentials/awskeys.h"
#include "core/credentials/runkeys.h"
#include "core/sources/bucketaddress.h"
#include "core/sources/bucketplace.h"

namespace larder {

class AwsSignIn;

class S3Place : public BucketPlace
{
public:
    /// `signIn` outlives it. `credentials`: as Binding::credentials.
    S3Place(BucketAddress address, BucketOptions options, const QString &credentials, AwsSignIn &signIn);

    Result<void> signIn(const std::stop_token &stop) override;
    QByteArray urlOfKey(QByteArrayView key) const override;
    QByteArray urlOfPage(const PageQuestion &question) const override;
    int newKeysInPage() const override { return 1000; }
    Result<BucketPage> readPage(QByteArray &body) const override;
    QString shownKey(QByteArrayView key) const override;

    QString shown(const QByteArray &url) const override;
    HttpRequest prepared(HttpRequest request) override;
    std::optional<HttpFailure> explain(const QByteArray &url, const HttpHead &head,
                                       const QByteArray &body) override;
    HttpIdentity identityOf(const HttpHead &head, qint64 size, const Entry &known) const override;
    std::unique_ptr<BodyCheck> bodyCheck(const HttpHead &head, const Entry &known) const override;

private:
    [[nodiscard]] bool isByHost() const;
    [[nodiscard]] QByteArray origin() const;
    [[nodiscard]] QByteArray root() const;
    [[nodiscard]] bool learnRegion(const HttpHead &head, const QByteArray &told);
    [[nodiscard]] bool learnClock(const HttpHead &head);

    const BucketAddress m_address;
    const BucketOptions m_options;
    const SignInName m_who;
    AwsSignIn &m_signIn;
    RunKeys<AwsSignIn, AwsKeys> m_keys; ///< none: anonymous
    QByteArray m_region;
    QByteArrayList
        m_formerOrigins; ///< of other regions: URLs that were made before are sent to the present one
    std::chrono::milliseconds m_clockOffset{0}; ///< the server's clock less ours
};

} // namespace larder

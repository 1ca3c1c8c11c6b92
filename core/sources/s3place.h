/// A bucket as it is asked: which URL an object has, who signs, and what an answer means. One object serves
/// one source, on the run's thread; it learns on the way (the bucket's region, the server's clock, newer
/// keys) and has the client ask again at once.
/// Errors: SignInNeeded, Denied, NotFound, Throttled, … by the provider's own codes
/// (docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html), with `s3://bucket/key` as the subject.
#pragma once

#include "core/credentials/awskeys.h"
#include "core/dataset/binding.h"
#include "core/sources/address.h"
#include "core/sources/objectserver.h"

#include <stop_token>

namespace larder {

class AwsSignIn;

/// What an address and its options say, checked. Errors: Invalid.
struct S3Address {
    QByteArray bucket;
    QByteArray prefix; ///< decoded; ends in '/' or is empty where everything below is meant
    QByteArray endpoint; ///< "https://host[:port]" without a final '/'; empty: AWS

    [[nodiscard]] static Result<S3Address> from(const Address &address, const BucketOptions &options);
};

class S3Place : public ObjectServer
{
public:
    /// `signIn` outlives it.
    S3Place(S3Address address, BucketOptions options, AwsSignIn &signIn);

    /// Before the first request of a run. Errors: SignInNeeded, Cancelled.
    [[nodiscard]] Result<void> signIn(const std::stop_token &stop);

    [[nodiscard]] const S3Address &address() const { return m_address; }
    /// What the paths of entries are below; for one file it is the file's own key without its last segment.
    void setPrefix(QByteArray prefix) { m_prefix = std::move(prefix); }
    [[nodiscard]] QByteArray urlOfKey(QByteArrayView key) const;
    /// `query` is encoded already.
    [[nodiscard]] QByteArray urlOfBucket(const QByteArray &query) const;
    [[nodiscard]] QString shownKey(QByteArrayView key) const;

    QByteArray urlOf(const Entry &entry) const override;
    QString shown(const QByteArray &url) const override;
    HttpRequest prepared(HttpRequest request) override;
    bool followsRedirects() const override { return false; }
    std::optional<HttpFailure> explain(const QByteArray &url, const HttpHead &head,
                                       const QByteArray &body) override;
    Result<void> checkAnswer(const QByteArray &, const HttpHead &) const override { return {}; }
    HttpIdentity identityOf(const HttpHead &head, qint64 size, const Entry &known) const override;
    bool replacesWhole() const override { return true; }
    std::unique_ptr<BodyCheck> bodyCheck(const HttpHead &head) const override;

private:
    [[nodiscard]] bool isByHost() const;
    [[nodiscard]] QByteArray origin() const;
    [[nodiscard]] QByteArray root() const;
    [[nodiscard]] bool learnRegion(const HttpHead &head, const QByteArray &told);
    [[nodiscard]] bool learnClock(const HttpHead &head);
    [[nodiscard]] bool renewKeys(const Error &error);
    [[nodiscard]] Error refusal(const QByteArray &code) const;

    const S3Address m_address;
    const BucketOptions m_options;
    AwsSignIn &m_signIn;
    std::stop_token m_stop;
    QByteArray m_prefix;
    QByteArray m_region;
    QByteArrayList
        m_formerOrigins; ///< of other regions: URLs that were made before are sent to the present one
    std::optional<AwsKeys> m_keys; ///< nullopt: anonymous
    std::chrono::milliseconds m_clockOffset{0}; ///< the server's clock less ours
    int m_renewals = 0;
    std::optional<std::chrono::steady_clock::time_point> m_renewedAt;
};

/// An ETag with its quotes, which some servers leave out of listings, as a strong validator. `version` may be
/// empty.
[[nodiscard]] Validator s3Validator(const QByteArray &etag, const QByteArray &version);

} // namespace larder

/// `az:` — a container of Azure Blob Storage as it is asked: which URL a blob has, who signs, and what an
/// answer means. Errors: by the provider's own codes, with `az://account/container/name` as the subject.
#pragma once

#include "core/credentials/azurekeys.h"
#include "core/credentials/runkeys.h"
#include "core/dataset/binding.h"
#include "core/sources/address.h"
#include "core/sources/bucketplace.h"

namespace larder {

class AzureSignIn;

/// az://account/container/prefix, checked. Errors: Invalid.
struct AzureAddress {
    QByteArray account;
    QByteArray container;
    QByteArray prefix; ///< decoded; ends in '/' or is empty where everything below is meant
    QByteArray endpoint; ///< "https://host[:port]" without a final '/'; empty: the provider's own

    [[nodiscard]] static Result<AzureAddress> from(const Address &address, const BucketOptions &options);
};

class AzurePlace : public BucketPlace
{
public:
    /// `signIn` outlives it. `credentials`: as Binding::credentials.
    AzurePlace(AzureAddress address, BucketOptions options, const QString &credentials, AzureSignIn &signIn);

    Result<void> signIn(const std::stop_token &stop) override;
    QByteArray urlOfKey(QByteArrayView key) const override;
    QByteArray urlOfPage(const PageQuestion &question) const override;
    Result<BucketPage> readPage(QByteArray &body) const override;
    QString shownKey(QByteArrayView key) const override;
    QString nothingBelow() const override;

    QString shown(const QByteArray &url) const override;
    HttpRequest prepared(HttpRequest request) override;
    std::optional<HttpFailure> explain(const QByteArray &url, const HttpHead &head,
                                       const QByteArray &body) override;
    HttpIdentity identityOf(const HttpHead &head, qint64 size, const Entry &known) const override;
    std::unique_ptr<BodyCheck> bodyCheck(const HttpHead &head, const Entry &known) const override;

private:
    [[nodiscard]] QByteArray container() const;

    const AzureAddress m_address;
    const BucketOptions m_options;
    RunKeys<AzureSignIn, AzureKeys> m_keys; ///< none: anonymous
};

} // namespace larder

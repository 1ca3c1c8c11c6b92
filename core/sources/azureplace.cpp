#include "core/sources/azureplace.h"

#include "core/base/clock.h"
#include "core/credentials/azuresignin.h"
#include "core/http/httpdate.h"
#include "core/http/httpurl.h"
#include "core/sources/azureerror.h"
#include "core/sources/azurepage.h"
#include "core/sources/azuresigner.h"
#include "core/sources/bucketaddress.h"
#include "core/sources/checksum.h"
#include "core/sources/entrypath.h"

#include <QRegularExpression>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto serviceVersion = "2021-12-02"; // wanted with tokens; every service of these years knows it
constexpr auto blobsInPage = "5000"; // the most that the provider gives

/// '/' stays: it parts a name.
QByteArray encodedName(QByteArrayView name)
{
    return name.toByteArray().toPercentEncoding("/");
}

} // namespace

Result<AzureAddress> AzureAddress::from(const Address &address, const BucketOptions &options)
{
    static const QRegularExpression accountForm(u"^[a-z0-9]{3,24}$"_s);
    static const QRegularExpression containerForm(u"^(\\$root|\\$web|[a-z0-9](-?[a-z0-9]){2,62})$"_s);
    const auto refused = [&address] {
        return failure(ErrorKind::Invalid, u"the address names no account and container"_s,
                       redactedAddress(address.location), u"write az://account/container/prefix/"_s);
    };
    if (!accountForm.match(address.location.section(u'/', 2, 2)).hasMatch())
        return refused();
    const Result<BucketAddress> place = BucketAddress::from(address, options);
    if (!place)
        return failure(place);
    const qsizetype slash = place->prefix.indexOf('/');
    AzureAddress azure{place->bucket, slash < 0 ? place->prefix : place->prefix.first(slash),
                       slash < 0 ? QByteArray() : place->prefix.sliced(slash + 1), place->endpoint};
    if (!containerForm.match(QString::fromUtf8(azure.container)).hasMatch())
        return refused();
    return azure;
}

AzurePlace::AzurePlace(AzureAddress address, BucketOptions options, const QString &credentials,
                       AzureSignIn &signIn)
    : BucketPlace(address.prefix),
      m_address(std::move(address)),
      m_options(std::move(options)),
      m_keys(signIn, {m_options.profile, credentials}, QString::fromLatin1(m_address.account))
{ }

Result<void> AzurePlace::signIn(const std::stop_token &stop)
{
    if (m_options.isAnonymous)
        return {};
    return toldOf(shownKey(boundPrefix()), m_keys.take(stop));
}

/// The account is part of the host's name; with an emulator it stands in the path.
QByteArray AzurePlace::container() const
{
    if (m_address.endpoint.isEmpty())
        return "https://" + m_address.account + ".blob.core.windows.net/" + m_address.container;
    const bool isInHost = m_address.endpoint.contains(QByteArray("://" + m_address.account + '.'));
    return m_address.endpoint + '/' + (isInHost ? QByteArray() : QByteArray(m_address.account + '/'))
        + m_address.container;
}

QByteArray AzurePlace::urlOfKey(QByteArrayView key) const
{
    return container() + '/' + encodedName(key);
}

QByteArray AzurePlace::urlOfPage(const PageQuestion &question) const
{
    QByteArray url = container() + "?restype=container&comp=list&maxresults=" + blobsInPage;
    const auto add = [&url](const char *name, const QByteArray &value) {
        if (!value.isEmpty())
            url += QByteArray("&") + name + '=' + value.toPercentEncoding();
    };
    add("prefix", question.prefix);
    add("delimiter", question.isByFolder ? "/" : "");
    add("marker", question.token);
    return url;
}

Result<BucketPage> AzurePlace::readPage(QByteArray &body) const
{
    return readAzurePage(body);
}

QString AzurePlace::shownKey(QByteArrayView key) const
{
    return u"az://%1/%2/%3"_s.arg(QString::fromLatin1(m_address.account),
                                  QString::fromLatin1(m_address.container), readablePath(key));
}

QString AzurePlace::nothingBelow() const
{
    return u"there is nothing in the container under this prefix"_s;
}

QString AzurePlace::shown(const QByteArray &url) const
{
    return shownBelow(container() + '/', url);
}

HttpRequest AzurePlace::prepared(HttpRequest request)
{
    request.headers.emplaceBack("x-ms-version", serviceVersion);
    request.headers.emplaceBack("x-ms-date", httpDate(SystemClock().now()));
    const AzureKeys *keys = m_keys.current();
    if (!keys)
        return request;
    if (!keys->sharedKey.isEmpty())
        return signedForAzure(std::move(request), m_address.account, keys->sharedKey);
    if (!keys->token.isEmpty())
        request.headers.emplaceBack("Authorization", "Bearer " + keys->token);
    else
        request.url += (request.url.contains('?') ? '&' : '?') + keys->signature;
    return request;
}

std::optional<HttpFailure> AzurePlace::explain(const QByteArray &url, const HttpHead &head,
                                               const QByteArray &body)
{
    HttpFailure failure = azureFailure(head.status, azureErrorCode(head, body), shown(url));
    nameWhoAsked(failure, whoAsked(m_keys.taken()), u"Storage Blob Data Reader"_s);
    if (failure.error.kind == ErrorKind::SignInNeeded && m_keys.renew(failure.error))
        failure.persistence = Persistence::Corrected;
    return failure;
}

HttpIdentity AzurePlace::identityOf(const HttpHead &head, qint64 size, const Entry &known) const
{
    const Validator validator = azureValidator(head.field("etag").value_or(QByteArray()));
    return identityBy(validator, head, size, known);
}

/// Large blobs that came in blocks have none, unless who uploaded them gave it.
std::unique_ptr<BodyCheck> AzurePlace::bodyCheck(const HttpHead &head, const Entry &) const
{
    const std::optional<QByteArray> md5 = head.field(
        head.status == 206 ? QByteArrayView("x-ms-blob-content-md5") : QByteArrayView("content-md5"));
    return md5 ? bodyCheckOf(Checksum::Md5, *md5) : nullptr;
}

} // namespace larder

#include "core/sources/gcsplace.h"

#include "core/credentials/googlesignin.h"
#include "core/http/shortquestion.h"
#include "core/sources/checksum.h"
#include "core/sources/gcserror.h"
#include "core/sources/gcspage.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto ownEndpoint = "https://storage.googleapis.com";
constexpr auto askForBytes = "?alt=media";
constexpr int objectsInPage = 1000; // the most that the provider gives

} // namespace

GcsPlace::GcsPlace(BucketAddress address, BucketOptions options, const QString &credentials,
                   GoogleSignIn &signIn)
    : BucketPlace(address.prefix),
      m_address(std::move(address)),
      m_options(std::move(options)),
      m_keys(signIn, {m_options.profile, credentials}, m_options.endpoint)
{
    headSupport.isRefused = true; // the JSON API describes GET only
}

Result<void> GcsPlace::signIn(const std::stop_token &stop)
{
    if (m_options.isAnonymous)
        return {};
    const QString subject = shownKey(boundPrefix());
    if (const Result<void> taken = toldOf(subject, m_keys.take(stop)); !taken)
        return taken;
    if (m_options.paysRequests && m_keys.taken()->project.isEmpty()) {
        return failure(
            ErrorKind::SignInNeeded,
            u"the credentials of %1 do not say which project is charged"_s.arg(m_keys.taken()->origin),
            subject,
            u"run `gcloud auth application-default set-quota-project PROJECT`, or set "
            "GOOGLE_CLOUD_QUOTA_PROJECT"_s);
    }
    return {};
}

/// What an object's URL begins with, without its final '/'.
QByteArray GcsPlace::objects() const
{
    return (m_address.endpoint.isEmpty() ? QByteArray(ownEndpoint) : m_address.endpoint) + "/storage/v1/b/"
        + m_address.bucket + "/o";
}

/// Whole names are one segment: a '/' within them is encoded, too.
QByteArray GcsPlace::urlOfKey(QByteArrayView key) const
{
    return objects() + '/' + key.toByteArray().toPercentEncoding() + askForBytes;
}

QByteArray GcsPlace::urlOfPage(const PageQuestion &question) const
{
    QByteArray url = objects() + "?maxResults=" + QByteArray::number(objectsInPage);
    const auto add = [&url](const char *name, const QByteArray &value) {
        if (!value.isEmpty())
            url += QByteArray("&") + name + '=' + value.toPercentEncoding();
    };
    add("fields", "kind,nextPageToken,prefixes,items(" + gcsObjectFields.toByteArray() + ')');
    add("prefix", question.prefix);
    add("delimiter", question.isByFolder ? "/" : "");
    add("startOffset", question.startAfter);
    add("pageToken", question.token);
    return url;
}

/// It begins with the object that it starts at.
int GcsPlace::newKeysInPage() const
{
    return objectsInPage - 1;
}

Result<BucketPage> GcsPlace::readPage(QByteArray &body) const
{
    return readGcsPage(body);
}

QString GcsPlace::shownKey(QByteArrayView key) const
{
    return m_address.shownKey(key);
}

/// Its description tells its time to the millisecond, as a listing does.
Result<HttpIdentity> GcsPlace::identify(HttpClient &client, const QByteArray &key,
                                        const std::stop_token &stop)
{
    const QByteArray url = objects() + '/' + key.toPercentEncoding()
        + "?fields=" + gcsObjectFields.toByteArray().toPercentEncoding();
    const Result<ShortAnswer> answer =
        askShortly(client,
                   {[&] { return prepared({"GET", url, {}}); },
                    [&](const HttpHead &head, const QByteArray &body) { return explain(url, head, body); }},
                   stop);
    if (!answer)
        return failure(answer);
    const Result<BucketObject> object = readGcsObject(answer->body);
    if (!object) {
        Error error = object.error();
        error.subject = shownKey(key);
        return std::unexpected(std::move(error));
    }
    return HttpIdentity{urlOfKey(key),     object->size,      object->modified,
                        object->validator, answer->head.date, answer->head};
}

QString GcsPlace::shown(const QByteArray &url) const
{
    return shownBelow(objects() + '/', url);
}

bool GcsPlace::hold(HttpRequest &request, const Validator &version) const
{
    const std::optional<QByteArray> generation = gcsGeneration(version);
    if (generation)
        request.url += "&ifGenerationMatch=" + *generation;
    return generation.has_value();
}

HttpRequest GcsPlace::prepared(HttpRequest request)
{
    // Else what is stored under gzip would be unpacked on the way: another size, another checksum, no ranges.
    if (request.url.contains(askForBytes))
        request.headers.emplaceBack("Accept-Encoding", "gzip");
    const BearerToken *keys = m_keys.current();
    if (!keys)
        return request;
    request.headers.emplaceBack("Authorization", "Bearer " + keys->token);
    if (m_options.paysRequests)
        request.url += "&userProject=" + keys->project.toPercentEncoding();
    return request;
}

std::optional<HttpFailure> GcsPlace::explain(const QByteArray &url, const HttpHead &head,
                                             const QByteArray &body)
{
    const Asked asked = url.startsWith(QByteArray(objects() + '/')) ? Asked::Object : Asked::Listing;
    HttpFailure failure = gcsFailure(head.status, readGcsError(body), asked, shown(url));
    nameWhoAsked(failure, whoAsked(m_keys.taken()), u"roles/storage.objectViewer"_s);
    if (failure.error.kind == ErrorKind::SignInNeeded && m_keys.renew(failure.error))
        failure.persistence = Persistence::Corrected;
    return failure;
}

HttpIdentity GcsPlace::identityOf(const HttpHead &head, qint64 size, const Entry &known) const
{
    const Validator validator = gcsValidator(head.field("x-goog-generation").value_or(QByteArray()));
    return identityBy(validator, head, size, known);
}

/// Composite objects have no MD5; the CRC of the whole is always told, also beside a part of it.
std::unique_ptr<BodyCheck> GcsPlace::bodyCheck(const HttpHead &head, const Entry &) const
{
    for (const QByteArray &field : head.fieldsNamed("x-goog-hash")) {
        for (const QByteArray &hash : field.split(',')) {
            if (hash.trimmed().startsWith("crc32c="))
                return bodyCheckOf(Checksum::Crc32c, hash.trimmed().sliced(7));
        }
    }
    return nullptr;
}

} // namespace larder

#include "core/sources/s3error.h"

#include "core/sources/codetable.h"

#include <pugixml.hpp>

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto checkName = "check the name of the bucket, and the endpoint if it is not on AWS"_L1;
constexpr auto tryLater = "the provider asks for fewer requests; try again later"_L1;
constexpr auto restore = "have it restored at the provider, or leave it out with --exclude"_L1;
using enum ErrorKind;
using enum Persistence;

constexpr std::array codeRows{
    CodeRow{"AccessDenied"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    CodeRow{"AllAccessDisabled"_L1, Denied, Lasting, "all access to this place is switched off"_L1, {}},
    CodeRow{"AccountProblem"_L1, Denied, Lasting, "the provider has a problem with the account"_L1, {}},
    CodeRow{"InvalidPayer"_L1, Denied, Lasting, "the provider denies access to who pays"_L1, {}},
    CodeRow{"KMS.DisabledException"_L1, Denied, Lasting, "the key that encrypts it is switched off"_L1, {}},
    CodeRow{"ExpiredToken"_L1, SignInNeeded, Lasting, expiredCredentials, {}},
    CodeRow{"TokenRefreshRequired"_L1, SignInNeeded, Lasting, expiredCredentials, {}},
    CodeRow{"InvalidToken"_L1, SignInNeeded, Lasting, "the credentials are not known"_L1, {}},
    CodeRow{"InvalidAccessKeyId"_L1, SignInNeeded, Lasting, "the credentials are not known"_L1, {}},
    CodeRow{"InvalidClientTokenId"_L1, SignInNeeded, Lasting, "the credentials are not known"_L1, {}},
    CodeRow{"SignatureDoesNotMatch"_L1, SignInNeeded, Lasting, "the secret key is wrong"_L1, {}},
    CodeRow{"NoSuchBucket"_L1, NotFound, Lasting, "there is no such bucket"_L1, checkName},
    CodeRow{"NoSuchKey"_L1, NotFound, Lasting, "there is no such object"_L1, "check the address"_L1},
    CodeRow{"NoSuchVersion"_L1, NotFound, Lasting, "there is no such version of the object"_L1, {}},
    CodeRow{"InvalidBucketName"_L1, Invalid, Lasting, "that is not the name of a bucket"_L1, checkName},
    CodeRow{"InvalidObjectState"_L1, Unsupported, Lasting, "the object is archived"_L1, restore},
    CodeRow{"PreconditionFailed"_L1, Conflict, Lasting, "the file changed while it was fetched"_L1, {}},
    CodeRow{"SlowDown"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    CodeRow{"SlowDownRead"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    CodeRow{"ServiceUnavailable"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    CodeRow{"Throttling"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    CodeRow{"ThrottlingException"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    CodeRow{"RequestLimitExceeded"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    CodeRow{"TooManyRequests"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    CodeRow{"InternalError"_L1, Network, Passing, "the provider is in trouble"_L1, "try again later"_L1},
    CodeRow{"RequestTimeout"_L1, Timeout, Passing, "the provider waited in vain"_L1, "try again"_L1},
    CodeRow{"RequestTimeTooSkewed"_L1, Network, Lasting, "this computer's clock is wrong"_L1,
            "set the clock: the provider refuses requests that are signed 15 minutes off"_L1},
    CodeRow{"PermanentRedirect"_L1, Unsupported, Lasting, "the bucket is in another region"_L1,
            "name its region with --region"_L1},
    CodeRow{"AuthorizationHeaderMalformed"_L1, Unsupported, Lasting, "the bucket is in another region"_L1,
            "name its region with --region"_L1},
};

} // namespace

S3ErrorDocument readS3Error(const QByteArray &body)
{
    pugi::xml_document document;
    if (!document.load_buffer(body.constData(), static_cast<std::size_t>(body.size())))
        return {};
    const pugi::xml_node error = document.child("Error");
    return {error.child("Code").text().get(), error.child("Region").text().get()};
}

HttpFailure s3Failure(int status, const QByteArray &code, const QString &subject)
{
    if (const auto known = failureByCode(codeRows, code, subject))
        return *known;
    HttpFailure failure = failureByStatus(status, subject);
    if (status == 301 || status == 307)
        failure.error = {Unsupported, u"the bucket is in another region, and its region is not told"_s,
                         subject, u"name it with --region"_s};
    if (!code.isEmpty())
        failure.error.message += u": %1"_s.arg(QString::fromLatin1(code.left(80)));
    return failure;
}

} // namespace larder

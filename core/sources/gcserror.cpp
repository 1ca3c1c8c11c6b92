#include "core/sources/gcserror.h"

#include "core/sources/codetable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto tryLater = "the provider asks for fewer requests; try again later"_L1;
using enum ErrorKind;
using enum Persistence;

constexpr std::array reasonRows{
    CodeRow{"authError"_L1, SignInNeeded, Lasting, "the credentials are not known"_L1, {}},
    CodeRow{"expired"_L1, SignInNeeded, Lasting, expiredCredentials, {}},
    CodeRow{"forbidden"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    CodeRow{"insufficientPermissions"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    CodeRow{"accountDisabled"_L1, Denied, Lasting, "the provider has a problem with the account"_L1, {}},
    CodeRow{"rateLimitExceeded"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    CodeRow{"userRateLimitExceeded"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    CodeRow{"conditionNotMet"_L1, Conflict, Lasting, "the file changed while it was fetched"_L1, {}},
    CodeRow{"backendError"_L1, Network, Passing, "the provider is in trouble"_L1, "try again later"_L1},
    CodeRow{"internalError"_L1, Network, Passing, "the provider is in trouble"_L1, "try again later"_L1},
};

} // namespace

GcsErrorDocument readGcsError(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return {{}, body.left(1000)};
    const QJsonObject error = document.object()["error"_L1].toObject();
    const QJsonObject first = error["errors"_L1].toArray().at(0).toObject();
    return {first["reason"_L1].toString().toLatin1(), error["message"_L1].toString().toUtf8().left(1000)};
}

HttpFailure gcsFailure(int status, const GcsErrorDocument &document, Asked asked, const QString &subject)
{
    // Reason "required", as if a parameter were missing; in an object's answer there is the text alone.
    if (status == 400 && document.message.contains("requester pays")) {
        return {{Denied, u"the bucket charges who reads it"_s, subject,
                 u"agree to be charged with --requester-pays"_s}};
    }
    if (status == 404) {
        const bool isBucket = asked == Asked::Listing || document.message.contains("bucket does not exist");
        return isBucket
            ? HttpFailure{{NotFound, u"there is no such bucket"_s, subject,
                           u"check the name of the bucket"_s}}
            : HttpFailure{{NotFound, u"there is no such object"_s, subject, u"check the address"_s}};
    }
    return failureByCode(reasonRows, document.reason, subject).value_or(failureByStatus(status, subject));
}

} // namespace larder

#include "core/sources/gcserror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct ReasonRow {
    QLatin1StringView reason;
    ErrorKind kind;
    Persistence persistence;
    QLatin1StringView message;
    QLatin1StringView hint;
};

constexpr auto tryLater = "the provider asks for fewer requests; try again later"_L1;
using enum ErrorKind;
using enum Persistence;

constexpr std::array reasonRows{
    ReasonRow{"authError"_L1, SignInNeeded, Lasting, "the credentials are not known"_L1, {}},
    ReasonRow{"expired"_L1, SignInNeeded, Lasting, "the credentials have expired"_L1, {}},
    ReasonRow{"forbidden"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    ReasonRow{"insufficientPermissions"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    ReasonRow{"accountDisabled"_L1, Denied, Lasting, "the provider has a problem with the account"_L1, {}},
    ReasonRow{"rateLimitExceeded"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    ReasonRow{"userRateLimitExceeded"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    ReasonRow{"conditionNotMet"_L1, Conflict, Lasting, "the file changed while it was fetched"_L1, {}},
    ReasonRow{"backendError"_L1, Network, Passing, "the provider is in trouble"_L1, "try again later"_L1},
    ReasonRow{"internalError"_L1, Network, Passing, "the provider is in trouble"_L1, "try again later"_L1},
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
    const auto *const row = std::ranges::find_if(reasonRows, [&document](const ReasonRow &each) {
        return each.reason == QLatin1StringView(document.reason);
    });
    if (row != reasonRows.end())
        return {Error{row->kind, row->message, subject, row->hint}, row->persistence};
    HttpFailure failure = statusFailure(status, {}, Credentials::NotSent, RetryAfter::NotGiven);
    failure.error.subject = subject;
    if (status == 429)
        failure.error.kind = Throttled;
    if (status == 403)
        failure.error = {Denied, u"the provider denies access"_s, subject, {}};
    return failure;
}

} // namespace larder

#include "core/sources/bucketplace.h"

#include "core/http/httpvalidator.h"
#include "core/sources/bucketaddress.h"
#include "core/sources/codetable.h"
#include "core/sources/httpidentity.h"

#include <charconv>
#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

void nameWhoAsked(HttpFailure &failure, const std::optional<WhoAsked> &who, const QString &rights)
{
    Error &error = failure.error;
    if (error.kind == ErrorKind::Denied && error.hint.isEmpty()) {
        error.hint = who ? u"ask who owns the bucket to let %1 read it (%2)"_s.arg(who->origin, rights)
                         : u"it is not public: leave out --anonymous to sign in"_s;
    }
    if (error.kind != ErrorKind::SignInNeeded)
        return;
    const bool isExpired = error.message == expiredCredentials;
    error.message = !who ? u"the bucket wants a sign-in"_s
        : isExpired      ? u"the credentials of %1 have expired"_s.arg(who->origin)
                         : u"the provider does not know the credentials of %1"_s.arg(who->origin);
    error.hint = who ? who->renewal : u"leave out --anonymous"_s;
}

Result<void> toldOf(const QString &subject, Result<void> signedIn)
{
    if (!signedIn && signedIn.error().subject.isEmpty()) {
        Error error = std::move(signedIn.error());
        error.subject = subject;
        return std::unexpected(std::move(error));
    }
    return signedIn;
}

Result<HttpIdentity> BucketPlace::identify(HttpClient &client, const QByteArray &key,
                                           const std::stop_token &stop)
{
    Result<HttpIdentity> identity = failure(ErrorKind::Cancelled, u"stopped"_s);
    IdentityQuestion question(client, *this, urlOfKey(key),
                              [&identity](const Result<HttpIdentity> &answer) { identity = answer; });
    question.start();
    if (const Result<void> driven = client.drive(stop); !driven)
        return failure(driven);
    return identity;
}

QString BucketPlace::nothingBelow() const
{
    return u"there is nothing in the bucket under this prefix"_s;
}

QString BucketPlace::shownBelow(const QByteArray &root, const QByteArray &url) const
{
    if (!url.startsWith(root))
        return shownKey(boundPrefix());
    const QByteArray name = url.sliced(root.size());
    return shownKey(decodedKey(name.first(name.contains('?') ? name.indexOf('?') : name.size())));
}

HttpIdentity BucketPlace::identityBy(const Validator &validator, const HttpHead &head, qint64 size,
                                     const Entry &known)
{
    const bool isKnown = validator.token == known.validator.token && known.modified;
    return {head.url, size, isKnown ? known.modified : lastModified(head), validator, head.date, head};
}

std::optional<Instant> readListedTime(std::string_view text)
{
    if (text.size() < 20 || !text.ends_with('Z') || text[10] != 'T')
        return std::nullopt;
    const auto number = [text](std::size_t at, std::size_t length) {
        int value = -1;
        const char *end = text.data() + at + length;
        const auto [stop, error] = std::from_chars(text.data() + at, end, value);
        return error == std::errc() && stop == end ? value : -1;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    const int hour = number(11, 2);
    const int minute = number(14, 2);
    const int second = number(17, 2);
    if (year < 1 || !date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 60)
        return std::nullopt;
    int milliseconds = 0;
    for (std::size_t i = 20, weight = 100; text[19] == '.' && i + 1 < text.size() && weight > 0;
         ++i, weight /= 10) {
        if (text[i] < '0' || text[i] > '9')
            return std::nullopt;
        milliseconds += (text[i] - '0') * int(weight);
    }
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute)
        + std::chrono::seconds(second) + std::chrono::milliseconds(milliseconds);
}

} // namespace larder

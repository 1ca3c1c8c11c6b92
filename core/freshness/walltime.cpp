#include "core/freshness/walltime.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

bool showsThat(const QDateTime &dateTime, QDate date, QTime time)
{
    return dateTime.date() == date && dateTime.time() == time;
}

/// Qt takes offsets and POSIX rules ("AAA3") for ids too, and the database has files that are no places.
bool isIanaName(const QByteArray &id)
{
    const auto isNameLetter = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
            || (letter >= '0' && letter <= '9') || letter == '/' || letter == '_' || letter == '-'
            || letter == '+';
    };
    if (!std::ranges::all_of(id, isNameLetter))
        return false;
    // Neither an offset nor a rule of these letters holds a slash; the few names without one are looked up.
    if (id.contains('/') || id == "UTC")
        return true;
    const bool isFileOnly = id == "localtime" || id == "posixrules" || id == "Factory";
    return !isFileOnly && !id.startsWith("UTC") && QTimeZone::availableTimeZoneIds().contains(id);
}

} // namespace

Instant wallInstant(QDate date, QTime time, const QTimeZone &zone, Occurrence occurrence)
{
    using Resolution = QDateTime::TransitionResolution;
    const bool wantsLast = occurrence == Occurrence::Last;
    const QDateTime direct(date, time, zone, wantsLast ? Resolution::PreferAfter : Resolution::PreferBefore);
    if (showsThat(direct, date, time))
        return toInstant(direct);
    // The wall clock skips this time: Qt moves to either side by the width of the gap, we want the gap's end.
    const QDateTime before(date, time, zone, Resolution::PreferBefore);
    const QTimeZone::OffsetData transition = zone.nextTransition(before);
    return toInstant(transition.atUtc.isValid() ? transition.atUtc : before);
}

std::optional<QTime> parseTimeOfDay(QStringView text)
{
    const auto isDigit = [&](int index) { return text[index] >= u'0' && text[index] <= u'9'; };
    if (text.size() != 5 || text[2] != u':' || !isDigit(0) || !isDigit(1) || !isDigit(3) || !isDigit(4))
        return std::nullopt;
    const QTime time(text.first(2).toInt(), text.last(2).toInt());
    return time.isValid() ? std::optional(time) : std::nullopt;
}

Result<QTimeZone> parseZone(const QByteArray &id)
{
    QTimeZone zone = isIanaName(id) ? QTimeZone(id) : QTimeZone();
    if (!zone.isValid()) {
        return failure(ErrorKind::Invalid, u"“%1” is no time zone"_s.arg(QString::fromUtf8(id)), {},
                       u"give a name of the IANA database, such as Europe/Paris or UTC"_s);
    }
    return zone;
}

} // namespace larder

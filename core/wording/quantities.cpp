#include "core/wording/quantities.h"

#include "core/wording/words.h"

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Unit {
    std::chrono::seconds length;
    QString (*text)(int count);
};

constexpr std::array units{
    Unit{std::chrono::days(1),
         [](int n) {
             return Wording::counted(n, Wording::tr("%n day", nullptr, n),
                                     Wording::tr("%n days", nullptr, n));
         }},
    Unit{std::chrono::hours(1),
         [](int n) {
             return Wording::counted(n, Wording::tr("%n hour", nullptr, n),
                                     Wording::tr("%n hours", nullptr, n));
         }},
    Unit{std::chrono::minutes(1),
         [](int n) {
             return Wording::counted(n, Wording::tr("%n minute", nullptr, n),
                                     Wording::tr("%n minutes", nullptr, n));
         }},
    Unit{std::chrono::seconds(1),
         [](int n) {
             return Wording::counted(n, Wording::tr("%n second", nullptr, n),
                                     Wording::tr("%n seconds", nullptr, n));
         }},
};

/// The clock is set back over this time, so that the wall shows it twice.
bool isShownTwice(const QDateTime &wall)
{
    using Resolution = QDateTime::TransitionResolution;
    const QTimeZone zone = wall.timeZone();
    return QDateTime(wall.date(), wall.time(), zone, Resolution::PreferBefore)
        != QDateTime(wall.date(), wall.time(), zone, Resolution::PreferAfter);
}

QString offsetText(const QDateTime &wall)
{
    const int minutes = wall.offsetFromUtc() / 60;
    return u" %1%2:%3"_s.arg(QChar(minutes < 0 ? u'-' : u'+'))
        .arg(qAbs(minutes) / 60, 2, 10, QLatin1Char('0'))
        .arg(qAbs(minutes) % 60, 2, 10, QLatin1Char('0'));
}

QString timeText(const QDateTime &wall, Precision precision)
{
    const bool hasSeconds = precision == Precision::Seconds && wall.time().second() != 0;
    const QString time = wall.time().toString(hasSeconds ? u"HH:mm:ss"_s : u"HH:mm"_s);
    return isShownTwice(wall) ? time + offsetText(wall) : time;
}

} // namespace

QString instantText(Instant instant, const QTimeZone &zone, Precision precision)
{
    const QDateTime wall = toDateTime(instant, zone);
    return wall.date().toString(Qt::ISODate) + u' ' + timeText(wall, precision);
}

QString instantWithZone(Instant instant, const QTimeZone &zone, Precision precision)
{
    return u"%1 (%2)"_s.arg(instantText(instant, zone, precision), QString::fromUtf8(zone.id()));
}

QString friendlyInstant(Instant instant, Instant now, const QTimeZone &zone)
{
    const QDateTime wall = toDateTime(instant, zone);
    const QString time = timeText(wall, Precision::Minutes);
    switch (toDateTime(now, zone).date().daysTo(wall.date())) {
    case -1:
        return Wording::tr("yesterday %1").arg(time);
    case 0:
        return Wording::tr("today %1").arg(time);
    case 1:
        return Wording::tr("tomorrow %1").arg(time);
    default:
        return instantText(instant, zone);
    }
}

QString byteSizeText(qint64 bytes)
{
    if (bytes < 1000) {
        const int n = static_cast<int>(bytes);
        return Wording::counted(n, Wording::tr("%n byte", nullptr, n), Wording::tr("%n bytes", nullptr, n));
    }
    static constexpr std::array sizes{
        QT_TRANSLATE_NOOP("Wording", "%1 kB"), QT_TRANSLATE_NOOP("Wording", "%1 MB"),
        QT_TRANSLATE_NOOP("Wording", "%1 GB"), QT_TRANSLATE_NOOP("Wording", "%1 TB"),
        QT_TRANSLATE_NOOP("Wording", "%1 PB"), QT_TRANSLATE_NOOP("Wording", "%1 EB")};
    double amount = static_cast<double>(bytes) / 1000;
    size_t unit = 0;
    for (; amount >= 999.5; ++unit)
        amount /= 1000;
    const int decimals = amount < 9.95 ? 1 : 0;
    QString number = QString::number(amount, 'f', decimals);
    if (number.endsWith(".0"_L1))
        number.chop(2);
    number.replace(u'.', Wording::tr(".", "the decimal mark"));
    return Wording::tr(sizes[unit]).arg(number);
}

QString durationInWords(std::chrono::seconds duration)
{
    QStringList parts;
    std::chrono::seconds rest = duration;
    for (const Unit &unit : units) {
        const auto count = rest / unit.length;
        rest %= unit.length;
        if (count > 0)
            parts << unit.text(static_cast<int>(count));
        const bool wasSecond = parts.size() == 2 || (!parts.isEmpty() && count == 0);
        if (wasSecond)
            break;
    }
    return parts.isEmpty() ? units.back().text(0) : parts.join(u' ');
}

QString fileCountText(qint64 files)
{
    const int n = static_cast<int>(files);
    return Wording::counted(n, Wording::tr("%n file", nullptr, n), Wording::tr("%n files", nullptr, n));
}

} // namespace larder

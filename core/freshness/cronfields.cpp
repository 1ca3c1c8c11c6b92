#include "core/freshness/calendarpattern.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array monthNames{"jan"_L1, "feb"_L1, "mar"_L1, "apr"_L1, "may"_L1, "jun"_L1,
                                "jul"_L1, "aug"_L1, "sep"_L1, "oct"_L1, "nov"_L1, "dec"_L1};
constexpr std::array dayNames{"sun"_L1, "mon"_L1, "tue"_L1, "wed"_L1, "thu"_L1, "fri"_L1, "sat"_L1};
constexpr std::array longestMonths{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

struct Field {
    QLatin1StringView what;
    int lowest;
    int highest;
};

constexpr Field minuteField{"minute"_L1, 0, 59};
constexpr Field hourField{"hour"_L1, 0, 23};
constexpr Field dayOfMonthField{"day of month"_L1, 1, 31};
constexpr Field monthField{"month"_L1, 1, 12};
constexpr Field dayOfWeekField{"day of week"_L1, 0, 7};

std::unexpected<Error> badField(const Field &field, QStringView text)
{
    return failure(ErrorKind::Invalid, u"“%1” is no %2 of a cron line"_s.arg(text, field.what), {},
                   u"minute hour day-of-month month day-of-week, such as 30 6 * * 1-5; "
                   "%1 goes from %2 to %3"_s.arg(field.what)
                       .arg(field.lowest)
                       .arg(field.highest));
}

std::optional<int> plainNumber(QStringView text)
{
    const bool isDigits = !text.isEmpty() && text.size() <= 2
        && std::ranges::all_of(text, [](QChar digit) { return digit >= u'0' && digit <= u'9'; });
    return isDigits ? std::optional(text.toInt()) : std::nullopt;
}

template <typename Names>
std::optional<int> namedNumber(const Names &names, QStringView text)
{
    const auto found = std::ranges::find_if(
        names, [&](QLatin1StringView name) { return text.compare(name, Qt::CaseInsensitive) == 0; });
    return found == names.end() ? std::nullopt : std::optional(static_cast<int>(found - names.begin()));
}

std::optional<int> numberIn(const Field &field, QStringView text)
{
    std::optional<int> number = plainNumber(text);
    if (!number && field.what == monthField.what) {
        number = namedNumber(monthNames, text);
        if (number)
            ++*number;
    }
    if (!number && field.what == dayOfWeekField.what)
        number = namedNumber(dayNames, text);
    const bool isWithin = number && *number >= field.lowest && *number <= field.highest;
    return isWithin ? number : std::nullopt;
}

struct Range {
    int from;
    int to;
};

std::optional<Range> rangeIn(const Field &field, QStringView text, bool isStepped)
{
    if (text == u"*")
        return Range{field.lowest, field.highest};
    const qsizetype dash = text.indexOf(u'-');
    const auto from = numberIn(field, dash < 0 ? text : text.first(dash));
    if (!from)
        return std::nullopt;
    if (dash < 0)
        return Range{*from, isStepped ? field.highest : *from};
    auto to = numberIn(field, text.sliced(dash + 1));
    if (to == 0 && *from > 0 && field.what == dayOfWeekField.what)
        to = 7; // fri-sun
    return to && *from <= *to ? std::optional(Range{*from, *to}) : std::nullopt;
}

template <size_t size>
Result<std::bitset<size>> parseField(const Field &field, QStringView text)
{
    std::bitset<size> numbers;
    for (const QStringView item : text.split(u',')) {
        const qsizetype slash = item.indexOf(u'/');
        const auto step = slash < 0 ? std::optional(1) : plainNumber(item.sliced(slash + 1));
        const auto range = rangeIn(field, slash < 0 ? item : item.first(slash), slash >= 0);
        if (!range || !step || *step == 0)
            return badField(field, text);
        for (int number = range->from; number <= range->to; number += *step)
            numbers.set(static_cast<size_t>(number));
    }
    return numbers;
}

bool hasAnyDate(const std::bitset<13> &months, const std::bitset<32> &daysOfMonth)
{
    for (size_t month = 1; month <= 12; ++month) {
        for (size_t day = 1; months[month] && day <= static_cast<size_t>(longestMonths[month - 1]); ++day) {
            if (daysOfMonth[day])
                return true;
        }
    }
    return false;
}

} // namespace

Result<CalendarPattern> CalendarPattern::cron(QStringView text)
{
    const QString line = text.toString().simplified();
    const QStringList fields = line.split(u' ');
    if (fields.size() != 5) {
        return failure(ErrorKind::Invalid, u"“%1” is no cron line: it needs five fields"_s.arg(line), {},
                       u"minute hour day-of-month month day-of-week, such as 30 6 * * 1-5"_s);
    }
    const auto minutes = parseField<60>(minuteField, fields[0]);
    const auto hours = parseField<24>(hourField, fields[1]);
    const auto daysOfMonth = parseField<32>(dayOfMonthField, fields[2]);
    const auto months = parseField<13>(monthField, fields[3]);
    const auto daysOfWeek = parseField<8>(dayOfWeekField, fields[4]);
    if (!minutes)
        return failure(minutes);
    if (!hours)
        return failure(hours);
    if (!daysOfMonth)
        return failure(daysOfMonth);
    if (!months)
        return failure(months);
    if (!daysOfWeek)
        return failure(daysOfWeek);

    CalendarPattern pattern;
    pattern.m_minutes = *minutes;
    pattern.m_hours = *hours;
    pattern.m_daysOfMonth = *daysOfMonth;
    pattern.m_months = *months;
    for (size_t day = 0; day <= 7; ++day) {
        if ((*daysOfWeek)[day])
            pattern.m_daysOfWeek.set(day % 7);
    }
    // As in Vixie's cron: a field that begins with a star is unrestricted, */2 included.
    pattern.m_eitherDay = !fields[2].startsWith(u'*') && !fields[4].startsWith(u'*');
    pattern.m_everyHour = fields[1].startsWith(u'*');
    if (!pattern.m_eitherDay && !hasAnyDate(pattern.m_months, pattern.m_daysOfMonth)) {
        return failure(ErrorKind::Invalid, u"the cron line “%1” names a date that never comes"_s.arg(line),
                       {}, u"check its day of month and its month"_s);
    }
    return pattern;
}

} // namespace larder

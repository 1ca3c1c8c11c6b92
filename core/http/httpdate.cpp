#include "core/http/httpdate.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

namespace larder {

namespace {

using namespace std::chrono;

// Three letters each, so that a name is found by its place: dates are read for every answer.
constexpr QByteArrayView monthNames = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr QByteArrayView dayNames = "SunMonTueWedThuFriSat";

/// Which of the names `text` begins with; nullopt: none.
std::optional<unsigned> nameAt(QByteArrayView names, QByteArrayView text)
{
    for (qsizetype i = 0; text.size() >= 3 && i < names.size(); i += 3) {
        if (std::memcmp(names.data() + i, text.data(), 3) == 0)
            return unsigned(i / 3);
    }
    return std::nullopt;
}

/// Reads a text from the left; once a piece does not fit, all later pieces fail too.
class Reader
{
public:
    explicit Reader(QByteArrayView text) : m_rest(text) { }
    [[nodiscard]] bool isDone() const { return m_isGood && m_rest.isEmpty(); }

    void literal(QByteArrayView expected)
    {
        m_isGood = m_isGood && m_rest.startsWith(expected);
        if (m_isGood)
            m_rest = m_rest.sliced(expected.size());
    }

    /// Exactly so many digits.
    int number(qsizetype width)
    {
        m_isGood = m_isGood && m_rest.size() >= width
            && std::ranges::all_of(m_rest.first(width), [](char c) { return c >= '0' && c <= '9'; });
        if (!m_isGood)
            return 0;
        int value = 0;
        for (const char c : m_rest.first(width))
            value = value * 10 + (c - '0');
        m_rest = m_rest.sliced(width);
        return value;
    }

    unsigned month()
    {
        const auto name = nameAt(monthNames, m_rest);
        m_isGood = m_isGood && name;
        if (!m_isGood)
            return 0;
        m_rest = m_rest.sliced(3);
        return *name + 1;
    }

    /// asctime pads the day with a blank.
    int dayOfAsctime()
    {
        if (!m_rest.startsWith(' '))
            return number(2);
        literal(" ");
        return number(1);
    }

    milliseconds timeOfDay()
    {
        const int hour = number(2);
        literal(":");
        const int minute = number(2);
        literal(":");
        const int second = number(2); // 60 in a leap second
        m_isGood = m_isGood && hour < 24 && minute < 60 && second <= 60;
        return hours(hour) + minutes(minute) + seconds(second);
    }

private:
    QByteArrayView m_rest;
    bool m_isGood = true;
};

std::optional<Instant> instantOf(int yearNumber, unsigned monthNumber, int dayNumber, milliseconds time)
{
    const year_month_day date{year(yearNumber), month(monthNumber), day(static_cast<unsigned>(dayNumber))};
    if (!date.ok() || yearNumber < 1)
        return std::nullopt;
    return Instant(sys_days(date)) + time;
}

int yearOf(Instant instant)
{
    return static_cast<int>(year_month_day(floor<days>(instant)).year());
}

/// After "Sun, ": "06 Nov 1994 08:49:37 GMT".
std::optional<Instant> parseFixdate(QByteArrayView text)
{
    Reader reader(text);
    const int dayNumber = reader.number(2);
    reader.literal(" ");
    const unsigned monthNumber = reader.month();
    reader.literal(" ");
    const int yearNumber = reader.number(4);
    reader.literal(" ");
    const milliseconds time = reader.timeOfDay();
    reader.literal(" GMT");
    return reader.isDone() ? instantOf(yearNumber, monthNumber, dayNumber, time) : std::nullopt;
}

/// After "Sunday, ": "06-Nov-94 08:49:37 GMT".
std::optional<Instant> parseRfc850(QByteArrayView text, Instant now)
{
    Reader reader(text);
    const int dayNumber = reader.number(2);
    reader.literal("-");
    const unsigned monthNumber = reader.month();
    reader.literal("-");
    const int twoDigits = reader.number(2);
    reader.literal(" ");
    const milliseconds time = reader.timeOfDay();
    reader.literal(" GMT");
    if (!reader.isDone())
        return std::nullopt;
    const int thisYear = yearOf(now);
    int yearNumber = thisYear - thisYear % 100 + twoDigits;
    if (yearNumber > thisYear + 50)
        yearNumber -= 100;
    return instantOf(yearNumber, monthNumber, dayNumber, time);
}

/// After "Sun ": "Nov  6 08:49:37 1994".
std::optional<Instant> parseAsctime(QByteArrayView text)
{
    Reader reader(text);
    const unsigned monthNumber = reader.month();
    reader.literal(" ");
    const int dayNumber = reader.dayOfAsctime();
    reader.literal(" ");
    const milliseconds time = reader.timeOfDay();
    reader.literal(" ");
    const int yearNumber = reader.number(4);
    return reader.isDone() ? instantOf(yearNumber, monthNumber, dayNumber, time) : std::nullopt;
}

} // namespace

std::optional<Instant> parseHttpDate(QByteArrayView text, Instant now)
{
    text = text.trimmed();
    // The day's name repeats what the date says, and servers get it wrong: it is not compared.
    if (!nameAt(dayNames, text))
        return std::nullopt;
    const qsizetype comma = text.indexOf(", ");
    if (comma == 3)
        return parseFixdate(text.sliced(5));
    if (comma > 3)
        return parseRfc850(text.sliced(comma + 2), now);
    return text.size() > 4 && text[3] == ' ' ? parseAsctime(text.sliced(4)) : std::nullopt;
}

QByteArray httpDate(Instant instant)
{
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss time(floor<seconds>(instant - day));
    std::array<char, 40> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%.3s, %02u %.3s %04d %02d:%02d:%02d GMT",
                      dayNames.data() + 3 * weekday(day).c_encoding(), static_cast<unsigned>(date.day()),
                      monthNames.data() + 3 * (static_cast<unsigned>(date.month()) - 1),
                      static_cast<int>(date.year()), static_cast<int>(time.hours().count()),
                      static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return {text.data(), length};
}

} // namespace larder

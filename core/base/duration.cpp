#include "core/base/duration.h"

#include <array>
#include <utility>

namespace larder {

namespace {

using std::chrono::seconds;
constexpr std::array units{std::pair{u'd', seconds(86400)}, std::pair{u'h', seconds(3600)},
                           std::pair{u'm', seconds(60)}, std::pair{u's', seconds(1)}};
constexpr seconds longest = std::chrono::years(10);

} // namespace

std::optional<std::chrono::seconds> parseDuration(QStringView text)
{
    if (text == u"0")
        return seconds(0);
    if (text.size() < 2)
        return std::nullopt;
    const QStringView digits = text.chopped(1);
    for (const QChar digit : digits) {
        if (digit < u'0' || digit > u'9')
            return std::nullopt;
    }
    bool isNumber = false;
    const qlonglong count = digits.toLongLong(&isNumber);
    for (const auto &[letter, unit] : units) {
        if (text.back() == letter && isNumber && count <= longest / unit)
            return count * unit;
    }
    return std::nullopt;
}

QString durationText(std::chrono::seconds duration)
{
    for (const auto &[letter, unit] : units) {
        if (duration.count() != 0 && duration % unit == seconds(0))
            return QString::number(duration / unit) + QChar(letter);
    }
    return QStringLiteral("0");
}

} // namespace larder

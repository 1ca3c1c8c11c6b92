#include "core/base/duration.h"
#include "core/freshness/policyfamilies.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

class EveryPolicy : public Policy
{
public:
    explicit EveryPolicy(std::chrono::seconds period) : m_period(period) { }

    [[nodiscard]] std::optional<Instant> boundaryAfter(Instant confirmed, const QTimeZone &) const override
    {
        return confirmed + m_period;
    }
    [[nodiscard]] std::optional<Instant> periodStart(Instant, const QTimeZone &) const override
    {
        return std::nullopt;
    }
    [[nodiscard]] QString text() const override { return u"every:" + durationText(m_period); }

private:
    std::chrono::seconds m_period;
};

} // namespace

Result<PolicyPointer> makeEveryPolicy(QStringView text)
{
    const QStringView duration = text.sliced(text.indexOf(u':') + 1);
    const auto period = parseDuration(duration);
    if (!period || period->count() == 0) {
        return failure(
            ErrorKind::Invalid, u"“%1” is no policy: “%2” is no duration"_s.arg(text, duration), {},
            u"give a number with s, m, h or d, such as every:15m; to ask at every read use always"_s);
    }
    return std::make_unique<EveryPolicy>(*period);
}

} // namespace larder

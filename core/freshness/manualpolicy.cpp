#include "core/freshness/policyfamilies.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

class ManualPolicy : public Policy
{
public:
    [[nodiscard]] std::optional<Instant> boundaryAfter(Instant, const QTimeZone &) const override
    {
        return std::nullopt;
    }
    [[nodiscard]] std::optional<Instant> periodStart(Instant, const QTimeZone &) const override
    {
        return std::nullopt;
    }
    [[nodiscard]] QString text() const override { return u"manual"_s; }
};

} // namespace

Result<PolicyPointer> makeManualPolicy(QStringView)
{
    return std::make_unique<ManualPolicy>();
}

} // namespace larder

#include "core/freshness/policyfamilies.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

class AlwaysPolicy : public Policy
{
public:
    [[nodiscard]] std::optional<Instant> boundaryAfter(Instant confirmed, const QTimeZone &) const override
    {
        return confirmed;
    }
    [[nodiscard]] std::optional<Instant> periodStart(Instant, const QTimeZone &) const override
    {
        return std::nullopt;
    }
    [[nodiscard]] QString text() const override { return u"always"_s; }
};

} // namespace

Result<PolicyPointer> makeAlwaysPolicy(QStringView)
{
    return std::make_unique<AlwaysPolicy>();
}

} // namespace larder

/// A pure rule: from the last confirmation to the instant until which readers need not ask the source.
/// Adding a policy: one file with its factory, one row in policy.cpp, one table of cases in policy_test.
/// Policies are immutable values without a clock; any thread. Texts that are no policy are refused as
/// Invalid.
///   daily · daily@06:30 · every:15m · weekdays · weekdays@06:30 · cron:30 6 * * 1-5 · manual · always
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <memory>
#include <optional>

namespace larder {

class Policy
{
public:
    virtual ~Policy() = default;
    /// The first boundary after a confirmation. nullopt: never expires. `confirmed` itself: every read asks.
    [[nodiscard]] virtual std::optional<Instant> boundaryAfter(Instant confirmed,
                                                               const QTimeZone &zone) const = 0;
    /// The boundary that began the calendar period of `instant`; nullopt where the policy has no calendar.
    [[nodiscard]] virtual std::optional<Instant> periodStart(Instant instant,
                                                             const QTimeZone &zone) const = 0;
    /// The canonical text form; parsing it gives an equal policy.
    [[nodiscard]] virtual QString text() const = 0;

    /// The dataset's day: the local date of the last boundary at or before `now`, which date placeholders
    /// mean. The local date of `now` where the policy has no calendar.
    [[nodiscard]] QDate dayOf(Instant now, const QTimeZone &zone) const;
};

using PolicyPointer = std::unique_ptr<const Policy>;

[[nodiscard]] Result<PolicyPointer> parsePolicy(QStringView text);

} // namespace larder

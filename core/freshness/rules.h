/// A binding's texts, parsed once per judgement, and what judge and nextLook both work out from a
/// confirmation. Values; any thread. Private to this folder.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/record.h"
#include "core/freshness/expect.h"
#include "core/freshness/policy.h"

namespace larder {

struct Rules {
    PolicyPointer policy;
    std::optional<Expectation> expect;
    QTimeZone zone;
    Instant createdAt;

    /// Invalid: the policy, the zone or the deadline cannot be read.
    [[nodiscard]] static Result<Rules> of(const Binding &binding);
};

enum class ExpiryCause { Boundary, Deadline, LateLook };

struct Expiry {
    Instant at;
    ExpiryCause cause;

    bool operator==(const Expiry &) const = default;
};

/// What follows from having asked the source at an instant and found nothing new.
struct Outlook {
    Instant asked;
    std::optional<Instant> boundary; ///< nullopt: the policy never expires; `asked`: every read asks
    std::optional<Instant> missedDeadline; ///< the source was overdue when asked
    std::optional<Expiry> expected; ///< the next deadline or late look

    /// When what was confirmed ends. nullopt: never.
    [[nodiscard]] std::optional<Expiry> expiry() const;
    [[nodiscard]] bool isManual() const { return !boundary; }
    [[nodiscard]] bool isAlways() const { return boundary == asked; }
};

[[nodiscard]] Outlook outlookFrom(Instant asked, const Rules &rules, const Record &record);
[[nodiscard]] std::optional<Outlook> outlookOf(const Rules &rules, const Record &record);

/// `confirmed` is outlookOf the same record.
[[nodiscard]] std::optional<Instant> nextLook(const Rules &rules, const std::optional<Outlook> &confirmed,
                                              const Binding &binding, const Record &record, Instant now);

/// The last look went wrong. A stopped one did not.
[[nodiscard]] bool hasFailedLook(const Record &record);

} // namespace larder

/// A binding's texts, parsed once per judgement, and the arithmetic that judge and nextLook share.
/// Values; any thread. Private to this folder.
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

/// When a confirmation made at `confirmed` ends. nullopt: never; `confirmed` itself: at once.
[[nodiscard]] std::optional<Expiry> expiryAfter(Instant confirmed, const Rules &rules, const Record &record);
/// The same without the policy: only what `expect` asks for.
[[nodiscard]] std::optional<Expiry> expectedLookAfter(Instant confirmed, const Rules &rules,
                                                      const Record &record);

[[nodiscard]] std::optional<Instant> nextLook(const Rules &rules, const Binding &binding,
                                              const Record &record, Instant now);

/// The last look went wrong. A stopped one did not.
[[nodiscard]] bool hasFailedLook(const Record &record);

} // namespace larder

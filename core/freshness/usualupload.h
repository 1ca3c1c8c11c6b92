/// When a customer usually uploads, learned from the last 14 days: told to people who set no `expect`, never
/// judged by. A day is the dataset's, and counts by its first upload. Pure; any thread.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/listing.h"
#include "core/dataset/record.h"

#include <bitset>

namespace larder {

inline constexpr int learningDays = 14;

struct UsualUpload {
    QTime by; ///< four of five had come by then; on the dataset's clock
    QTime latest; ///< none was later
    int days = 0; ///< learned from so many
    std::bitset<8> daysOfWeek; ///< on which none failed to come; 1 is Monday

    bool operator==(const UsualUpload &) const = default;
};

/// The first upload of each day, oldest first: what was known and what the source dates now, from
/// `learningDays` before today on.
[[nodiscard]] QList<Instant> firstUploads(const QList<Instant> &known, const Listing &listing,
                                          const QTimeZone &zone, Instant now);

/// nullopt: too few days, or they differ too much.
[[nodiscard]] std::optional<UsualUpload> usualUpload(const QList<Instant> &firstUploads,
                                                     const QTimeZone &zone, Instant now);

/// When today's upload usually had come, if it has not, is later than ever, and the source was asked since.
/// nullopt where `expect` is set: that deadline is judged.
[[nodiscard]] std::optional<Instant> missedUsualUpload(const Binding &binding, const Record &record,
                                                       Instant now);

} // namespace larder

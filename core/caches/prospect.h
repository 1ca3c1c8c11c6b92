/// Would the next call get what lies in the cache, and why. Pure; any thread. Sentences are English, and told
/// (core/wording/told.h).
#pragma once

#include "core/caches/cachecontents.h"
#include "core/store/currentview.h"

#include <QHash>

#include <chrono>

namespace larder {

/// How Python asks: nothing on disk says it.
struct ReaderHabits {
    std::optional<std::chrono::seconds> expiry = std::chrono::days(7); ///< fsspec's expiry_time; none: never
    bool checksFiles = false; ///< fsspec's check_files
    QTimeZone zone; ///< whose calendar day is meant by today
    QHash<QString, CurrentView> current; ///< what readers get of the datasets that items name: currentViews()
};

enum class Outlook {
    Hit,
    OldHit, ///< a hit, on what was made on an earlier day
    Miss,
    Unsure,
};
[[nodiscard]] QString outlookName(Outlook outlook);

struct Prospect {
    Outlook outlook = Outlook::Unsure;
    QString because;

    bool operator==(const Prospect &) const = default;
};

[[nodiscard]] Prospect prospectOf(const CacheContents &contents, const CacheItem &item,
                                  const ReaderHabits &habits, Instant now);

} // namespace larder

/// What was evicted lies in a directory of the place itself: on the same disk, so that going there and coming
/// back is one rename. joblib and fsspec do not look into it. Blocks. Errors: NotFound, Storage, Invalid
/// (nothing to undo), Cancelled.
#pragma once

#include "core/base/filedescriptor.h"
#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>

#include <optional>
#include <stop_token>
#include <vector>

namespace larder {

inline constexpr const char *trashName = ".larder-trash";

enum class EvictedBy {
    Person,
    Larder, ///< what a dataset's change made old: nobody is waiting to have it back
};

/// What one eviction moved away: `items[n]` lies there under the name n.
struct TrashList {
    Instant at;
    std::vector<QByteArray> items; ///< paths below the place
    EvictedBy by = EvictedBy::Person;

    [[nodiscard]] QByteArray toJson() const;
    /// nullopt: not readable, or a path leads out of the place.
    [[nodiscard]] static std::optional<TrashList> fromJson(const QByteArray &json);
    bool operator==(const TrashList &) const = default;
};

/// The directory of a new eviction, with its list, flushed. A crash behind this loses nothing.
struct NewEviction {
    QString id;
    FileDescriptor directory;
};
[[nodiscard]] Result<NewEviction> beginEviction(int place, const QString &path, const TrashList &list);

/// Of the trash of a place, as far as it can be read.
[[nodiscard]] qint64 trashSize(const QString &place);

/// The instant of the newest one that can be undone; nullopt: there is none.
[[nodiscard]] Result<std::optional<Instant>> newestEviction(const QString &place);

struct Undone {
    qint64 restored = 0;
    std::vector<QByteArray> left; ///< they are there again, made anew; what was evicted stays in the trash
};
/// Of the newest eviction. Invalid: there is none.
[[nodiscard]] Result<Undone> undoEviction(const QString &place, const std::stop_token &stop);

/// Removes what was evicted for good. Returns its bytes.
[[nodiscard]] Result<qint64> pruneTrash(const QString &place);
/// Of what Larder evicted by itself, what lies there for a day.
[[nodiscard]] Result<qint64> pruneOwnTrash(const QString &place, Instant now);

} // namespace larder

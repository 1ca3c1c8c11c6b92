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

/// What one eviction moved away: `items[n]` lies there under the name n.
struct TrashList {
    Instant at;
    std::vector<QByteArray> items; ///< paths below the place

    [[nodiscard]] QByteArray toJson() const;
    /// nullopt: not readable, or a path leads out of the place.
    [[nodiscard]] static std::optional<TrashList> fromJson(const QByteArray &json);
    bool operator==(const TrashList &) const = default;
};

enum class Undoing {
    Possible,
    Never, ///< it has no list: what a crash leaves of it can only be removed
};

/// The directory of a new eviction, with its list, flushed. A crash behind this loses nothing.
struct NewEviction {
    QString id;
    FileDescriptor directory;
};
[[nodiscard]] Result<NewEviction> beginEviction(int place, const QString &path, const TrashList &list,
                                                Undoing undoing);

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
/// The same of one eviction.
[[nodiscard]] Result<void> pruneEviction(const QString &place, const QString &id);

} // namespace larder

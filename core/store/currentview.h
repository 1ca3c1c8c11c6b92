/// What readers see of a dataset: the content of current.json, schema 1. It is all that a reader in any
/// language needs for a hit: `confirmed_at_ms <= now < fresh_until_ms` and `path` exists. The front parses it
/// with a small scanner: flat, compact, keys unique, texts on one line, at most maxCurrentBytes.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/manifest.h"
#include "core/dataset/record.h"

#include <QJsonObject>

#include <optional>

namespace larder {

inline constexpr qsizetype maxCurrentBytes = 8192; // the front reads it into one buffer on its stack

struct CurrentView {
    DatasetName dataset;
    SnapshotId snapshot; ///< the held one, else the newest; empty (null on disk): nothing fetched yet
    QString path; ///< absolute directory of the snapshot; empty with it
    std::optional<Instant> confirmedAt;
    std::optional<Instant> fetchedAt; ///< when `snapshot` was committed
    std::optional<Instant> freshUntil; ///< nullopt: without end. The epoch (0 ms, else null): ask
    std::optional<Instant> lookDue; ///< past it a hit also says `unwatched`
    QString warning; ///< held, late …: readers print it; empty (null): nothing to say
    QString because; ///< absolute dates only
    QString unwatched; ///< the line for `now >= lookDue`; empty (null): nothing to say
    /// When readers began to get `snapshot`; a snapshot that comes back begins anew, one that is confirmed
    /// does not. What was computed from it began no earlier. nullopt (null): not known.
    std::optional<Instant> currentSince;
    SnapshotId replaced; ///< what they got until then; empty (null): nothing

    bool operator==(const CurrentView &) const = default;
};

/// `header`: of the snapshot that readers get, if there is one; `path`: its directory.
[[nodiscard]] CurrentView currentView(const DatasetName &name, const Binding &binding, const Record &record,
                                      const std::optional<ManifestHeader> &header, const QString &path,
                                      Instant now);

[[nodiscard]] QJsonObject toJson(const CurrentView &view);
[[nodiscard]] Result<CurrentView> currentViewFromJson(const QJsonObject &json);
/// The file: compact JSON and a newline.
[[nodiscard]] QByteArray toText(const CurrentView &view);

} // namespace larder

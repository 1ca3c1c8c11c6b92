/// How fsspec names what lies at a dataset's source: its caches keep a file by that name without its
/// protocol. Pure; any thread.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/manifest.h"
#include "core/dataset/record.h"

#include <optional>

namespace larder {

struct FsspecNames {
    QString protocol; ///< as written before "://": "s3"; empty: the key is what is opened ("https://…",
                      ///< "/data/…")
    QByteArray prefix; ///< of the keys of all of the dataset's files: "bucket/exports/"
    bool isEncoded = false; ///< what follows the prefix is percent-encoded

    /// What a cache keeps the file by: "bucket/exports/a.csv".
    [[nodiscard]] QByteArray keyOf(const QByteArray &path) const;
    /// What is opened: "s3://bucket/exports/a.csv".
    [[nodiscard]] QString urlOf(const QByteArray &path) const;
    /// The file that a cache keeps by this key. nullopt: none of the dataset's.
    [[nodiscard]] std::optional<QByteArray> pathOf(const QByteArray &key) const;

    bool operator==(const FsspecNames &) const = default;
};

/// Of the place that the binding means on a day. `files`: of a snapshot, which tell a single object from a
/// folder that is written without its final '/'. nullopt: fsspec has no name for such a place (a command, a
/// remote of rclone), or the address cannot be read.
[[nodiscard]] std::optional<FsspecNames> fsspecNames(const Binding &binding, QDate day,
                                                     const std::vector<ManifestFile> &files);
/// Of the place where the files of the current snapshot lie, which may be named by an earlier day.
/// `snapshot`: the current one, or nullptr. Invalid: the binding cannot be read.
[[nodiscard]] Result<std::optional<FsspecNames>> fsspecNamesNow(const Binding &binding, const Record &record,
                                                                const Manifest *snapshot, Instant now);

} // namespace larder

/// One complete, immutable local version of a dataset. A manifest on disk *is* the commit of its snapshot.
/// Text form (data/datasets/…/manifests/<id>): a line of JSON with the header, then one line per file in byte
/// order of the path: `sha256 TAB size TAB modified-ms or - TAB strength letter (n, w, s) TAB token,
/// %-escaped TAB path`, then a line `end <number of files>`, without which the manifest is Corrupt. Between
/// header and files stands a line for each archive that was unpacked, which begins with `archive` instead of
/// a hash; a file that was unpacked ends with `TAB number`, that of its archive among them, from 0.
#pragma once

#include "core/base/instant.h"
#include "core/dataset/datasetname.h"
#include "core/dataset/listing.h"

#include <array>
#include <vector>

namespace larder {

using Sha256 = std::array<unsigned char, 32>;

struct ManifestFile {
    Entry
        entry; ///< identity from the response that delivered the bytes; `size` is the number of bytes stored
    Sha256 hash{};
    QByteArray archive; ///< the source's entry that it was unpacked from; empty: it is that entry itself

    /// Of the source's entry that has it.
    [[nodiscard]] const QByteArray &sourcePath() const { return archive.isEmpty() ? entry.path : archive; }
    bool operator==(const ManifestFile &) const = default;
};

/// The newer `sequence` is the newer snapshot.
struct ManifestHeader {
    SnapshotId id;
    qint64 sequence = 0;
    SnapshotId parent; ///< the newest one when this was made; empty for the first
    Instant createdAt{};
    Instant probedAt{}; ///< the start of the probe that it answers
    std::optional<Instant> uploadedAt; ///< the newest entry at the source
    QString source; ///< the redacted address it came from
    QString because; ///< why it was made, for people
    qint64 files = 0;
    qint64 bytes = 0;

    bool operator==(const ManifestHeader &) const = default;
};

struct Manifest {
    ManifestHeader header;
    std::vector<ManifestFile> files; ///< in byte order of their path
    std::vector<Entry> archives; ///< entries of the source that were unpacked; in byte order of their path

    /// The file of that path, or nullptr.
    [[nodiscard]] const ManifestFile *find(QByteArrayView path) const;
    /// What the source listed under that path: an archive that was unpacked, or a file as it is; or nullptr.
    [[nodiscard]] const Entry *findEntry(QByteArrayView path) const;
    /// All of what the source listed, in byte order of the path.
    [[nodiscard]] std::vector<Entry> sourceEntries() const;
    bool operator==(const Manifest &) const = default;
};

[[nodiscard]] QByteArray toText(const Manifest &manifest);
[[nodiscard]] Result<Manifest> manifestFromText(const QByteArray &text);
/// Reads the first line only.
[[nodiscard]] Result<ManifestHeader> manifestHeaderFromText(QByteArrayView text);

[[nodiscard]] QByteArray hexText(const Sha256 &hash);

} // namespace larder

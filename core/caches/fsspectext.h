/// What the file `cache` of an fsspec directory says, and the names beside it. Bytes in, values out; a
/// stranger may have written them. Pure; any thread.
#pragma once

#include "core/base/instant.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace larder {

struct FsspecEntry {
    QString key; ///< what was opened, without protocol (but http has its URL)
    QByteArray file; ///< below the directory, or wherever it says
    std::optional<Instant> made;
    bool isComplete = false; ///< has all five fields: fsspec fails on others
    bool isWhole = false; ///< else of blocks
    qint64 blocks = 0; ///< that are there, where it is not whole
    qint64 size = -1; ///< of the whole; -1: not said
    qint64 blockSize = 0; ///< 0: not said

    bool operator==(const FsspecEntry &) const = default;
};

enum class FsspecForm {
    Json,
    Pickle, ///< before fsspec 2023.9.1; since 2026.6.0 fsspec itself refuses it
    Unreadable,
};

struct FsspecMetadata {
    FsspecForm form = FsspecForm::Unreadable;
    std::vector<FsspecEntry> entries; ///< by key; of JSON alone
    qint64 oddEntries = 0; ///< that are none
};
[[nodiscard]] FsspecMetadata readFsspecMetadata(const QByteArray &bytes);

/// Whether the beginning of a file is that of such metadata with at least one entry.
[[nodiscard]] bool looksLikeFsspecMetadata(QByteArrayView beginning);

/// Whether fsspec itself would call the data of `key` so: by hash, by the last part, or by the last parts.
[[nodiscard]] bool isFsspecNameOf(const QByteArray &file, const QByteArray &key);
/// What it calls them where nobody chooses: the SHA-256.
[[nodiscard]] QByteArray fsspecDataName(const QByteArray &key);

/// 64 hexadecimal digits: the SHA-256 of what was opened.
[[nodiscard]] bool isFsspecDataName(QByteArrayView name);
/// Written aside, and left behind by a crash.
[[nodiscard]] bool isFsspecLeftover(QByteArrayView name);

} // namespace larder

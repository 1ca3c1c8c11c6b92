/// What changed between two snapshots of a dataset, file by file, by the bytes: a file whose validator is
/// another one while its SHA-256 is the same is identical. Pure values; any thread.
#pragma once

#include "core/dataset/manifest.h"

#include <vector>

namespace larder {

struct FileChange {
    QByteArray path;
    qint64 bytesBefore = 0;
    qint64 bytesAfter = 0;

    bool operator==(const FileChange &) const = default;
};

/// Each list is in byte order of the path.
struct Changes {
    std::vector<FileChange> added;
    std::vector<FileChange> removed;
    std::vector<FileChange> changed;
    std::vector<FileChange> identical;

    [[nodiscard]] bool isEmpty() const { return added.empty() && removed.empty() && changed.empty(); }
    bool operator==(const Changes &) const = default;
};

/// REQUIRES: the files of both are in byte order of their path, as every manifest's are.
[[nodiscard]] Changes changesBetween(const Manifest &before, const Manifest &after);

} // namespace larder

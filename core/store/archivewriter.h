/// A snapshot as one archive, written aside and renamed: the target is whole or not there. Members are in
/// byte order of their path, with UTF-8 names, the source's times and no owner: equal snapshots give equal
/// archives. Each file is checked against its hash on the way. Blocks. Errors: Invalid (suffix), Corrupt,
/// NoSpace, Storage, Cancelled.
#pragma once

#include "core/dataset/manifest.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace larder {

enum class ArchiveFormat { Zip, TarGz, TarZst };

/// By the suffix: .zip, .tar.gz or .tgz, .tar.zst.
[[nodiscard]] std::optional<ArchiveFormat> archiveFormat(const QString &fileName);

/// `directory`: of the snapshot. An existing target is replaced.
[[nodiscard]] Result<void> writeArchive(const Manifest &manifest, const QString &directory,
                                        const QString &target,
                                        const std::function<void(qint64 bytesDone)> &progress,
                                        std::stop_token stop);

} // namespace larder

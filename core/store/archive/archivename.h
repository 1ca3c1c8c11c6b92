/// Which files are archives, told by the ends of their names, and what stands in their place once they are
/// unpacked. Pure; any thread.
#pragma once

#include <QByteArray>

#include <optional>

namespace larder {

enum class ArchiveKind { Zip, Tar, TarGz, TarBz2, TarXz, TarZst, SevenZip, Gz, Bz2, Xz, Zst };

/// By the suffix, in any case: .zip .tar .tar.gz .tgz .tar.bz2 .tar.xz .tar.zst .7z .gz .bz2 .xz .zst
/// A path that is nothing but a suffix is no archive.
[[nodiscard]] std::optional<ArchiveKind> archiveKind(QByteArrayView path);

/// False: one compressed file, without a name of its own (.gz and the like).
[[nodiscard]] bool hasMembers(ArchiveKind kind);

/// The path without its archive suffix: the folder of the members of "2026/export.tar.gz" is "2026/export",
/// and "data.csv.gz" becomes "data.csv". REQUIRES: archiveKind(path).
[[nodiscard]] QByteArray unpackedPath(QByteArrayView path);

} // namespace larder

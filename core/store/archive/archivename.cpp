#include "core/store/archive/archivename.h"

#include <algorithm>
#include <array>

namespace larder {

namespace {

struct Suffix {
    QByteArrayView text;
    ArchiveKind kind;
};

/// Longer ones before those that they end with.
constexpr auto suffixes = std::to_array<Suffix>({{".tar.gz", ArchiveKind::TarGz},
                                                 {".tar.bz2", ArchiveKind::TarBz2},
                                                 {".tar.xz", ArchiveKind::TarXz},
                                                 {".tar.zst", ArchiveKind::TarZst},
                                                 {".tgz", ArchiveKind::TarGz},
                                                 {".zip", ArchiveKind::Zip},
                                                 {".tar", ArchiveKind::Tar},
                                                 {".7z", ArchiveKind::SevenZip},
                                                 {".gz", ArchiveKind::Gz},
                                                 {".bz2", ArchiveKind::Bz2},
                                                 {".xz", ArchiveKind::Xz},
                                                 {".zst", ArchiveKind::Zst}});

const Suffix *suffixOf(QByteArrayView path)
{
    const QByteArrayView name = path.sliced(path.lastIndexOf('/') + 1);
    const auto found = std::ranges::find_if(suffixes, [&](const Suffix &suffix) {
        return name.size() > suffix.text.size()
            && name.last(suffix.text.size()).compare(suffix.text, Qt::CaseInsensitive) == 0;
    });
    return found == suffixes.end() ? nullptr : &*found;
}

} // namespace

std::optional<ArchiveKind> archiveKind(QByteArrayView path)
{
    const Suffix *suffix = suffixOf(path);
    return suffix ? std::optional(suffix->kind) : std::nullopt;
}

bool hasMembers(ArchiveKind kind)
{
    switch (kind) {
    case ArchiveKind::Zip:
    case ArchiveKind::Tar:
    case ArchiveKind::TarGz:
    case ArchiveKind::TarBz2:
    case ArchiveKind::TarXz:
    case ArchiveKind::TarZst:
    case ArchiveKind::SevenZip:
        return true;
    case ArchiveKind::Gz:
    case ArchiveKind::Bz2:
    case ArchiveKind::Xz:
    case ArchiveKind::Zst:
        return false;
    }
    Q_UNREACHABLE_RETURN(true);
}

QByteArray unpackedPath(QByteArrayView path)
{
    const Suffix *suffix = suffixOf(path);
    Q_ASSERT(suffix);
    return path.chopped(suffix->text.size()).toByteArray();
}

} // namespace larder

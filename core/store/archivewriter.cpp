#include "core/store/archivewriter.h"

#include "core/base/atomicfile.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/latearchive.h"
#include "core/store/sha256.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct ArchiveFreer {
    void operator()(archive *writer) const { archive_write_free(writer); }
};
struct EntryFreer {
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};
using ArchivePointer = std::unique_ptr<archive, ArchiveFreer>;
using EntryPointer = std::unique_ptr<archive_entry, EntryFreer>;

constexpr mode_t memberMode = 0644; // a copy for other people: theirs to change

std::unexpected<Error> archiveFailure(archive *writer, const QString &target)
{
    const int number = archive_errno(writer);
    if (number == ENOSPC || number == EDQUOT || number == EIO || number == EROFS)
        return diskFailure(number, u"write the archive"_s, target);
    return failure(ErrorKind::Unsupported,
                   u"cannot write the archive: %1"_s.arg(QString::fromUtf8(archive_error_string(writer))),
                   target);
}

bool setFormat(archive *writer, ArchiveFormat format)
{
    switch (format) {
    case ArchiveFormat::Zip:
        return archive_write_set_format_zip(writer) == ARCHIVE_OK;
    case ArchiveFormat::TarGz:
        return archive_write_set_format_pax_restricted(writer) == ARCHIVE_OK
            && archive_write_add_filter_gzip(writer) == ARCHIVE_OK
            && archive_write_set_options(writer, "gzip:!timestamp")
            == ARCHIVE_OK; // equal data, equal archive
    case ArchiveFormat::TarZst:
        return archive_write_set_format_pax_restricted(writer) == ARCHIVE_OK
            && archive_write_add_filter_zstd(writer) == ARCHIVE_OK;
    }
    Q_UNREACHABLE_RETURN(false);
}

EntryPointer memberOf(const ManifestFile &file, Instant otherwise)
{
    EntryPointer entry(archive_entry_new());
    const qint64 milliseconds = toMilliseconds(file.entry.modified.value_or(otherwise));
    // As raw bytes: given as UTF-8, libarchive would turn every name into normal form C.
    archive_entry_copy_pathname(entry.get(), file.entry.path.constData());
    archive_entry_set_size(entry.get(), file.entry.size);
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), memberMode);
    archive_entry_set_mtime(entry.get(), milliseconds / 1000, 0);
    return entry;
}

/// The file's bytes into the archive, and into the hash that they must have.
Result<void> writeContent(archive *writer, const ManifestFile &file, int opened, const QString &target,
                          const std::function<void(qint64)> &advanced, const std::stop_token &stop)
{
    constexpr size_t chunk = 256 * 1024;
    std::vector<char> buffer(chunk);
    Sha256Hasher hasher;
    for (qint64 left = file.entry.size; left > 0;) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        const ssize_t got = ::read(opened, buffer.data(), size_t(std::min<qint64>(left, qint64(chunk))));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        hasher.add({buffer.data(), size_t(got)});
        if (archive_write_data(writer, buffer.data(), size_t(got)) != got)
            return archiveFailure(writer, target);
        left -= got;
        advanced(got);
    }
    if (hasher.result() != file.hash)
        return failure(ErrorKind::Corrupt,
                       u"\"%1\" in the store is damaged"_s.arg(shownName(file.entry.path)),
                       shownName(file.entry.path), u"`larder verify --repair` mends it"_s);
    return {};
}

Result<void> writeMembers(archive *writer, const Manifest &manifest, const QString &directory,
                          const QString &target, const std::function<void(qint64)> &progress,
                          const std::stop_token &stop)
{
    const FileDescriptor root = openDirectory(directory);
    if (!root.isOpen())
        return diskFailure(errno, u"open the snapshot"_s, directory);
    qint64 done = 0;
    const auto advanced = [&](qint64 bytes) {
        done += bytes;
        if (progress)
            progress(done);
    };
    for (const ManifestFile &file : manifest.files) {
        const FileDescriptor opened(
            ::openat(root.get(), file.entry.path.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        if (!opened.isOpen())
            return diskFailure(errno, u"read"_s, directory + u'/' + shownName(file.entry.path));
        const EntryPointer member = memberOf(file, manifest.header.createdAt);
        if (archive_write_header(writer, member.get()) != ARCHIVE_OK)
            return archiveFailure(writer, target);
        if (auto written = writeContent(writer, file, opened.get(), target, advanced, stop); !written)
            return written;
    }
    if (archive_write_close(writer) != ARCHIVE_OK)
        return archiveFailure(writer, target);
    return {};
}

} // namespace

std::optional<ArchiveFormat> archiveFormat(const QString &fileName)
{
    if (fileName.endsWith(".zip"_L1, Qt::CaseInsensitive))
        return ArchiveFormat::Zip;
    if (fileName.endsWith(".tar.gz"_L1, Qt::CaseInsensitive)
        || fileName.endsWith(".tgz"_L1, Qt::CaseInsensitive))
        return ArchiveFormat::TarGz;
    if (fileName.endsWith(".tar.zst"_L1, Qt::CaseInsensitive))
        return ArchiveFormat::TarZst;
    return std::nullopt;
}

Result<void> writeArchive(const Manifest &manifest, const QString &directory, const QString &target,
                          const std::function<void(qint64)> &progress, std::stop_token stop)
{
    const auto format = archiveFormat(target);
    if (!format)
        return failure(ErrorKind::Invalid, u"\"%1\" is no archive that can be written"_s.arg(target), target,
                       u"end it with .zip, .tar.gz or .tar.zst"_s);
    const QFileInfo info(target);
    QByteArray aside = QFile::encodeName(info.absolutePath() + u"/."_s + info.fileName() + u".XXXXXX"_s);
    // Mode 0600: it holds a customer's data.
    const FileDescriptor file(::mkostemp(aside.data(), O_CLOEXEC));
    if (!file.isOpen())
        return diskFailure(errno, u"write the archive"_s, target);
    const auto write = [&]() -> Result<void> {
        const ArchivePointer writer(archive_write_new());
        if (!setFormat(writer.get(), *format)
            || archive_write_open_fd(writer.get(), file.get()) != ARCHIVE_OK)
            return archiveFailure(writer.get(), target);
        if (auto written = writeMembers(writer.get(), manifest, directory, target, progress, stop); !written)
            return written;
        if (::fsync(file.get()) != 0
            || std::rename(aside.constData(), QFile::encodeName(target).constData()) != 0)
            return diskFailure(errno, u"write the archive"_s, target);
        return flushDirectory(info.absolutePath());
    };
    auto written = write();
    if (!written)
        ::unlink(aside.constData());
    return written;
}

} // namespace larder

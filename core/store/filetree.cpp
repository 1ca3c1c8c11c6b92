#include "core/store/filetree.h"

#include "core/base/atomicfile.h"
#include "core/store/diskerror.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct DirectoryCloser {
    void operator()(DIR *directory) const { ::closedir(directory); }
};

/// 0, or the errno that stopped it.
int removeAt(int parent, const char *name, qint64 &removedBytes)
{
    struct stat status{};
    if (::fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : errno;
    if (!S_ISDIR(status.st_mode)) {
        if (::unlinkat(parent, name, 0) != 0)
            return errno == ENOENT ? 0 : errno;
        removedBytes += status.st_nlink == 1 ? qint64(status.st_size) : 0;
        return 0;
    }
    // Snapshot directories are read-only; that protects them from editors, not from us.
    constexpr mode_t ownerAll = 0700;
    if ((status.st_mode & ownerAll) != ownerAll && ::fchmodat(parent, name, ownerAll, 0) != 0)
        return errno;
    {
        const FileDescriptor directory = openDirectoryAt(parent, name);
        if (!directory.isOpen())
            return errno == ENOENT ? 0 : errno;
        const auto names = namesAt(directory.get());
        if (!names)
            return errno;
        for (const QByteArray &child : *names) {
            if (const int failed = removeAt(directory.get(), child.constData(), removedBytes))
                return failed;
        }
    }
    return ::unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT ? 0 : errno;
}

Result<void> walkAt(int directory, const QByteArray &prefix, const QString &root,
                    const std::function<Result<void>(const TreeFile &)> &visit, const std::stop_token &stop)
{
    const auto names = namesAt(directory);
    if (!names)
        return diskFailure(errno, u"read the directory"_s, root + u'/' + QString::fromUtf8(prefix));
    for (const QByteArray &name : *names) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        TreeFile file{prefix + name, {}};
        if (::fstatat(directory, name.constData(), &file.status, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno == ENOENT)
                continue;
            return diskFailure(errno, u"look at"_s, root + u'/' + QString::fromUtf8(file.path));
        }
        if (!S_ISDIR(file.status.st_mode)) {
            if (auto visited = visit(file); !visited)
                return visited;
            continue;
        }
        const FileDescriptor child = openDirectoryAt(directory, name.constData());
        if (!child.isOpen())
            return diskFailure(errno, u"open the directory"_s, root + u'/' + QString::fromUtf8(file.path));
        if (auto walked = walkAt(child.get(), file.path + '/', root, visit, stop); !walked)
            return walked;
    }
    return {};
}

} // namespace

FileDescriptor openDirectoryAt(int parent, const char *name)
{
    return FileDescriptor(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

FileDescriptor openDirectory(const QString &path)
{
    return openDirectoryAt(AT_FDCWD, QFile::encodeName(path).constData());
}

std::optional<QByteArrayList> namesAt(int directory)
{
    const int copy = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (copy < 0)
        return std::nullopt;
    const std::unique_ptr<DIR, DirectoryCloser> stream(::fdopendir(copy));
    QByteArrayList names;
    errno = 0;
    while (const dirent *entry = ::readdir(stream.get())) {
        const QByteArrayView name(entry->d_name);
        if (name != "." && name != "..")
            names << name.toByteArray();
        errno = 0;
    }
    if (errno != 0)
        return std::nullopt;
    std::ranges::sort(names);
    return names;
}

Result<QByteArrayList> namesIn(const QString &path)
{
    const FileDescriptor directory = openDirectory(path);
    if (!directory.isOpen() && errno == ENOENT)
        return QByteArrayList{};
    const auto names = directory.isOpen() ? namesAt(directory.get()) : std::nullopt;
    if (!names)
        return diskFailure(errno, u"read the directory"_s, path);
    return *names;
}

bool isGone(const QString &path)
{
    struct stat status{};
    return ::lstat(QFile::encodeName(path).constData(), &status) != 0
        && (errno == ENOENT || errno == ENOTDIR);
}

Result<void> removeTree(const QString &path, qint64 *removedBytes)
{
    return removeTreeAt(AT_FDCWD, QFile::encodeName(path), path, removedBytes);
}

Result<void> removeTreeAt(int parent, const QByteArray &name, const QString &shownAs, qint64 *removedBytes)
{
    qint64 bytes = 0;
    const int failed = removeAt(parent, name.constData(), bytes);
    if (removedBytes)
        *removedBytes += bytes;
    if (failed != 0)
        return diskFailure(failed, u"remove"_s, shownAs);
    return {};
}

Result<QString> renameIntoTrash(const QString &path, const QString &trash)
{
    if (auto made = makeDirectory(trash); !made)
        return failure(made);
    const QByteArray from = QFile::encodeName(path);
    // The owner's right to write in the directory itself is needed to move it to another parent.
    struct stat status{};
    if (::lstat(from.constData(), &status) == 0 && S_ISDIR(status.st_mode))
        ::chmod(from.constData(), 0700);
    const QString aside = trash + u'/' + QUuid::createUuid().toString(QUuid::Id128);
    if (::rename(from.constData(), QFile::encodeName(aside).constData()) != 0)
        return diskFailure(errno, u"move aside"_s, path);
    return aside;
}

Result<void> walkTree(const QString &root, const std::function<Result<void>(const TreeFile &)> &visit,
                      std::stop_token stop)
{
    const FileDescriptor directory = openDirectory(root);
    if (!directory.isOpen() && errno == ENOENT)
        return {};
    if (!directory.isOpen())
        return diskFailure(errno, u"open the directory"_s, root);
    return walkAt(directory.get(), {}, root, visit, stop);
}

} // namespace larder

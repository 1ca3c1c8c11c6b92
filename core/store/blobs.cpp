#include "core/store/blobs.h"

#include "core/base/atomicfile.h"
#include "core/store/copybytes.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/sha256.h"

#include <QUuid>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr mode_t contentMode = 0444;

/// Too many links, no links on this disk, or another disk: the bytes themselves must be copied.
bool needsCopy(int errorNumber)
{
    return errorNumber == EMLINK || errorNumber == EPERM || errorNumber == EXDEV || errorNumber == EOPNOTSUPP
        || errorNumber == ENOSYS;
}

Result<void> makeFolderOf(int root, const QByteArray &name)
{
    const QByteArray folder = name.first(name.indexOf('/'));
    if (::mkdirat(root, folder.constData(), 0700) != 0 && errno != EEXIST)
        return diskFailure(errno, u"create the directory"_s, QString::fromLatin1(folder));
    return {};
}

QByteArray asideOf(const QByteArray &name)
{
    return name + '.' + QUuid::createUuid().toByteArray(QUuid::Id128);
}

} // namespace

int copyFile(const FileAt &from, const FileAt &to)
{
    const FileDescriptor source(
        ::openat(from.directory, from.path.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!source.isOpen())
        return errno;
    const FileDescriptor target(::openat(to.directory, to.path.constData(),
                                         O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, contentMode));
    if (!target.isOpen())
        return errno;
    const int failed = copyBytes(source.get(), target.get());
    if (failed != 0)
        ::unlinkat(to.directory, to.path.constData(), 0);
    return failed;
}

Result<Blobs> Blobs::open(const StoreLayout &store)
{
    FileDescriptor root = openDirectory(store.blobs());
    if (!root.isOpen())
        return diskFailure(errno, u"open the store's contents"_s, store.blobs());
    return Blobs(std::move(root));
}

Blobs::Blobs(FileDescriptor root) : m_root(std::move(root)) { }

Blobs::Blobs(Blobs &&other) noexcept : m_root(std::move(other.m_root)) { }

bool Blobs::isWhole(const QByteArray &name, const Sha256 &hash, qint64 size, Vouched vouched)
{
    struct stat status{};
    if (::fstatat(m_root.get(), name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0
        || !S_ISREG(status.st_mode) || status.st_size != size)
        return false;
    if (vouched == Vouched::ByManifest)
        return true;
    const FileDescriptor file(::openat(m_root.get(), name.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    Sha256Hasher hasher;
    return file.isOpen() && addFile(hasher, file.get(), -1, {}) == size && hasher.result() == hash;
}

Result<Placed> Blobs::place(const Sha256 &hash, qint64 size, const FileAt &target, Vouched vouched)
{
    const QByteArray name = blobName(hash);
    // The link first: it is one call where asking and linking are two, and mostly it says "absent".
    if (::linkat(m_root.get(), name.constData(), target.directory, target.path.constData(), 0) != 0) {
        if (errno == ENOENT)
            return Placed::Absent;
        if (!needsCopy(errno))
            return nameFailure(errno, target.path);
        if (!isWhole(name, hash, size, vouched))
            return Placed::Absent;
        if (auto copied = placeCopy(name, target); !copied)
            return failure(copied);
        return Placed::Done;
    }
    if (isWhole(name, hash, size, vouched))
        return Placed::Done;
    // Torn by a power cut, or damaged: nothing must take it for whole again.
    ::unlinkat(target.directory, target.path.constData(), 0);
    ::unlinkat(m_root.get(), name.constData(), 0);
    return Placed::Absent;
}

Result<void> Blobs::placeCopy(const QByteArray &name, const FileAt &target)
{
    const std::lock_guard guard(m_mutex);
    const auto known = m_copies.constFind(name);
    if (known != m_copies.cend()
        && ::linkat(known->directory, known->path.constData(), target.directory, target.path.constData(), 0)
            == 0)
        return {};
    if (const int failed = copyFile({m_root.get(), name}, target))
        return nameFailure(failed, target.path);
    m_copies.insert(name, target);
    return {};
}

void Blobs::share(const QByteArray &name, const FileAt &file)
{
    const QByteArray aside = asideOf(name);
    if (::linkat(m_root.get(), name.constData(), m_root.get(), aside.constData(), 0) != 0)
        return;
    ::renameat(m_root.get(), aside.constData(), file.directory, file.path.constData());
    ::unlinkat(m_root.get(), aside.constData(), 0); // still there when they were one file already
}

Result<Adopted> Blobs::adopt(const Sha256 &hash, qint64 size, const FileAt &file)
{
    const QByteArray name = blobName(hash);
    const auto linkAs = [&](const QByteArray &linked) {
        return ::linkat(file.directory, file.path.constData(), m_root.get(), linked.constData(), 0) == 0
            ? 0
            : errno;
    };
    int failed = linkAs(name);
    if (failed == ENOENT) {
        if (auto made = makeFolderOf(m_root.get(), name); !made)
            return failure(made);
        failed = linkAs(name);
    }
    if (failed == 0)
        return Adopted::New;
    if (failed == EEXIST && isWhole(name, hash, size, Vouched::ByNobody)) {
        share(name, file);
        return Adopted::Known;
    }
    if (failed != EEXIST && !needsCopy(failed))
        return diskFailure(failed, u"keep"_s, QString::fromLatin1(name));
    if (auto made = makeFolderOf(m_root.get(), name); !made)
        return failure(made);
    // Aside and renamed, so that a half-made copy is never taken for the blob, and a damaged one is replaced.
    const QByteArray aside = asideOf(name);
    failed = linkAs(aside);
    if (needsCopy(failed))
        failed = copyFile(file, {m_root.get(), aside});
    if (failed == 0 && ::renameat(m_root.get(), aside.constData(), m_root.get(), name.constData()) != 0)
        failed = errno;
    if (failed != 0)
        return diskFailure(failed, u"keep"_s, QString::fromLatin1(name));
    return Adopted::New;
}

} // namespace larder

/// The bytes by their SHA-256, written once, and their way in and out of snapshot directories: hard links
/// where the disk has them and one file has not too many, else reflinks, else copies. One object per staging;
/// any thread (it guards its own state). Errors: NoSpace, Storage, Corrupt (gone).
#pragma once

#include "core/base/filedescriptor.h"
#include "core/dataset/manifest.h"
#include "core/store/layout.h"

#include <QHash>

#include <mutex>

namespace larder {

/// A file below an open directory.
struct FileAt {
    int directory = -1;
    QByteArray path;
};

enum class Placed {
    Done,
    Absent, ///< there is no such blob, or none that can be trusted
};

enum class Adopted { New, Known };

/// What vouches for a blob.
enum class Vouched {
    ByManifest, ///< a committed manifest names it, so it was flushed
    ByNobody, ///< it is read again before it is believed: torn by a power cut, or damaged since
};

class Blobs
{
public:
    [[nodiscard]] static Result<Blobs> open(const StoreLayout &store);
    Blobs(Blobs &&other) noexcept;
    ~Blobs() = default;

    /// Puts the blob's bytes at `target`, which must not exist.
    [[nodiscard]] Result<Placed> place(const Sha256 &hash, qint64 size, const FileAt &target,
                                       Vouched vouched);
    /// Makes the finished file the blob of its hash. One that is there and can be trusted takes the file's
    /// place instead; one that cannot is replaced.
    [[nodiscard]] Result<Adopted> adopt(const Sha256 &hash, qint64 size, const FileAt &file);

private:
    explicit Blobs(FileDescriptor root);
    [[nodiscard]] bool isWhole(const QByteArray &name, const Sha256 &hash, qint64 size, Vouched vouched);
    [[nodiscard]] Result<void> placeCopy(const QByteArray &name, const FileAt &target);
    /// Puts the blob where the equal file is, if that can be.
    void share(const QByteArray &name, const FileAt &file);

    FileDescriptor m_root;
    std::mutex m_mutex;
    QHash<QByteArray, FileAt> m_copies; ///< of blobs that can take no more links
};

/// A new file with the same bytes: reflink, else copied by the kernel, else by hand. 0, or the errno.
[[nodiscard]] int copyFile(const FileAt &from, const FileAt &to);

} // namespace larder

/// Small files that are the truth: a reader sees the old content or the new, also after a power cut.
/// Any thread. Errors: NoSpace, Storage, NotFound (reading), Corrupt (reading something oversized).
#pragma once

#include "core/base/filedescriptor.h"
#include "core/base/result.h"

#include <QByteArray>

#include <optional>

namespace larder {

/// Written aside, flushed, renamed, and the directory flushed. Mode 0600.
/// `asideStep`: the name of the crash point between the flush and the rename (core/base/crashpoint.h).
[[nodiscard]] Result<void> writeAtomically(const QString &path, const QByteArray &content,
                                           const char *asideStep = nullptr);

/// A file beside its target, which takes the target's place only by land(). Goes with the object otherwise.
class AsideFile
{
public:
    [[nodiscard]] static Result<AsideFile> write(const QString &target, const QByteArray &content);
    AsideFile(AsideFile &&) noexcept = default;
    AsideFile &operator=(AsideFile &&) = delete;
    ~AsideFile();

    /// Its content is on the disk, whatever happens from here on.
    [[nodiscard]] Result<void> flush() const;
    /// Readers have it. Whether a power cut leaves them that is up to flush() and flushDirectory().
    [[nodiscard]] Result<void> land();

private:
    AsideFile(QString target, QByteArray aside, FileDescriptor file);
    QString m_target;
    QByteArray m_aside; ///< empty: it has landed
    FileDescriptor m_file;
};

/// nullopt: there is no such file.
[[nodiscard]] Result<std::optional<QByteArray>> readWhole(const QString &path);

/// mkdir -p with mode 0700 for what is made.
[[nodiscard]] Result<void> makeDirectory(const QString &path);

/// Makes renames and new names in `path` durable.
[[nodiscard]] Result<void> flushDirectory(const QString &path);

} // namespace larder

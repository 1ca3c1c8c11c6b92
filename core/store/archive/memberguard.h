/// What a run believes of an archive: names that stay below its folder and can be kept exactly, each once,
/// and no more of them and of their bytes than an export has. Pure; one archive, one thread. Errors:
/// Unsupported (a name), Corrupt (too much), each with a sentence that names archive and member.
#pragma once

#include "core/store/archive/memberframes.h"

#include <QHash>
#include <QString>

namespace larder {

struct UnpackLimits {
    /// As many as a source may list (core/sources/entrypath.h).
    qint64 members = 1'000'000;
    /// More than an engineer's laptop has room for.
    qint64 bytes = qint64(1) << 40;
    /// What an archive unpacks to, at most, for each of its own bytes. Exports shrink to a tenth, logs to a
    /// fiftieth; a bomb of zeros to a thousandth and less.
    qint64 ratio = 250;
    /// So much is no bomb whatever the ratio is.
    qint64 harmlessBytes = 256 * 1024 * 1024;

    bool operator==(const UnpackLimits &) const = default;
};

class MemberGuard
{
public:
    /// `archive`: its name for people.
    MemberGuard(QString archive, qint64 archiveBytes, const UnpackLimits &limits);

    /// REQUIRES: not the one file of a compressed file, which has no name.
    [[nodiscard]] Result<void> admitName(const QByteArray &path);
    /// So many bytes more; or so many that a member is said to have (`promised`).
    [[nodiscard]] Result<void> addBytes(qint64 count);
    [[nodiscard]] Result<void> checkPromise(qint64 size) const;

private:
    struct Seen {
        QByteArray spelled;
        bool isDirectory = false;
    };

    [[nodiscard]] std::unexpected<Error> refused(QByteArrayView path, const QString &why) const;
    [[nodiscard]] Result<void> see(const QByteArray &path, bool isDirectory);
    [[nodiscard]] Result<void> checkTotal(qint64 bytes) const;

    QString m_archive;
    qint64 m_archiveBytes;
    UnpackLimits m_limits;
    qint64 m_members = 0;
    qint64 m_bytes = 0;
    QHash<QByteArray, Seen> m_seen; ///< by the name without its case
};

} // namespace larder

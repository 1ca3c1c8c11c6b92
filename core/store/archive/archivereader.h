/// Archives, read by a process of its own that ends with the run, and guarded on this side: what comes from
/// there is not believed. One call reads several archives, one after another. Blocks; any thread but the
/// GUI's. Memory stays flat. Errors: Corrupt and Unsupported, with a sentence that names archive and member;
/// what the sink returns; Cancelled; Storage (the program is missing).
#pragma once

#include "core/dataset/listing.h"
#include "core/store/archive/memberguard.h"

#include <chrono>
#include <span>
#include <stop_token>
#include <vector>

namespace larder {

/// One archive on this disk.
struct ArchiveToRead {
    QByteArray path; ///< as the source spells it; tells the kind. REQUIRES: archiveKind(path)
    QString file; ///< where its bytes lie
    qint64 bytes = 0;
};

class MemberSink
{
public:
    virtual ~MemberSink() = default;
    /// `archive`: which of them, from 0. Its name and its size have been checked.
    [[nodiscard]] virtual Result<void> begin(size_t archive, const Member &member) = 0;
    [[nodiscard]] virtual Result<void> write(std::span<const char> bytes) = 0;
    [[nodiscard]] virtual Result<void> finish() = 0;
};

class ArchiveReader
{
public:
    /// `program`: of the worker.
    explicit ArchiveReader(QString program, const UnpackLimits &limits = {},
                           std::chrono::milliseconds longestSilence = std::chrono::minutes(5));

    [[nodiscard]] Result<void> unpack(std::span<const ArchiveToRead> archives, MemberSink &sink,
                                      std::stop_token stop) const;
    /// What is inside, in byte order of the path, without validators. A compressed file holds one that is
    /// named like it, of unknown size.
    [[nodiscard]] Result<std::vector<Entry>> list(const ArchiveToRead &archive, std::stop_token stop) const;
    /// At most `most` of the first bytes of one that `list` tells, to `write`. NotFound: there is none.
    [[nodiscard]] Result<void> copyMember(const ArchiveToRead &archive, const QByteArray &path, qint64 most,
                                          const std::function<Result<void>(std::span<const char>)> &write,
                                          std::stop_token stop) const;

private:
    [[nodiscard]] Result<void> read(std::span<const ArchiveToRead> archives, Wanted wanted,
                                    const QByteArray &member, MemberSink &sink, std::stop_token stop) const;

    QString m_program;
    UnpackLimits m_limits;
    std::chrono::milliseconds m_longestSilence;
};

} // namespace larder

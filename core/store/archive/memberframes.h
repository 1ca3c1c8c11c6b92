/// What the worker that reads archives says to the run that started it, as bytes: frames of one letter, a
/// length of four bytes (little-endian) and so many bytes. The run believes nothing of it: the worker reads
/// foreign bytes, and may have been taken over by them. Pure; any thread.
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/store/archive/archivename.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <vector>

namespace larder {

enum class Wanted : char {
    Everything = 'e',
    Names = 'n', ///< and sizes and times, without a byte of contents
    OneMember = 'o', ///< the first of that path
};

/// What the run asks of the worker, before it begins: one for each archive.
struct ReadRequest {
    Wanted wanted = Wanted::Everything;
    ArchiveKind kind = ArchiveKind::Zip;
    QByteArray file; ///< its path on this disk
    QByteArray member; ///< for OneMember

    bool operator==(const ReadRequest &) const = default;
};
[[nodiscard]] QByteArray requestText(const ReadRequest &request);
/// REQUIRES: several texts of requests, one after another.
[[nodiscard]] std::vector<ReadRequest> requestsFromText(QByteArrayView text);

/// A file inside an archive, as the archive spells it.
struct Member {
    QByteArray path; ///< unchecked bytes; empty: the one file of a compressed file
    qint64 size = -1; ///< -1: it shows when it was read
    std::optional<Instant> modified;

    bool operator==(const Member &) const = default;
};

/// Why the worker gave up.
enum class ArchiveFault : char {
    Damaged = 'd', ///< cut short, a wrong checksum, a contradiction
    Encrypted = 'e',
    NoFile = 'n', ///< a link, a device, a pipe
    Method = 'm', ///< a compression that cannot be read
    Memory = 'o', ///< more than a worker may have
    Unreadable = 'u', ///< the file itself could not be read
};

struct Frame {
    enum class Kind : char {
        Member = 'M',
        Bytes = 'B', ///< of the member before
        MemberEnd = 'F',
        ArchiveEnd = 'A', ///< of each archive in turn
        Fault = 'X', ///< the last frame
    };
    Kind kind = Kind::Bytes;
    QByteArrayView bytes;
};

inline constexpr qsizetype maxFrameBytes = 256 * 1024; // one read of the worker's; longer names are a lie

[[nodiscard]] QByteArray frameHead(Frame::Kind kind, qsizetype bytes);

[[nodiscard]] QByteArray memberText(const Member &member);
[[nodiscard]] std::optional<Member> memberFromText(QByteArrayView text);

struct FaultFound {
    ArchiveFault fault = ArchiveFault::Damaged;
    QByteArray member; ///< where it was found; empty: in the archive as such
    QByteArray detail; ///< what the library says
};
[[nodiscard]] QByteArray faultText(const FaultFound &found);
[[nodiscard]] std::optional<FaultFound> faultFromText(QByteArrayView text);

/// Puts frames together from pieces of any size.
class FrameReader
{
public:
    /// Calls `take` for each frame that is whole; its bytes are valid during the call. Corrupt: no frames.
    [[nodiscard]] Result<void> add(QByteArrayView piece,
                                   const std::function<Result<void>(const Frame &)> &take);

private:
    QByteArray m_rest;
};

} // namespace larder

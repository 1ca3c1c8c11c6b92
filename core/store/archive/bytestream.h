/// Inside of the worker: the bytes below an archive's members, unpacked from the one compression that its
/// name tells, and no further: what is packed twice stays packed. Blocks.
#pragma once

#include "core/store/archive/archivename.h"
#include "core/store/archive/memberframes.h"

#include <memory>
#include <optional>
#include <span>

namespace larder {

class ByteStream
{
public:
    virtual ~ByteStream() = default;
    /// How many bytes came; 0: the end, and every checksum was right; -1: see fault().
    [[nodiscard]] virtual ssize_t read(std::span<char> bytes) = 0;
    [[nodiscard]] virtual FaultFound fault() const = 0;
};

/// What `kind` is packed in: gzip, bzip2, xz, zstd, or nothing. Borrows `file`.
[[nodiscard]] std::unique_ptr<ByteStream> openStream(int file, ArchiveKind kind);

} // namespace larder

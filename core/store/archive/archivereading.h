/// Inside of the worker: one archive, read from its first byte to its last, told as frames. libarchive
/// decodes; what it lets pass is checked here: gzip's checksum, what follows the last member, a tar without
/// an end, names of a zip as they are written. Judges no name and no size: that is the run's, which believes
/// nothing. Blocks.
#pragma once

#include "core/store/archive/memberframes.h"

#include <functional>
#include <optional>

namespace larder {

/// False: nobody listens any more.
using SayFrame = std::function<bool(Frame::Kind kind, QByteArrayView bytes)>;

/// `file`: open for reading, at its begin. nullopt: all of it was told, or nobody listens any more.
/// REQUIRES: the locale "C", so that libarchive leaves the bytes of names alone where it can; it is
/// "C.UTF-8" within this call for a 7z, whose names are no bytes.
[[nodiscard]] std::optional<FaultFound> readArchive(int file, const ReadRequest &request,
                                                    const SayFrame &say);

} // namespace larder

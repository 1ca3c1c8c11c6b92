/// Inside of the worker: libarchive's objects with owners, and its errors as ours.
#pragma once

#include "core/store/archive/memberframes.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <memory>

namespace larder {

struct ReaderFreer {
    void operator()(archive *reader) const { archive_read_free(reader); }
};
using ReaderPointer = std::unique_ptr<archive, ReaderFreer>;

/// What libarchive says of its last failure. Kinds are in its texts only.
[[nodiscard]] inline FaultFound faultOf(archive *reader, const QByteArray &member = {})
{
    const char *said = archive_error_string(reader);
    const QByteArray text = said ? QByteArray(said) : QByteArray("it cannot be read");
    if (text.contains("runcated") || text.contains("No progress is possible"))
        return {ArchiveFault::Damaged, member, "it is cut short"};
    const auto kind = [&] {
        if (text.contains("ncrypted"))
            return ArchiveFault::Encrypted;
        if (archive_errno(reader) == ENOMEM || text.contains("memory"))
            return ArchiveFault::Memory;
        if (text.contains("nsupported") || text.contains("ot supported"))
            return ArchiveFault::Method;
        return ArchiveFault::Damaged;
    };
    return {kind(), member, text};
}

} // namespace larder

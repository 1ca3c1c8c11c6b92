/// Downloads that were broken off, kept so that a later run, of a later process too, goes on where they
/// stopped. Only for strong validators: nothing else says that the rest belongs to the same version. Beside
/// the bytes lies a note: whose they are, which were flushed, and in which boot they were written. Any
/// thread.
#pragma once

#include "core/base/byteranges.h"
#include "core/dataset/datasetname.h"
#include "core/dataset/listing.h"
#include "core/store/layout.h"

#include <optional>

namespace larder {

struct PartialNote {
    DatasetName dataset;
    QByteArray path;
    QByteArray token;
    ByteRanges durable; ///< flushed to disk
    /// Where some came ahead of their turn: those that are in the file, told before its size says otherwise.
    /// nullopt: all that the file has, in their order.
    std::optional<ByteRanges> written = {};
    QString bootId;

    bool operator==(const PartialNote &) const = default;
};

/// The files of one partial.
struct PartialPlace {
    QString file;
    QString note;
};

[[nodiscard]] PartialPlace partialPlace(const StoreLayout &store, const DatasetName &name,
                                        const Entry &entry);

/// nullopt: none, or not readable, which is as good as none.
[[nodiscard]] std::optional<PartialNote> readPartialNote(const QString &path);
/// In its place, where a rename would wait for the disk, and with a digest, so that one that a power cut tore
/// is none: that costs a download, nothing else. A kill leaves the old one or the new.
[[nodiscard]] Result<void> writePartialNote(const QString &path, const PartialNote &note);

/// Which bytes of it can be believed: all that are there if this boot wrote them, else what was flushed.
[[nodiscard]] ByteRanges believableBytes(const PartialPlace &place, const DatasetName &name,
                                         const Entry &entry);

} // namespace larder

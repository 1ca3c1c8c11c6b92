/// Downloads that were broken off, kept so that a later run, of a later process too, goes on where they
/// stopped. Only for strong validators: nothing else says that the rest belongs to the same version. Beside
/// the bytes lies a note: whose they are, how many were flushed, and in which boot they were written. Any
/// thread.
#pragma once

#include "core/dataset/datasetname.h"
#include "core/dataset/listing.h"
#include "core/store/layout.h"

#include <optional>

namespace larder {

struct PartialNote {
    DatasetName dataset;
    QByteArray path;
    QByteArray token;
    qint64 durableBytes = 0; ///< flushed to disk
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
/// Replaced at once, not flushed: a note that is lost costs a download, nothing else.
[[nodiscard]] Result<void> writePartialNote(const QString &path, const PartialNote &note);

/// How many bytes of it can be believed: all that is there if this boot wrote them, else what was flushed.
[[nodiscard]] qint64 believableBytes(const PartialPlace &place, const DatasetName &name, const Entry &entry);

} // namespace larder

/// One dataset as lists, `status` and the window show it: what its truth files say, read together.
/// A plain value; `core/sync/index.h` makes these current, the catalog remembers them between processes.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/manifest.h"
#include "core/dataset/record.h"

#include <optional>

namespace larder {

/// Tells one version of a file from the next without reading it. `size` < 0: there is no such file.
struct FileStamp {
    qint64 modifiedNs = 0;
    qint64 size = -1;
    quint64 inode = 0;

    bool operator==(const FileStamp &) const = default;
};

struct DatasetStamp {
    FileStamp customer;
    FileStamp binding;
    FileStamp record;

    bool operator==(const DatasetStamp &) const = default;
};

struct DatasetRow {
    DatasetName name;
    Customer customer;
    Binding binding;
    Record record;
    std::optional<ManifestHeader> newest; ///< nullopt: nothing fetched yet
    std::optional<ManifestHeader> current; ///< what readers get: the held one, else the newest
    std::optional<Error> fault; ///< a truth file that cannot be read; what could not be read has its defaults
    DatasetStamp stamp;

    bool operator==(const DatasetRow &) const = default;
};

} // namespace larder

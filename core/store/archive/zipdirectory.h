/// The directory at the end of a zip: the names that are written there. libarchive reads all else of a zip,
/// but gives names that are marked as UTF-8 only in normal form C. Pure but for reading; any thread.
#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace larder {

struct ZipName {
    quint64 offset = 0; ///< of its local header; libarchive delivers in this order
    QByteArray name; ///< UTF-8, if it is text at all; with '/' alone between folders
    bool isEncrypted = false;
};

/// By offset. nullopt: the end of the zip is missing, or makes no sense.
[[nodiscard]] std::optional<std::vector<ZipName>> zipNames(int file);

} // namespace larder

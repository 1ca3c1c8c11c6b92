/// What the links of an index page mean: names of files and folders below it, and what is left out and why.
/// Pure.
#pragma once

#include "core/sources/entrypath.h"

#include <QByteArrayList>

#include <vector>

namespace larder {

/// The path of a URL as decoded segments, so that two spellings of one path compare equal and a name with an
/// encoded '/' is seen. A final '/' gives an empty last segment. Query and fragment do not belong to it.
[[nodiscard]] std::vector<QByteArray> pathSegments(const QByteArray &url);

/// Strict: a '%' without two hex digits is itself.
[[nodiscard]] QByteArray percentDecoded(QByteArrayView text);

/// Percent-encodes all but RFC 3986's unreserved characters and '/': what a decoded path is asked by.
[[nodiscard]] QByteArray encodedForRequest(QByteArrayView path);

struct IndexLink {
    QByteArray path; ///< below the page, decoded, without a final '/'
    bool isFolder = false;
};

/// The links that lead below `pageUrl` (http(s), ends in '/'), each once. The page's own parents and sort
/// links are silently left out; queries, other hosts, other schemes, other paths and encoded '/' are counted
/// in `ignored`.
[[nodiscard]] std::vector<IndexLink> linksBelow(const QByteArray &pageUrl, const QByteArrayList &references,
                                                IgnoredCounter &ignored);

} // namespace larder

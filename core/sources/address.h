/// A binding's URL, taken apart: scheme, base, trailing globs, and {date} placeholders filled in for one day.
/// Pure.
///   file:     /data/acme/ · ~/exports/*.csv · file:///data/acme%20x/ — a bare path is taken as written, a
///   file: URL decoded http(s):  https://host/exports/ (all below an index page) ·
///   https://host/exports/**/*.csv · https://host/a.csv
///   command:~/bin/export.sh --full — a line for the shell: neither globs nor placeholders are ours
/// Globs may stand in the last segments of the path (see glob.h). In an http URL '?' begins the query, never
/// a glob. Placeholders stand anywhere in the path: {yyyy-MM-dd} · {yyyyMMdd} · {yyyy}/{MM}/{dd} ·
/// {yyyy-MM-dd:-1d}.
#pragma once

#include "core/base/result.h"
#include "core/sources/glob.h"

#include <QDate>

#include <optional>

namespace larder {

struct Address {
    QString scheme; ///< lower case: "file", "https"
    QString location; ///< file: an absolute path, decoded. Else the URL, still encoded. Without globs; ends
                      ///< in '/' where it is a folder
    std::optional<Glob> globs; ///< over the path below `location`; a Source accepts nothing else
    QString fixedPart; ///< the folder of `location` that no placeholder reaches; equals `location` where
                       ///< there are none

    [[nodiscard]] bool isFolder() const { return location.endsWith(u'/'); }
    bool operator==(const Address &) const = default;
};

/// What a person wrote as what is kept: a relative path becomes absolute, `~/` the home; all else stays as it
/// is. Errors: Invalid (empty, `~user`).
[[nodiscard]] Result<QString> absoluteUrl(const QString &written, const QString &currentDirectory,
                                          const QString &home);

/// REQUIRES: an absolute URL, see above; a relative one is Invalid. Errors: Invalid, never with a password in
/// it.
[[nodiscard]] Result<Address> parseAddress(const QString &url, QDate day);

/// Whether the address names a user, and whether it holds a password. Odd forms are taken for one rather than
/// not.
[[nodiscard]] bool hasUser(const QString &url);
[[nodiscard]] bool hasPassword(const QString &url);

/// True: which place is meant depends on the day, so "not there" may mean "nothing yet".
[[nodiscard]] bool hasPlaceholders(const QString &url);

/// For people, logs and records: without user and password, and the query's values (they may be signatures)
/// as "…".
[[nodiscard]] QString redactedAddress(const QString &url);

} // namespace larder

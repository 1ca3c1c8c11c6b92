/// Which names from outside can be kept exactly, and the last touch on every adapter's listing. Pure.
/// Nothing is renamed or dropped: what cannot be kept fails the probe by name, unless the binding excludes
/// it.
#pragma once

#include "core/base/result.h"
#include "core/dataset/listing.h"

namespace larder {

/// The longest name that Linux's file systems keep (NAME_MAX), in bytes.
inline constexpr qsizetype maxSegmentBytes = 255;
/// The longest path below a snapshot's directory: PATH_MAX less what the home itself may need.
inline constexpr qsizetype maxPathBytes = 3072;
/// More entries than this are refused: some 400 MB of listing, and beyond any export that is meant as one
/// dataset.
inline constexpr std::size_t maxEntries = 1'000'000;

/// Errors: Unsupported, with the path in readable form: not UTF-8, control characters (C0, DEL, C1), an
/// empty, `.` or `..` segment, a name or path that is too long.
[[nodiscard]] Result<void> checkEntryPath(QByteArrayView path);

/// As checkEntryPath refuses a name; `why` completes it: "holds control characters".
[[nodiscard]] std::unexpected<Error> cannotKeep(QByteArrayView path, const QString &why);

/// For people: UTF-8 as it is, other bytes and control characters as \xNN.
[[nodiscard]] QString readablePath(QByteArrayView path);

/// Byte order of the path, each path once (of equal ones the first stays). Errors: Unsupported, by name, for
/// a path that is file and directory at once.
[[nodiscard]] Result<void> finishListing(Listing &listing);

/// Things left out, counted by kind, as notices: "ignored 3 links to another host, such as …".
class IgnoredCounter
{
public:
    /// `what` completes "ignored": "a link to another host"; `whats` is its plural.
    void add(const QString &what, const QString &whats, const QString &example);
    [[nodiscard]] QStringList notices() const;

private:
    struct Kind {
        QString one;
        QString many;
        QString example;
        int count = 0;
    };
    QList<Kind> m_kinds;
};

} // namespace larder

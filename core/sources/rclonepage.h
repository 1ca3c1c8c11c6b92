/// What rclone says of files and of its remotes → values. A listing is taken apart as it comes: a folder may
/// have a hundred thousand files. Pure; any thread.
#pragma once

#include "core/base/result.h"
#include "core/dataset/listing.h"

#include <span>

namespace larder {

struct RcloneItem {
    QByteArray path; ///< from the remote's root
    bool isFolder = false;
    qint64 size = -1;
    std::optional<Instant> modified;
    Validator validator;

    bool operator==(const RcloneItem &) const = default;
};

/// The answer to operations/fsinfo.
struct RcloneRemote {
    QByteArray hash; ///< that a listing tells for nothing: "md5"; empty: none
    bool listsAtOnce = false; ///< all below a folder by one question
    bool isOfBuckets = false; ///< has no folders: one that is not there is an empty one

    bool operator==(const RcloneRemote &) const = default;
};

[[nodiscard]] Result<RcloneRemote> readRcloneRemote(const QByteArray &body);
/// The answer to operations/stat. nullopt: there is no such thing.
[[nodiscard]] Result<std::optional<RcloneItem>> readRcloneStat(const QByteArray &body);

/// {"list": [{…}, {…}]}, in pieces that end anywhere.
class RcloneListReader
{
public:
    /// Appends what is whole to `items`. Errors: Corrupt.
    [[nodiscard]] Result<void> add(std::span<const char> bytes, std::vector<RcloneItem> &items);
    /// Errors: Corrupt, where the answer is no listing.
    [[nodiscard]] Result<void> finish() const;

private:
    [[nodiscard]] Result<void> take(std::vector<RcloneItem> &items);

    QByteArray m_item; ///< what came of the one that is open
    int m_depth = 0;
    bool m_isInString = false;
    bool m_isEscaped = false;
    bool m_hasBegun = false;
};

/// "md5:…", "sha1:…": which checksum a strong token of ours holds, and its bytes.
struct ListedHash {
    QByteArray kind;
    QByteArray digest;
};
[[nodiscard]] std::optional<ListedHash> listedHash(const Validator &validator);

} // namespace larder

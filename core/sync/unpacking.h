/// Archives that a fetch brought are opened: each member becomes a file of the snapshot, received like any
/// other, so that an unchanged one costs nothing. Where they go: members of an archive that the binding's
/// address names itself stand at the top; an archive found in a folder gets a folder of its own name there;
/// "data.csv.gz" becomes "data.csv". Blocks. Errors: as of ArchiveReader and Staging; Unsupported for a
/// member whose place is taken.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/progress.h"
#include "core/store/staging.h"
#include "core/sync/services.h"

#include <set>

namespace larder {

/// Whether the binding's address, on the day of `openedAt`, is that of this very entry.
[[nodiscard]] bool namesEntry(const Binding &binding, Instant openedAt, const QByteArray &path);

/// Where a member of an archive stands in the snapshot. `member` is empty for a compressed file.
[[nodiscard]] QByteArray memberPath(const QByteArray &archive, const QByteArray &member, bool isAtTop);

struct UnpackOrder {
    std::vector<Entry> archives; ///< to be opened, in byte order of the path
    std::set<QByteArray> taken; ///< all other paths of the snapshot to be
    bool isAtTop = false;
    Progress start; ///< whose run it is
};

/// All that was received, in byte order of the path: the archives, as before, and their members.
[[nodiscard]] Result<std::vector<ManifestFile>> unpackReceived(const SyncServices &services, Staging &staging,
                                                               UnpackOrder order,
                                                               const ProgressCallback &progress,
                                                               std::stop_token stop);

} // namespace larder

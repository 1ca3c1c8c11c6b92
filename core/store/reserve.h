/// Room that is kept for the smallest truths, so that a disk with not a byte left cannot keep a run from
/// saying what it saw: else readers would take old data for fresh. data/reserve holds it; it is given up when
/// a write meets a full disk, and taken back as soon as there is room. Any thread, any process; best effort.
#pragma once

#include "core/store/layout.h"

namespace larder {

/// Makes the reserve whole if the disk has the room. Costs one look at a file when it is.
void keepReserve(const DataLayout &data);

/// writeAtomically, with the reserve behind it. For record.json and current.json. Errors: NoSpace (the
/// reserve was not enough), Storage.
[[nodiscard]] Result<void> writeFromReserve(const DataLayout &data, const QString &path,
                                            const QByteArray &content, const char *asideStep = nullptr);

} // namespace larder

/// What a record must be made to say after a crash, a lost file or a cache cleaner: the manifests are the
/// truth. Pure; any thread. `known`: the snapshots that are there, newest sequence first.
#pragma once

#include "core/dataset/manifest.h"
#include "core/dataset/record.h"
#include "core/store/currentview.h"

#include <vector>

namespace larder {

/// The record's newest snapshot is not the newest that is there.
[[nodiscard]] bool needsCatchUp(const Record &record, const std::vector<ManifestHeader> &known);

/// Towards a newer snapshot: finishes the switch of a run that died after its commit. Towards an older one or
/// none (the newest is gone): nothing is confirmed any more, so readers ask.
void catchUp(Record &record, const std::vector<ManifestHeader> &known, const DatasetName &name);

/// A record from what a backup still tells. Nothing is confirmed.
[[nodiscard]] Record rebuiltRecord(Record backup, const std::vector<ManifestHeader> &known);

/// Readers would decide alike; `because` and the look that is due may have aged.
[[nodiscard]] bool saysTheSame(const CurrentView &present, const CurrentView &derived);

/// Some instant at which `present` answers a reader is none at which `next` does. (The clock set back is not
/// counted.)
[[nodiscard]] bool isLessFresh(const CurrentView &next, const CurrentView &present);

} // namespace larder

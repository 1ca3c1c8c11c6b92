/// What one run knows and gathers on its way: what the parts of the flow hand on to each other
/// (refreshrun.h). One thread, the run's.
#pragma once

#include "core/sources/source.h"
#include "core/store/datasetfolder.h"
#include "core/store/staging.h"
#include "core/sync/plan.h"
#include "core/sync/probing.h"
#include "core/sync/refresh.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace larder {

struct Run {
    const SyncServices &services;
    const RefreshRequest &request;
    const ProgressCallback &progress;
    std::stop_token stop;

    DatasetFolder folder;
    Binding binding;
    Record before; ///< the record when the run began
    std::optional<Manifest> basis; ///< what a fetch may build on
    RunReport report;

    ProbeFinding finding;
    FetchPlan plan;
    std::unique_ptr<Source> source;
    std::optional<Staging> staging;
    Instant openedAt{}; ///< decides which day the address means
    std::vector<ManifestFile> received; ///< by all rounds so far, in byte order of the path
    std::vector<Entry> opened; ///< archives among them, once they are unpacked
};

[[nodiscard]] bool isForced(const Run &run);
/// nullptr: nothing was fetched before.
[[nodiscard]] const Manifest *basisOf(const Run &run);
/// Than the basis has by that name.
[[nodiscard]] bool hasOtherBytes(const Run &run, const ManifestFile &received);
/// What stays of the newest snapshot.
[[nodiscard]] std::vector<ManifestFile> keptFiles(const Run &run);
/// All of the new snapshot.
[[nodiscard]] std::vector<ManifestFile> snapshotFiles(const Run &run);
void tell(const Run &run, Phase phase);

/// Both are in byte order of their paths, and so is the result.
[[nodiscard]] std::vector<Entry> merged(const std::vector<Entry> &first, const std::vector<Entry> &second);
[[nodiscard]] std::vector<ManifestFile> merged(const std::vector<ManifestFile> &first,
                                               const std::vector<ManifestFile> &second);

inline const QByteArray &pathOf(const ManifestFile &file)
{
    return file.entry.path;
}

} // namespace larder

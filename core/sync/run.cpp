#include "core/sync/run.h"

#include <algorithm>
#include <iterator>

namespace larder {

bool isForced(const Run &run)
{
    return run.request.fetch == Fetch::All;
}

const Manifest *basisOf(const Run &run)
{
    return run.basis ? &*run.basis : nullptr;
}

bool hasOtherBytes(const Run &run, const ManifestFile &received)
{
    const ManifestFile *stored = run.basis ? run.basis->find(received.entry.path) : nullptr;
    return stored && stored->hash != received.hash;
}

std::vector<ManifestFile> keptFiles(const Run &run)
{
    return keptFiles(run.plan, run.finding.listing, basisOf(run));
}

std::vector<ManifestFile> snapshotFiles(const Run &run)
{
    return merged(keptFiles(run), run.received);
}

void tell(const Run &run, Phase phase)
{
    if (run.progress)
        run.progress({.dataset = run.request.dataset, .runId = run.report.runId, .phase = phase});
}

std::vector<Entry> merged(const std::vector<Entry> &first, const std::vector<Entry> &second)
{
    std::vector<Entry> all;
    all.reserve(first.size() + second.size());
    std::ranges::merge(first, second, std::back_inserter(all), {}, &Entry::path, &Entry::path);
    return all;
}

std::vector<ManifestFile> merged(const std::vector<ManifestFile> &first,
                                 const std::vector<ManifestFile> &second)
{
    std::vector<ManifestFile> all;
    all.reserve(first.size() + second.size());
    std::ranges::merge(first, second, std::back_inserter(all), {}, pathOf, pathOf);
    return all;
}

} // namespace larder

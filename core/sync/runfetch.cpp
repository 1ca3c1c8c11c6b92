#include "core/sync/runfetch.h"

#include "core/store/home.h"
#include "core/sync/fetcher.h"
#include "core/sync/unpacking.h"

#include <algorithm>

namespace larder {

namespace {

/// What is to be asked for in this round: not what earlier ones received.
std::vector<Entry> wantedEntries(const Run &run)
{
    std::vector<Entry> wanted = isForced(run)
        ? run.finding.listing.entries
        : merged(merged(merged(run.plan.added, run.plan.changed), run.plan.unproven), run.plan.reshaped);
    std::erase_if(wanted, [&](const Entry &entry) {
        return std::ranges::binary_search(run.received, entry.path, {}, pathOf);
    });
    return wanted;
}

qint64 bytesToFetch(const Run &run, const std::vector<Entry> &wanted)
{
    qint64 bytes = 0;
    for (const Entry &entry : wanted)
        bytes += std::max<qint64>(entry.size, 0);
    if (wanted.size() == 1)
        bytes -= Staging::resumableBytes(run.services.home, run.request.dataset, wanted.front());
    return bytes;
}

const Entry *listedNow(const Run &run, const ManifestFile &file)
{
    const auto &entries = run.finding.listing.entries;
    const auto listed = std::ranges::lower_bound(entries, file.entry.path, {}, &Entry::path);
    return listed == entries.end() || listed->path != file.entry.path ? nullptr : &*listed;
}

/// A new round builds on those files of the earlier ones that are still what the source lists; the others are
/// received again, or left out by the commit.
Result<void> dropOutdated(Run &run)
{
    for (auto file = run.received.begin(); file != run.received.end();) {
        const Entry *listed = listedNow(run, *file);
        if (listed && compare(file->entry.validator, listed->validator) == Sameness::Same) {
            ++file;
            continue;
        }
        if (auto discarded = run.staging->discard(file->entry.path); !discarded)
            return discarded;
        file = run.received.erase(file);
    }
    return {};
}

/// Entries that the probe left unknown, as the answers that brought their bytes told them.
void completeListing(Run &run)
{
    auto received = run.received.begin();
    for (Entry &entry : run.finding.listing.entries) {
        while (received != run.received.end() && received->entry.path < entry.path)
            ++received;
        if (received != run.received.end() && received->entry.path == entry.path)
            entry = received->entry;
    }
}

/// Members of several archives, and files beside them, must be able to stand in one directory tree.
Result<void> checkSnapshotNames(const Run &run)
{
    std::vector<Entry> entries;
    for (const ManifestFile &file : snapshotFiles(run))
        entries.push_back(file.entry);
    return checkNames(entries, nameCase(run.services.home));
}

} // namespace

Result<Fetched> fetchOnce(Run &run)
{
    if (!run.staging) {
        auto staging = Staging::begin(run.services.home, run.request.dataset, run.report.runId,
                                      run.services.pool, run.stop);
        if (!staging)
            return failure(staging);
        run.staging.emplace(std::move(*staging));
    }
    if (auto dropped = dropOutdated(run); !dropped)
        return failure(dropped);
    const std::vector<Entry> wanted = wantedEntries(run);
    const qint64 bytes = bytesToFetch(run, wanted);
    if (const auto space = ensureSpace(run.services.home, bytes); !space)
        return failure(space);
    Fetcher fetcher(run.services.home, *run.staging, wanted, run.binding.unpack,
                    {.dataset = run.request.dataset,
                     .runId = run.report.runId,
                     .filesTotal = int(wanted.size()),
                     .bytesTotal = bytes},
                    run.progress);
    const auto fetching = run.source->fetch(wanted, fetcher, run.stop);
    run.report.fetchedFiles += fetcher.files();
    run.report.fetchedBytes += fetcher.bytes();
    if (!fetching)
        return failure(fetching);
    if (fetcher.firstFailure())
        return std::unexpected(*fetcher.firstFailure());
    auto received = run.staging->finishReceiving();
    if (!received)
        return failure(received);
    run.received = std::move(*received);
    // What an earlier round received and the source does not list any more.
    std::erase_if(run.received, [&](const ManifestFile &file) { return !listedNow(run, file); });
    if (fetcher.conflict()) {
        run.report.error = fetcher.conflict();
        return Fetched::SourceMoved;
    }
    completeListing(run);
    return Fetched::All;
}

Result<void> openArchives(Run &run)
{
    const Unpack unpack = run.binding.unpack;
    UnpackOrder order{.start = {.dataset = run.request.dataset, .runId = run.report.runId}};
    for (const ManifestFile &file : run.received) {
        if (isUnpacked(file.entry.path, unpack))
            order.archives.push_back(file.entry);
    }
    if (order.archives.empty())
        return {};
    run.opened = order.archives;
    order.isAtTop = run.finding.listing.entries.size() == 1
        && namesEntry(run.binding, run.openedAt, order.archives.front().path);
    for (const ManifestFile &file : keptFiles(run))
        order.taken.insert(file.entry.path);
    for (const ManifestFile &file : run.received)
        order.taken.insert(file.entry.path);
    tell(run, Phase::Unpacking);
    auto received = unpackReceived(run.services, *run.staging, std::move(order), run.progress, run.stop);
    if (!received)
        return failure(received);
    run.received = std::move(*received);
    if (unpack == Unpack::Auto) {
        for (const Entry &archive : run.opened) {
            if (auto dropped = run.staging->discard(archive.path); !dropped)
                return dropped;
        }
        std::erase_if(run.received, [&](const ManifestFile &file) {
            return file.archive.isEmpty() && isUnpacked(file.entry.path, unpack);
        });
    }
    return checkSnapshotNames(run);
}

} // namespace larder

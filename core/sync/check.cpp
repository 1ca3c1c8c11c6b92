#include "core/sync/check.h"

#include "core/base/clock.h"
#include "core/store/home.h"
#include "core/sync/findings.h"

namespace larder {

namespace {

QList<QByteArray> pathsOf(const std::vector<Entry> &entries)
{
    QList<QByteArray> paths;
    paths.reserve(qsizetype(entries.size()));
    for (const Entry &entry : entries)
        paths.append(entry.path);
    return paths;
}

Remote remoteOf(const ProbeFinding &finding, const FetchPlan &plan, bool hasSnapshot)
{
    if (finding.isNothingYet)
        return Remote::NothingYet;
    if (plan.hasChange() || !hasSnapshot)
        return Remote::Changed;
    // What the binding wants in another form than it is here is not confirmed by being the same there.
    return plan.unproven.empty() && !plan.hasOtherForm() ? Remote::Same : Remote::Unproven;
}

void apply(Record &record, const ProbeFinding &finding, const FetchPlan &plan, Remote remote,
           bool isSameAddress, Instant endedAt)
{
    switch (remote) {
    case Remote::Same:
        confirm(record, finding);
        break;
    case Remote::NothingYet:
        if (isSameAddress)
            confirm(record, finding);
        break;
    case Remote::Changed:
        noteChange(record, finding, plan);
        break;
    case Remote::Unproven:
    case Remote::Unreachable:
        break;
    }
    noteLook(record, finding, endedAt);
}

} // namespace

Result<CheckReport> check(const SyncServices &services, const DatasetName &dataset, std::stop_token stop,
                          Tick askedAt)
{
    const auto folder = services.home.existing(dataset);
    if (!folder)
        return failure(folder);
    const auto binding = folder->binding();
    if (!binding)
        return failure(binding);
    const auto before = folder->record();
    if (!before)
        return failure(before);
    std::optional<Manifest> newest;
    if (!before->newest.isEmpty()) {
        auto manifest = folder->manifest(before->newest);
        if (!manifest)
            return failure(manifest);
        newest = std::move(*manifest);
    }

    CheckReport report{.dataset = dataset};
    ProbeFinding finding{.startedAt = services.clock.now(), .startedTick = Tick::now()};
    const auto source = openSource(services, dataset, *binding, finding.startedAt);
    const ProbeTerms terms{.lastSeen = newest ? &*newest : nullptr, .askedAt = askedAt};
    auto probed =
        source ? probe(services, **source, *binding, terms, stop, &finding) : Result<void>(failure(source));
    if (newest)
        refuseNothingYetAfterUpload(finding, *binding, &newest->header);
    report.requests = source ? (*source)->requests() : 0;
    report.notices = finding.listing.notices;
    const Instant endedAt = services.clock.now();
    // A source that lists nothing is a failure, as for a run: it makes no fresh copy stale. What we have is
    // shown as removed.
    const bool isGone = !probed && probed.error().kind == ErrorKind::NotFound;
    const bool isEmptied = probed && finding.listing.entries.empty() && !finding.isNothingYet;
    if (newest && isGone && binding->allowEmpty)
        probed = {};
    else if (newest && !newest->files.empty() && (isGone || isEmptied) && !binding->allowEmpty) {
        report.remote = Remote::Changed;
        for (const ManifestFile &file : newest->files)
            report.removed.append(file.entry.path);
        report.error = isGone ? probed.error() : emptiedSource(*binding, &*newest, dataset);
        const auto noted = folder->changeRecord(
            [&](Record &record) { noteFailedLook(record, finding, endedAt, *report.error); }, endedAt);
        return noted ? Result<CheckReport>(report) : failure(noted);
    } else if (!newest && isEmptied && !binding->allowEmpty) {
        probed = std::unexpected(emptiedSource(*binding, nullptr, dataset));
    }
    if (!probed) {
        if (probed.error().kind == ErrorKind::Cancelled)
            return failure(probed);
        report.error = probed.error();
        const auto noted = folder->changeRecord(
            [&](Record &record) { noteFailedLook(record, finding, endedAt, *report.error); }, endedAt);
        return noted ? Result<CheckReport>(report) : failure(noted);
    }

    const FetchPlan plan =
        planFetch(finding.listing, newest ? &*newest : nullptr, before->laterValidators, binding->unpack);
    report.remote = remoteOf(finding, plan, newest.has_value());
    if (report.remote != Remote::NothingYet) {
        report.added = pathsOf(plan.added);
        report.changed = pathsOf(plan.changed);
        report.removed = QList<QByteArray>(plan.removed.begin(), plan.removed.end());
        report.unproven = pathsOf(plan.unproven) + pathsOf(plan.reshaped);
    }
    const auto noted = folder->changeRecord(
        [&](Record &record) {
            const auto bindingNow = folder->binding();
            const bool isSameQuestion = bindingNow && compareMeaning(*binding, *bindingNow) == Meaning::Same;
            if (isSameQuestion && isStillTelling(record, finding, before->newest))
                apply(record, finding, plan, report.remote,
                      isFrom(*binding, newest ? &newest->header : nullptr), endedAt);
        },
        endedAt);
    if (!noted)
        return failure(noted);
    return report;
}

} // namespace larder

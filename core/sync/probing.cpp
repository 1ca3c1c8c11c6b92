#include "core/sync/probing.h"

#include "core/base/clock.h"
#include "core/freshness/judge.h"
#include "core/freshness/walltime.h"
#include "core/sources/address.h"
#include "core/sources/selection.h"
#include "core/sources/sharedlistings.h"
#include "core/sources/sourcetable.h"
#include "core/store/home.h"
#include "core/store/safename.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// Whose copies would be its own next upload. The sample's exports lie among the data, and are meant.
Result<void> refuseOwnPlaces(const Home &home, const Binding &binding, const Address &address)
{
    if (address.scheme != u"file"_s)
        return {};
    const auto folder = [](const QString &path) {
        const QString real = QFileInfo(path).canonicalFilePath();
        const QString place = real.isEmpty() ? QDir::cleanPath(path) : real;
        return place.endsWith(u'/') ? place : QString(place + u'/');
    };
    const QString wanted = folder(address.location);
    if (wanted.startsWith(folder(home.data().sampleExports())))
        return {};
    const bool takesAllBelow = !address.globs && binding.include.isEmpty();
    for (const QString &own : {folder(home.storeRoot()), folder(home.data().root())}) {
        if (wanted.startsWith(own) || (takesAllBelow && own.startsWith(wanted))) {
            return failure(ErrorKind::Invalid, u"Larder keeps its own files there"_s, address.location,
                           u"name the folder that the customer's files lie in"_s);
        }
    }
    return {};
}

/// Empty as listedPlace, and where there is no such dataset.
QString placeOf(const Home &home, const DatasetName &dataset, Instant now)
{
    const auto binding = home.dataset(dataset).binding();
    const auto day = binding ? datasetDay(*binding, now) : failure(binding);
    return day ? listedPlace(*binding, *day) : QString();
}

} // namespace

Result<std::unique_ptr<Source>> openSource(const SyncServices &services, const DatasetName &dataset,
                                           const Binding &binding, Instant now)
{
    const auto day = datasetDay(binding, now);
    if (!day)
        return failure(day);
    const auto address = parseAddress(binding.url, *day);
    if (!address)
        return failure(address);
    if (const auto foreign = refuseOwnPlaces(services.home, binding, *address); !foreign)
        return failure(foreign);
    return makeSource(
        binding,
        SourceContext{services.http, services.signIns, *day, services.home, dataset, services.listings});
}

Result<void> probe(const SyncServices &services, Source &source, const Binding &binding,
                   const ProbeTerms &terms, std::stop_token stop, ProbeFinding *finding)
{
    finding->startedAt = services.clock.now();
    finding->startedTick = Tick::now();
    finding->zone = parseZone(binding.zone).value_or(QTimeZone::UTC);
    const auto selection = selectionOf(binding);
    if (!selection)
        return failure(selection);
    const bool selectsByTime = selection->newest > 0 || selection->since.count() > 0;
    auto listing = source.probe(
        {selection->filter, selectsByTime ? nullptr : terms.comparedWith, terms.lastSeen, terms.askedAt},
        stop);
    const bool mayBeMissing = hasPlaceholders(binding.url);
    if (!listing && mayBeMissing && listing.error().kind == ErrorKind::NotFound)
        listing = Listing{};
    if (!listing)
        return failure(listing);
    if (listing->began) {
        finding->startedAt = listing->began->at;
        finding->startedTick = listing->began->tick;
    }
    finding->listing = applySelection(std::move(*listing), *selection, finding->startedAt);
    finding->isNothingYet = mayBeMissing && finding->listing.entries.empty();
    return checkNames(finding->listing.entries, nameCase(services.home));
}

void expectProbes(const SyncServices &services, std::span<const DatasetName> datasets)
{
    if (!services.listings)
        return;
    for (const DatasetName &dataset : datasets) {
        const QString place = placeOf(services.home, dataset, services.clock.now());
        if (!place.isEmpty())
            services.listings->expect(place, dataset);
    }
}

bool liesAt(const Home &home, const QString &place, const DatasetName &dataset, Instant now)
{
    return placeOf(home, dataset, now) == place;
}

void refuseNothingYetAfterUpload(ProbeFinding &finding, const Binding &binding, const ManifestHeader *newest)
{
    if (!finding.isNothingYet || !newest || newest->files == 0)
        return;
    const auto then = datasetDay(binding, newest->probedAt);
    const auto now = datasetDay(binding, finding.startedAt);
    if (then && now && *then == *now)
        finding.isNothingYet = false;
}

QByteArray listingDigest(const Listing &listing)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    for (const Entry &entry : listing.entries) {
        hash.addData(entry.path);
        hash.addData(QByteArrayView("\0", 1));
        hash.addData(QByteArray::number(entry.size));
        hash.addData(QByteArrayView("\0", 1));
        hash.addData(entry.validator.token);
        hash.addData(QByteArrayView("\0", 1));
    }
    return hash.result();
}

} // namespace larder

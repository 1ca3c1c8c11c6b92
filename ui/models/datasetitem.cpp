#include "ui/models/datasetitem.h"

#include "core/sources/address.h"
#include "core/wording/heldbackwords.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/verdictwords.h"
#include "ui/models/shortinstant.h"

#include <QCoreApplication>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DatasetItem)
};

const QString &nothing()
{
    static const QString dash = u"—"_s;
    return dash;
}

QTimeZone zoneOf(const DatasetRow &row)
{
    const QTimeZone zone(row.binding.zone);
    return zone.isValid() ? zone : QTimeZone(QTimeZone::UTC);
}

} // namespace

DatasetItem renderItem(const JudgedRow &judged, Instant now, const QTimeZone &viewerZone)
{
    const DatasetRow &row = judged.row;
    const Reader reader{now, viewerZone, zoneOf(row)};
    const std::optional<Instant> fetched = row.record.fetchedAt;
    const std::optional<Instant> uploaded = row.record.uploadedAt;
    DatasetItem item;
    item.name = row.name;
    item.state = judged.verdict.state;
    item.verdict = judged.verdict;
    item.fetched = fetched ? shortInstant(*fetched, now, viewerZone) : nothing();
    item.uploaded = uploaded ? shortInstant(*uploaded, now, viewerZone) : nothing();
    item.because = row.fault ? errorSentence(*row.fault) : becauseFor(judged.verdict, reader);
    item.size = row.newest ? byteSizeText(row.newest->bytes) : nothing();
    item.fetchedDetail =
        fetched ? instantWithZone(*fetched, reader.customerZone) : Words::tr("Nothing fetched yet");
    item.uploadedDetail =
        uploaded ? instantWithZone(*uploaded, reader.customerZone) : Words::tr("The source does not say");
    item.whyDetail = row.fault ? item.because : why(judged.verdict, reader).join(u'\n');
    item.sizeDetail = row.newest ? fileCountText(row.newest->files) : QString();
    item.source = redactedAddress(row.binding.url);
    item.haystack =
        QStringList{row.name.text(), row.customer.displayName, item.source}.join(u'\n').toCaseFolded();
    item.fetchedAt = fetched;
    item.uploadedAt = uploaded;
    item.bytes = row.newest ? row.newest->bytes : -1;
    item.newest = row.record.newest;
    item.current = row.record.current();
    item.isHeld = !row.record.hold.isEmpty();
    item.isNewestPinned = row.record.pins.contains(row.record.newest);
    item.hasOpenReport = row.record.hasOpenReport();
    if (judged.heldBack) {
        const QString waits = heldBackFor(*judged.heldBack, reader);
        item.because = Words::tr("%1; %2").arg(item.because, waits);
        item.whyDetail += u'\n' + waits;
    }
    return item;
}

QString runningWords(const Progress &progress)
{
    switch (progress.phase) {
    case Phase::Waiting:
        return Words::tr("waiting for its turn");
    case Phase::Probing:
        return Words::tr("asking the source what is there");
    case Phase::Settling:
        return Words::tr("the upload is still changing; waiting until it settles");
    case Phase::Fetching:
        if (progress.filesTotal > 1)
            return Words::tr("fetching %1 of %2 files").arg(progress.filesDone).arg(progress.filesTotal);
        return Words::tr("fetching the new upload");
    case Phase::Committing:
        return Words::tr("putting the new snapshot in place");
    }
    Q_UNREACHABLE_RETURN({});
}

QString dayTallyWords(const DayTally &tally)
{
    QStringList parts;
    if (tally.uploads > 0)
        parts << (tally.uploads == 1 ? Words::tr("%n upload", nullptr, tally.uploads)
                                     : Words::tr("%n uploads", nullptr, tally.uploads));
    if (tally.identical > 0)
        parts << (tally.identical == 1 ? Words::tr("identical content once", nullptr, tally.identical)
                                       : Words::tr("identical content %n times", nullptr, tally.identical));
    if (tally.failures > 0)
        parts << (tally.failures == 1 ? Words::tr("%n failure", nullptr, tally.failures)
                                      : Words::tr("%n failures", nullptr, tally.failures));
    return parts.isEmpty() ? Words::tr("nothing happened") : parts.join(u", "_s);
}

QString stripWords(const QList<DayTally> &days)
{
    if (days.isEmpty())
        return {};
    const auto daysWith = [&days](auto has) { return static_cast<int>(std::ranges::count_if(days, has)); };
    return Words::tr("Last %1 days: uploads on %2, re-uploads on %3, failures on %4; today: %5")
        .arg(days.size())
        .arg(daysWith([](const DayTally &day) { return day.uploads > 0; }))
        .arg(daysWith([](const DayTally &day) { return day.uploads > 1; }))
        .arg(daysWith([](const DayTally &day) { return day.failures > 0; }))
        .arg(dayTallyWords(days.last()));
}

} // namespace larder

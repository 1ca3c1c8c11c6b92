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

Reader readerOf(const DatasetItem &item, const QTimeZone &viewerZone)
{
    const QTimeZone zone(item.zone);
    return {item.judgedAt, viewerZone, zone.isValid() ? zone : QTimeZone(QTimeZone::UTC)};
}

} // namespace

DatasetItem makeItem(const JudgedRow &judged, Instant now, const DatasetItem *before)
{
    const DatasetRow &row = judged.row;
    DatasetItem item;
    item.name = row.name;
    item.state = judged.verdict.state;
    item.verdict = judged.verdict;
    item.fetchedAt = row.record.fetchedAt;
    item.uploadedAt = row.record.uploadedAt;
    item.bytes = row.newest ? row.newest->bytes : -1;
    item.files = row.newest ? row.newest->files : 0;
    item.newest = row.record.newest;
    item.current = row.record.current();
    item.isHeld = !row.record.hold.isEmpty();
    item.isNewestPinned = row.record.pins.contains(row.record.newest);
    item.hasOpenReport = row.record.hasOpenReport();
    item.fault = row.fault;
    item.heldBack = judged.heldBack;
    item.zone = row.binding.zone;
    item.url = row.binding.url;
    item.customer = row.customer.displayName;
    item.judgedAt = now;
    if (before && before->url == item.url && before->customer == item.customer) {
        item.source = before->source;
        item.haystack = before->haystack;
        return item;
    }
    item.source = redactedAddress(row.binding.url);
    item.haystack = QStringList{row.name.text(), item.customer, item.source}.join(u'\n').toCaseFolded();
    return item;
}

DatasetWords wordsOf(const DatasetItem &item, const QTimeZone &viewerZone)
{
    const Reader reader = readerOf(item, viewerZone);
    const auto shortly = [&](const std::optional<Instant> &at) {
        return at ? shortInstant(*at, item.judgedAt, viewerZone) : nothing();
    };
    DatasetWords words;
    words.fetched = shortly(item.fetchedAt);
    words.uploaded = shortly(item.uploadedAt);
    words.because = item.fault ? errorSentence(*item.fault) : becauseFor(item.verdict, reader);
    if (item.heldBack)
        words.because = Words::tr("%1; %2").arg(words.because, heldBackFor(*item.heldBack, reader));
    words.size = item.bytes >= 0 ? byteSizeText(item.bytes) : nothing();
    return words;
}

QString usualReason()
{
    using namespace std::chrono_literals;
    constexpr Instant now = std::chrono::sys_days(2028y / 8 / 28) + 8h + 48min;
    Verdict fresh;
    fresh.state = State::Fresh;
    fresh.reasons = {{.kind = ReasonKind::FreshUntilBoundary, .at = now + 24h, .text = {}},
                     {.kind = ReasonKind::ConfirmedAt, .at = now, .text = {}}};
    return becauseFor(fresh, {.now = now});
}

QString fetchedDetail(const DatasetItem &item, const QTimeZone &viewerZone)
{
    return item.fetchedAt ? instantWithZone(*item.fetchedAt, readerOf(item, viewerZone).customerZone)
                          : Words::tr("Nothing fetched yet");
}

QString uploadedDetail(const DatasetItem &item, const QTimeZone &viewerZone)
{
    return item.uploadedAt ? instantWithZone(*item.uploadedAt, readerOf(item, viewerZone).customerZone)
                           : Words::tr("The source does not say");
}

QString whyDetail(const DatasetItem &item, const QTimeZone &viewerZone)
{
    const Reader reader = readerOf(item, viewerZone);
    QStringList reasons = item.fault ? QStringList(errorSentence(*item.fault)) : why(item.verdict, reader);
    if (item.heldBack)
        reasons << heldBackFor(*item.heldBack, reader);
    return reasons.join(u'\n');
}

QString sizeDetail(const DatasetItem &item, const QTimeZone &)
{
    return item.bytes >= 0 ? fileCountText(item.files) : QString();
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
    case Phase::Unpacking:
        return Words::tr("unpacking what came");
    case Phase::Committing:
        return Words::tr("putting the new snapshot in place");
    case Phase::After:
        return Words::tr("running the command that comes after");
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

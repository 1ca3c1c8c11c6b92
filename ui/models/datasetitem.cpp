#include "ui/models/datasetitem.h"

#include "core/sources/address.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/verdictwords.h"

#include <QCoreApplication>

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
    item.fetched = fetched ? friendlyInstant(*fetched, now, viewerZone) : nothing();
    item.uploaded = uploaded ? friendlyInstant(*uploaded, now, viewerZone) : nothing();
    item.because = row.fault ? errorSentence(*row.fault) : becauseFor(judged.verdict, reader);
    item.size = row.newest ? byteSizeText(row.newest->bytes) : nothing();
    item.fetchedDetail =
        fetched ? instantWithZone(*fetched, reader.customerZone) : Words::tr("Nothing fetched yet");
    item.uploadedDetail =
        uploaded ? instantWithZone(*uploaded, reader.customerZone) : Words::tr("The source does not say");
    item.whyDetail = row.fault ? item.because : why(judged.verdict, reader).join(u'\n');
    item.sizeDetail = row.newest ? fileCountText(row.newest->files) : QString();
    item.source = redactedAddress(row.binding.url);
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

} // namespace larder

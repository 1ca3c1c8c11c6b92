#include "ui/models/datasetline.h"

#include "ui/models/datasetsmodel.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace larder {

namespace {

struct ColumnWords {
    const char *title;
    const char *detail;
    QString DatasetWords::*text;
    QString (*tip)(const DatasetItem &item, const QTimeZone &viewerZone);
};

QString nameDetail(const DatasetItem &item, const QTimeZone &)
{
    return item.name.text() + u'\n' + item.source;
}

/// The columns of the table, in their order.
constexpr ColumnWords columnTable[] = {
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "State"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "May readers take the copy without asking the source?"),
     nullptr, whyDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Dataset"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "The dataset's name"), nullptr, nameDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Fetched"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "When the newest snapshot was fetched"),
     &DatasetWords::fetched, fetchedDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Uploaded"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "When the customer uploaded the newest file"),
     &DatasetWords::uploaded, uploadedDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Because"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "Why it is in this state"), &DatasetWords::because,
     whyDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Size"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "Size of the newest snapshot"), &DatasetWords::size,
     sizeDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Last 14 days"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "Per day: an upload, a re-upload, a failure, or nothing"),
     nullptr, nullptr},
    {"", QT_TRANSLATE_NOOP("larder::DatasetsModel", "Refresh or stop"), nullptr, nullptr},
};
static_assert(std::size(columnTable) == DatasetsModel::columns);

} // namespace

Faces DatasetLine::faces() const
{
    return facesOf(known.verdict, running ? std::optional(running->phase) : std::nullopt);
}

bool DatasetLine::takeDays(QList<DayTally> taken, int dayCount)
{
    taken.resize(dayCount);
    if (days == taken)
        return false;
    days = std::move(taken);
    uploadDays =
        static_cast<int>(std::ranges::count_if(days, [](const DayTally &day) { return day.uploads > 0; }));
    return true;
}

QString columnTitle(int column)
{
    const char *title = columnTable[column].title;
    return *title ? DatasetsModel::tr(title) : QString();
}

QString columnDetail(int column)
{
    return DatasetsModel::tr(columnTable[column].detail);
}

QString columnText(const DatasetLine &line, int column, const QTimeZone &viewerZone)
{
    if (column == DatasetsModel::StateColumn)
        return facesText(line.faces());
    if (column == DatasetsModel::DatasetColumn)
        return line.known.name.dataset;
    if (column == DatasetsModel::BecauseColumn && line.running)
        return runningWords(*line.running);
    const auto text = columnTable[column].text;
    if (!text)
        return {};
    if (!line.words)
        line.words = wordsOf(line.known, viewerZone);
    return (*line.words).*text;
}

QString columnTip(const DatasetLine &line, int column, const QTimeZone &viewerZone)
{
    const auto tip = columnTable[column].tip;
    return tip ? tip(line.known, viewerZone) : QString();
}

bool standsBefore(const DatasetLine &a, const DatasetLine &b, int column)
{
    const auto reason = [](const DatasetLine &line) {
        const std::vector<Reason> &reasons = line.known.verdict.reasons;
        return reasons.empty() ? std::tuple<ReasonKind, std::optional<Instant>>()
                               : std::tuple(reasons.front().kind, reasons.front().at);
    };
    switch (static_cast<DatasetsModel::Column>(column)) {
    case DatasetsModel::StateColumn:
        return a.known.state < b.known.state;
    case DatasetsModel::DatasetColumn:
        return a.known.name < b.known.name;
    case DatasetsModel::FetchedColumn:
        return a.known.fetchedAt < b.known.fetchedAt;
    case DatasetsModel::UploadedColumn:
        return a.known.uploadedAt < b.known.uploadedAt;
    case DatasetsModel::BecauseColumn: // the same reasons together; their words would have to be made first
        return reason(a) < reason(b);
    case DatasetsModel::SizeColumn:
        return a.known.bytes < b.known.bytes;
    case DatasetsModel::DaysColumn:
        return a.uploadDays < b.uploadDays;
    case DatasetsModel::ActionColumn:
        return false;
    }
    Q_UNREACHABLE_RETURN(false);
}

} // namespace larder

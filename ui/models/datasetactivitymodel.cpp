#include "ui/models/datasetactivitymodel.h"

#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/told.h"
#include "ui/models/cellink.h"
#include "ui/models/shortinstant.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DatasetActivityModel)
};

QString triggerWord(const RunReport &run)
{
    if (run.trigger == Trigger::Background)
        return Words::tr("background");
    if (run.trigger == Trigger::Reader)
        return Words::tr("a reader");
    return run.forced ? Words::tr("a person, forced") : Words::tr("a person");
}

constexpr std::pair<ActivityKind, const char *> kindWords[] = {
    {ActivityKind::Added, QT_TRANSLATE_NOOP("DatasetActivityModel", "added")},
    {ActivityKind::Changed, QT_TRANSLATE_NOOP("DatasetActivityModel", "binding changed")},
    {ActivityKind::Held, QT_TRANSLATE_NOOP("DatasetActivityModel", "held")},
    {ActivityKind::Released, QT_TRANSLATE_NOOP("DatasetActivityModel", "released")},
    {ActivityKind::Pinned, QT_TRANSLATE_NOOP("DatasetActivityModel", "pinned")},
    {ActivityKind::Unpinned, QT_TRANSLATE_NOOP("DatasetActivityModel", "unpinned")},
    {ActivityKind::Reported, QT_TRANSLATE_NOOP("DatasetActivityModel", "reported to the customer")},
    {ActivityKind::Closed, QT_TRANSLATE_NOOP("DatasetActivityModel", "report closed")},
    {ActivityKind::Pruned, QT_TRANSLATE_NOOP("DatasetActivityModel", "pruned")},
    {ActivityKind::Verified, QT_TRANSLATE_NOOP("DatasetActivityModel", "verified")},
    {ActivityKind::Forgotten, QT_TRANSLATE_NOOP("DatasetActivityModel", "forgotten")},
};

/// A kind that is not known here is called by its name in the log.
QString kindWord(ActivityKind kind)
{
    const auto *known = std::ranges::find(kindWords, kind, &std::pair<ActivityKind, const char *>::first);
    return known == std::end(kindWords) ? activityKindName(kind) : Words::tr(known->second);
}

QStringList detailsOf(const RunReport &run)
{
    QStringList details;
    if (run.error) {
        details << told(run.error->message);
        if (!run.error->subject.isEmpty() && !run.error->message.contains(run.error->subject))
            details << run.error->subject;
        if (!run.error->hint.isEmpty())
            details << told(run.error->hint);
    }
    if (!run.changes.isEmpty())
        details << Words::tr("Changes: %1").arg(changeCountsText(run.changes));
    for (const QString &report : run.answeredReports)
        details << Words::tr("Answers the report “%1”").arg(report);
    details << toldEach(run.notices);
    if (run.hasLog)
        details << Words::tr("What its command said is shown on the Activity page");
    if (run.switched && !run.snapshot.isEmpty())
        details << Words::tr("Readers get snapshot %1 since then").arg(run.snapshot);
    return details;
}

} // namespace

DatasetActivityModel::DatasetActivityModel(QTimeZone viewerZone, QObject *parent)
    : QAbstractItemModel(parent),
      m_viewerZone(std::move(viewerZone))
{ }

DatasetActivityModel::Line DatasetActivityModel::lineOf(const Activity &activity, Instant now) const
{
    Line line{.id = activity.id, .when = shortInstant(activity.at, now, m_viewerZone)};
    if (!activity.run) {
        const QString kind = kindWord(activity.kind);
        line.what = activity.text.isEmpty() ? kind : tr("%1: %2").arg(kind, told(activity.text));
        line.who = tr("a person");
        return line;
    }
    const RunReport &run = *activity.run;
    line.what = activity.kind == ActivityKind::After ? afterSentence(activity.text, run) : runSentence(run);
    line.who = triggerWord(run);
    const auto lasted = std::chrono::round<std::chrono::seconds>(run.finishedAt - run.startedAt);
    line.took = lasted.count() > 0 ? durationInWords(lasted) : tr("under a second");
    line.isBad = run.outcome == Outcome::Failed;
    line.details = detailsOf(run);
    return line;
}

void DatasetActivityModel::show(const QList<Activity> &activities, Instant now)
{
    QList<std::shared_ptr<Line>> lines;
    for (const Activity &activity : activities)
        lines << std::make_shared<Line>(lineOf(activity, now));
    const auto reset = [&] {
        beginResetModel();
        m_lines = std::move(lines);
        endResetModel();
    };
    // Lines come at the top and go at the end; what else differs is another dataset.
    const auto known = m_lines.isEmpty()
        ? lines.end()
        : std::ranges::find(lines, m_lines.first()->id, [](const auto &line) { return line->id; });
    if (known == lines.end()) {
        reset();
        return;
    }
    if (const auto added = static_cast<int>(known - lines.begin()); added > 0) {
        beginInsertRows({}, 0, added - 1);
        m_lines = QList<std::shared_ptr<Line>>(lines.begin(), known) + m_lines;
        endInsertRows();
    }
    if (m_lines.size() > lines.size()) {
        beginRemoveRows({}, static_cast<int>(lines.size()), static_cast<int>(m_lines.size()) - 1);
        m_lines.resize(lines.size());
        endRemoveRows();
    }
    for (qsizetype row = 0; row < m_lines.size(); ++row) {
        Line &line = *m_lines[row];
        if (line == *lines[row])
            continue;
        if (line.id != lines[row]->id || line.details.size() != lines[row]->details.size()) {
            reset();
            return;
        }
        line = *lines[row]; // "today" became "yesterday"
        Q_EMIT dataChanged(index(static_cast<int>(row), 0), index(static_cast<int>(row), columns - 1));
    }
    if (lines.size() > m_lines.size()) {
        beginInsertRows({}, static_cast<int>(m_lines.size()), static_cast<int>(lines.size()) - 1);
        m_lines += lines.sliced(m_lines.size());
        endInsertRows();
    }
}

/// A detail points to its line; a line to nothing.
QModelIndex DatasetActivityModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_lines.at(parent.row()).get() : nullptr);
}

QModelIndex DatasetActivityModel::parent(const QModelIndex &child) const
{
    const auto *line = child.isValid() ? static_cast<const Line *>(child.internalPointer()) : nullptr;
    if (!line)
        return {};
    const auto found = std::ranges::find(m_lines, line, [](const auto &each) { return each.get(); });
    return createIndex(static_cast<int>(found - m_lines.begin()), 0, nullptr);
}

int DatasetActivityModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_lines.size());
    if (parent.internalPointer() || parent.column() > 0)
        return 0;
    return static_cast<int>(m_lines.at(parent.row())->details.size());
}

const DatasetActivityModel::Line &DatasetActivityModel::lineAt(const QModelIndex &index) const
{
    const auto *line = static_cast<const Line *>(index.internalPointer());
    return line ? *line : *m_lines.at(index.row());
}

int DatasetActivityModel::columnCount(const QModelIndex &) const
{
    return columns;
}

QVariant DatasetActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool isDetail = index.internalPointer() != nullptr;
    const Line &line = lineAt(index);
    if (role == IdRole)
        return line.id;
    if (isDetail) {
        const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole;
        if (role == InkRole)
            return static_cast<int>(line.isBad && index.row() == 0 ? CellInk::Plain : CellInk::Quiet);
        return isText && index.column() == WhatColumn ? QVariant(line.details.at(index.row())) : QVariant();
    }
    if (role == InkRole)
        return static_cast<int>(index.column() != WhatColumn ? CellInk::Quiet
                                    : line.isBad             ? CellInk::Bad
                                                             : CellInk::Plain);
    if (role == Qt::ToolTipRole && index.column() == WhatColumn)
        return line.what;
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(index.column())) {
    case WhenColumn:
        return line.when;
    case WhatColumn:
        return line.what;
    case WhoColumn:
        return line.who;
    case TookColumn:
        return line.took;
    }
    return {};
}

QVariant DatasetActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columns)
        return {};
    const std::array titles{tr("When"), tr("What"), tr("Asked by"), tr("Took")};
    return titles[static_cast<std::size_t>(section)];
}

} // namespace larder

#include "ui/models/snapshotsmodel.h"

#include "core/wording/quantities.h"
#include "core/wording/told.h"
#include "ui/models/cellink.h"
#include "ui/models/shortinstant.h"

#include <algorithm>
#include <array>
#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

SnapshotsModel::SnapshotsModel(QTimeZone viewerZone, QObject *parent)
    : QAbstractTableModel(parent),
      m_viewerZone(std::move(viewerZone))
{ }

SnapshotsModel::Line SnapshotsModel::lineOf(const ManifestHeader &header, const Record &record,
                                            Instant now) const
{
    Line line{.id = header.id,
              .isCurrent = header.id == record.current(),
              .isHeld = header.id == record.hold,
              .isPinned = record.pins.contains(header.id),
              .when = shortInstant(header.createdAt, now, m_viewerZone),
              .uploaded = header.uploadedAt ? shortInstant(*header.uploadedAt, now, m_viewerZone) : u"—"_s,
              .because = told(header.because)};
    QStringList marks;
    if (line.isCurrent)
        marks << (line.isHeld ? tr("current, held") : tr("current"));
    if (header.id == record.newest && !line.isCurrent)
        marks << tr("newest");
    if (line.isPinned)
        marks << tr("pinned");
    line.marks = marks.join(u", "_s);
    line.summary =
        QStringList{line.when, fileCountText(header.files), byteSizeText(header.bytes)}.join(u" · "_s);
    return line;
}

void SnapshotsModel::show(const QList<ManifestHeader> &snapshots, const Record &record, Instant now)
{
    QList<Line> lines;
    for (const ManifestHeader &header : snapshots)
        lines << lineOf(header, record, now);
    const auto isGone = [&lines](const Line &line) {
        return !std::ranges::contains(lines, line.id, &Line::id);
    };
    if (std::ranges::any_of(m_lines, isGone))
        return reset(std::move(lines));
    for (qsizetype row = 0; row < lines.size(); ++row) {
        const bool isThere = row < m_lines.size() && m_lines[row].id == lines[row].id;
        if (!isThere) { // ids keep their order for ever: whatever else stands here comes later
            beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
            m_lines.insert(row, lines[row]);
            endInsertRows();
            continue;
        }
        if (m_lines[row] == lines[row])
            continue;
        m_lines[row] = lines[row];
        Q_EMIT dataChanged(index(static_cast<int>(row), 0), index(static_cast<int>(row), columns - 1));
    }
}

void SnapshotsModel::clear()
{
    reset({});
}

/// Not row by row: rows have widgets, and Qt 6.8 keeps what a screen reader has read of a row that is
/// removed.
void SnapshotsModel::reset(QList<Line> lines)
{
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

int SnapshotsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int SnapshotsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant SnapshotsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines.at(index.row());
    switch (role) {
    case IdRole:
        return line.id;
    case CurrentRole:
        return line.isCurrent;
    case HeldRole:
        return line.isHeld;
    case PinnedRole:
        return line.isPinned;
    case NameRole:
        return line.when;
    case InkRole:
        return static_cast<int>(index.column() == SummaryColumn ? CellInk::Plain : CellInk::Quiet);
    case Qt::ToolTipRole:
        return line.because.isEmpty() ? line.id : line.id + u'\n' + line.because;
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (static_cast<Column>(index.column())) {
    case MarksColumn:
        return line.marks;
    case SummaryColumn:
        return line.summary;
    case UploadedColumn:
        return line.uploaded;
    case BecauseColumn:
        return line.because;
    case ActionColumn:
        return {};
    }
    return {};
}

QVariant SnapshotsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columns)
        return {};
    const std::array titles{QString(), tr("Fetched"), tr("Uploaded"), tr("Because"), QString()};
    return titles[static_cast<std::size_t>(section)];
}

} // namespace larder

#include "ui/models/changesmodel.h"

#include "core/wording/quantities.h"

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

void ChangesModel::show(const Comparison &comparison)
{
    const Changes &changes = comparison.changes;
    QList<Line> lines;
    const auto path = [](const FileChange &file) { return QString::fromUtf8(file.path); };
    for (const FileChange &file : changes.changed) {
        const QString size = file.bytesBefore == file.bytesAfter
            ? tr("%1, other content").arg(byteSizeText(file.bytesAfter))
            : u"%1 → %2"_s.arg(byteSizeText(file.bytesBefore), byteSizeText(file.bytesAfter));
        lines << Line{path(file), tr("changed"), size, CellInk::Plain};
    }
    for (const FileChange &file : changes.added)
        lines << Line{path(file), tr("new"), byteSizeText(file.bytesAfter), CellInk::Good};
    for (const FileChange &file : changes.removed)
        lines << Line{path(file), tr("removed"), byteSizeText(file.bytesBefore), CellInk::Bad};
    for (const FileChange &file : changes.identical)
        lines << Line{path(file), tr("identical content, new upload"), byteSizeText(file.bytesAfter),
                      CellInk::Quiet};
    if (comparison.untouched > 0) {
        const bool isAll = lines.isEmpty();
        const QString files = fileCountText(comparison.untouched);
        lines << Line{isAll ? tr("%1, none of them changed").arg(files) : tr("%1 unchanged").arg(files),
                      {},
                      {},
                      CellInk::Quiet};
    }
    replace(std::move(lines));
}

void ChangesModel::clear()
{
    replace({});
}

void ChangesModel::replace(QList<Line> lines)
{
    if (lines == m_lines)
        return;
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

int ChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int ChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines.at(index.row());
    if (role == InkRole) {
        const bool isQuiet =
            index.column() == SizeColumn || (index.column() == FileColumn && line.change.isEmpty());
        return static_cast<int>(isQuiet                            ? CellInk::Quiet
                                    : index.column() == FileColumn ? CellInk::Plain
                                                                   : line.ink);
    }
    if (role == Qt::TextAlignmentRole && index.column() != FileColumn)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole)
        return line.file;
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(index.column())) {
    case FileColumn:
        return line.file;
    case ChangeColumn:
        return line.change;
    case SizeColumn:
        return line.size;
    }
    return {};
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columns)
        return {};
    const std::array titles{tr("File"), tr("Change"), tr("Size")};
    return titles[static_cast<std::size_t>(section)];
}

} // namespace larder

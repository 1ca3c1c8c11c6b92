/// What changed between two snapshots, a line per file: its path, what happened to it, its sizes. Changed,
/// new and removed files come first, then what was uploaded again with the same bytes, last how many are
/// untouched. GUI thread.
#pragma once

#include "ui/models/cellink.h"
#include "ui/models/datasetreading.h"

#include <QAbstractTableModel>

namespace larder {

class ChangesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { FileColumn, ChangeColumn, SizeColumn };
    static constexpr int columns = SizeColumn + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void show(const Comparison &comparison);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line {
        QString file;
        QString change;
        QString size;
        CellInk ink = CellInk::Plain;

        bool operator==(const Line &) const = default;
    };
    void replace(QList<Line> lines);
    QList<Line> m_lines;
};

} // namespace larder

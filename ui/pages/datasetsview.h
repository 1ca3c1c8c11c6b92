/// The datasets table: customers as bands, one line per dataset, a button that refreshes or stops at its end.
/// Buttons exist only for the lines that can be seen, so ten thousand datasets cost no more than twenty. GUI
/// thread.
#pragma once

#include "core/dataset/datasetname.h"

#include <QHash>
#include <QPersistentModelIndex>
#include <QTimer>
#include <QTreeView>

namespace larder {

class DatasetsModel;

class DatasetsView : public QTreeView
{
    Q_OBJECT
public:
    explicit DatasetsView(DatasetsModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QList<DatasetName> selectedDatasets() const;

Q_SIGNALS:
    void refreshRequested(const QList<larder::DatasetName> &datasets);
    void stopRequested(const QList<larder::DatasetName> &datasets);
    void selectionHasChanged();

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override { }
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setColumnWidths();
    void placeButtons();
    void updateButton(const QModelIndex &index);
    void paintGroup(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    DatasetsModel &m_model;
    QTimer m_placeButtons; ///< coalesces scrolling, resizing and changes
    QList<QPersistentModelIndex> m_withButton;
};

} // namespace larder

/// The datasets table: customers as bands, one line per dataset, a button that refreshes or stops at its end.
/// Sorted by the header, columns hidden through its menu; the selection and the place survive searching. GUI
/// thread.
#pragma once

#include "core/dataset/datasetname.h"
#include "ui/stateface.h"

#include <QPersistentModelIndex>
#include <QSet>
#include <QTreeView>

class QMenu;

namespace larder {

class DatasetsFilter;
class RowWidgets;

class DatasetsView : public QTreeView
{
    Q_OBJECT
public:
    explicit DatasetsView(DatasetsFilter &filter, QWidget *parent = nullptr);

    [[nodiscard]] QList<DatasetName> selectedDatasets() const;
    /// The one that the details are of: the current one, while it is selected.
    [[nodiscard]] std::optional<DatasetName> chosenDataset() const;
    /// Selects it alone and brings it into sight; nothing happens while it is filtered out.
    void choose(const DatasetName &dataset);
    void filterBy(const QString &words, const QSet<Face> &faces);

    /// How the rows are sorted, and which columns there are: what clicks on the header do, for the keys.
    void fillViewMenu(QMenu &menu);

    [[nodiscard]] QByteArray columnState() const;
    /// False: it is not a state of these columns; they stay as they are.
    bool restoreColumnState(const QByteArray &state);

Q_SIGNALS:
    void refreshRequested(const QList<larder::DatasetName> &datasets);
    void stopRequested(const QList<larder::DatasetName> &datasets);
    void selectionHasChanged();
    /// A menu is wanted for the selected datasets, or for a customer's band.
    void datasetsMenuRequested(const QPoint &globalPosition);
    void customerMenuRequested(const QString &customer, const QPoint &globalPosition);

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
    void setUpHeader();
    void giveWidths();
    [[nodiscard]] QStringList titles() const;
    [[nodiscard]] int daysWidth(int days) const;
    void showHeaderMenu(const QPoint &position);
    [[nodiscard]] QString titleOf(int column) const;
    void fillSortMenu(QMenu &menu);
    void fillColumnsMenu(QMenu &menu);
    void addRowButtons();
    void paintGroup(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void selectAgain(const QList<DatasetName> &datasets, const std::optional<DatasetName> &current);

    DatasetsFilter &m_filter;
    RowWidgets *m_rowButtons = nullptr;
    int m_usualReason = 0; ///< the room that it takes
    bool m_isFiltering = false;
    QList<DatasetName> m_chosen; ///< by a person; some may be filtered out now
    std::optional<DatasetName> m_chosenCurrent;
};

} // namespace larder

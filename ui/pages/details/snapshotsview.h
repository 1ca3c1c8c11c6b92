/// A dataset's snapshots with what can be done about each, as buttons in its row: short beside *what
/// changed*, in full on a tab of its own. Emits wishes. GUI thread.
#pragma once

#include "core/dataset/datasetname.h"

#include <QTreeView>

namespace larder {

class SnapshotsModel;

class SnapshotsView : public QTreeView
{
    Q_OBJECT
public:
    enum class Form { Short, Full };
    SnapshotsView(SnapshotsModel &model, Form form, QWidget *parent = nullptr);

Q_SIGNALS:
    void compareRequested(const larder::SnapshotId &snapshot);
    void holdRequested(const larder::SnapshotId &snapshot);
    void releaseRequested();
    void pinRequested(const larder::SnapshotId &snapshot);
    void unpinRequested(const larder::SnapshotId &snapshot);
    void exportRequested(const larder::SnapshotId &snapshot);
    void openFolderRequested(const larder::SnapshotId &snapshot);

protected:
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override { }
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeButtons(const QPersistentModelIndex &row);
    void updateButtons(QWidget &place, const QModelIndex &row) const;
    void giveWay();

    const Form m_form;
    int m_summaryWidth = 0; ///< where it has company
};

} // namespace larder

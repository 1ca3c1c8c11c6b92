/// What changed: the newest snapshot against the one before it, or against one that was chosen; and beside it
/// the snapshots, where there is room. Room is left for what changed inside tables. GUI thread.
#pragma once

#include "core/dataset/datasetname.h"
#include "ui/models/datasetreading.h"

#include <QTimeZone>
#include <QWidget>

class QLabel;
class QPushButton;

namespace larder {

class ChangesModel;
class ElidedLabel;
class SnapshotsModel;
class SnapshotsView;

class ChangesTab : public QWidget
{
    Q_OBJECT
public:
    ChangesTab(SnapshotsModel &snapshots, QTimeZone viewerZone, QWidget *parent = nullptr);

    enum class Chosen { ByLarder, ByPerson };
    void show(const Comparison &comparison, Chosen chosen, Instant now);
    /// There is nothing to compare: none or one snapshot; or it cannot be read.
    void showWords(const QString &words);
    void clear();
    [[nodiscard]] SnapshotsView &snapshots() const { return *m_snapshots; }

Q_SIGNALS:
    void newestRequested(); ///< back from what a person chose

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QTimeZone m_viewerZone;
    ChangesModel *m_changes;
    ElidedLabel *m_title;
    QLabel *m_words;
    QPushButton *m_back;
    QWidget *m_beside;
    SnapshotsView *m_snapshots;
};

} // namespace larder

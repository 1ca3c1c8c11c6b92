/// A dataset's snapshots, newest first: which one readers get, which are held or pinned, when each was
/// fetched, how much it is, and why it was made. Changes leave as insert, remove, dataChanged, by id. GUI
/// thread.
#pragma once

#include "core/dataset/manifest.h"
#include "core/dataset/record.h"

#include <QAbstractTableModel>

namespace larder {

class SnapshotsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { MarksColumn, SummaryColumn, UploadedColumn, BecauseColumn, ActionColumn };
    static constexpr int columns = ActionColumn + 1;
    enum Role {
        IdRole = Qt::UserRole, ///< SnapshotId
        CurrentRole, ///< bool: readers get it
        HeldRole, ///< bool
        PinnedRole, ///< bool
        NameRole, ///< QString: how a button's words call it: "of today 09:12"
    };

    explicit SnapshotsModel(QTimeZone viewerZone, QObject *parent = nullptr);

    void show(const QList<ManifestHeader> &snapshots, const Record &record, Instant now);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line {
        SnapshotId id;
        bool isCurrent = false;
        bool isHeld = false;
        bool isPinned = false;
        QString marks;
        QString when;
        QString summary;
        QString uploaded;
        QString because;

        bool operator==(const Line &) const = default;
    };

    [[nodiscard]] Line lineOf(const ManifestHeader &header, const Record &record, Instant now) const;
    void reset(QList<Line> lines);

    QTimeZone m_viewerZone;
    QList<Line> m_lines;
};

} // namespace larder

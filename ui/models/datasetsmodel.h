/// The datasets as a tree: customers by display name, below each its datasets by name. Rows are copies of
/// what the watch told; changes arrive by name and leave as insert, remove, dataChanged; `data()` only hands
/// out what was rendered when the row came. What runs in this process lies over a row until it ends. GUI
/// thread.
#pragma once

#include "core/dataset/progress.h"
#include "core/engine/engine.h"
#include "core/engine/judgedrow.h"
#include "ui/stateface.h"

#include <QAbstractItemModel>
#include <QTimeZone>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace larder {

class DatasetsModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column {
        StateColumn,
        DatasetColumn,
        FetchedColumn,
        UploadedColumn,
        BecauseColumn,
        SizeColumn,
        ActionColumn
    };
    static constexpr int columns = ActionColumn + 1;
    enum Role {
        NameRole = Qt::UserRole, ///< QString "customer/dataset"; the customer's slug for a group
        FaceRole, ///< int(Face)
        ZoneRole, ///< QString, of a group: the customer's zone
        RunningRole, ///< bool: a run of this process is going or waits
    };

    explicit DatasetsModel(QTimeZone viewerZone, QObject *parent = nullptr);
    ~DatasetsModel() override;

    void takeRows(const larder::RowChanges &changes);
    void showStarted(const larder::DatasetName &dataset);
    void showProgress(const larder::Progress &progress);
    void showFinished(const larder::FinishedRun &run);

    [[nodiscard]] const StateCounts &counts() const { return m_counts; }
    /// What a refresh may make fresh and is not running.
    [[nodiscard]] QList<DatasetName> notFresh() const;
    [[nodiscard]] QList<DatasetName> all() const;
    /// nullopt for a group.
    [[nodiscard]] std::optional<DatasetName> datasetAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const DatasetName &dataset, int column = 0) const;
    /// What the counts say of each face, for the chips: running and reported datasets are counted as such.
    [[nodiscard]] QMap<Face, int> faces() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// After changes of rows and runs: once for all that came in one go, however many.
    void summaryChanged();

private:
    struct Item;
    struct Group;
    struct Place {
        Group *group;
        int row; ///< where it is, or where it belongs
        bool isThere;
    };

    [[nodiscard]] Place place(const DatasetName &dataset) const;
    [[nodiscard]] int groupRow(const Group *group) const;
    [[nodiscard]] Group *groupFor(const Customer &customer);
    [[nodiscard]] QVariant groupData(const Group &group, int column, int role) const;
    [[nodiscard]] QVariant itemData(const Item &item, int column, int role) const;
    void takeRow(const JudgedRow &judged, Instant now);
    void removeRow(const DatasetName &dataset);
    void renameGroup(Group *group, const Customer &customer);
    void setRunning(const DatasetName &dataset, const std::optional<Progress> &progress);

    QTimeZone m_viewerZone;
    std::vector<std::unique_ptr<Group>> m_groups; ///< by display name, then slug
    QHash<DatasetName, Progress> m_running;
    StateCounts m_counts;
    QTimer m_announcement; ///< of summaryChanged
};

} // namespace larder

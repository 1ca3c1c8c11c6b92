/// The datasets as a tree: customers by display name, below each its datasets by name. Rows are copies of
/// what the watch told; changes arrive by name and leave as insert, remove, dataChanged, a stretch of rows at
/// once; a row is put into words when `data()` is first asked for them. What runs in this process lies over a
/// row until it ends. GUI thread.
#pragma once

#include "core/catalog/daytally.h"
#include "core/dataset/progress.h"
#include "core/engine/engine.h"
#include "core/engine/judgedrow.h"
#include "ui/stateface.h"

#include <QAbstractItemModel>
#include <QTimeZone>
#include <QTimer>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace larder {

struct DatasetItem;
struct DatasetLine;

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
        DaysColumn,
        ActionColumn
    };
    static constexpr int columns = ActionColumn + 1;
    enum Role {
        NameRole = Qt::UserRole, ///< QString "customer/dataset"; the customer's slug for a group
        FacesRole, ///< Faces
        ZoneRole, ///< QString, of a group: the customer's zone
        RunningRole, ///< bool: a run of this process is going or waits
        DaysRole, ///< QList<DayTally>, the oldest day first, today last; empty until they were read
        TroubleRole, ///< bool: the last look failed, or the command after it, whatever the state
        TodayRole, ///< QDate: the last day of the strip
    };

    explicit DatasetsModel(QTimeZone viewerZone, QObject *parent = nullptr);
    ~DatasetsModel() override;

    void takeRows(const larder::RowChanges &changes);
    void showStarted(const larder::DatasetName &dataset);
    void showProgress(const larder::Progress &progress);
    void showFinished(const larder::FinishedRun &run);

    /// What the last days brought, the last of which is `today`; datasets that are left out had nothing.
    void takeDays(const QHash<larder::DatasetName, QList<larder::DayTally>> &days, int dayCount, QDate today);
    /// What they brought to some datasets, on the same days; the others had nothing new.
    void takeSomeDays(const QHash<larder::DatasetName, QList<larder::DayTally>> &days);

    [[nodiscard]] const QTimeZone &viewerZone() const { return m_viewerZone; }
    [[nodiscard]] const StateCounts &counts() const { return m_counts; }
    /// What a refresh may make fresh and is not running.
    [[nodiscard]] QList<DatasetName> notFresh() const;
    [[nodiscard]] int notFreshCount() const { return m_notFresh; }
    [[nodiscard]] QList<DatasetName> all() const;
    /// Of this model; else it is a group.
    [[nodiscard]] static bool isDataset(const QModelIndex &index)
    {
        return index.internalPointer() != nullptr;
    }
    /// nullopt for a group.
    [[nodiscard]] std::optional<DatasetName> datasetAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const DatasetName &dataset, int column = 0) const;
    /// What its row says; nullptr for an unknown one. Good until the next change.
    [[nodiscard]] const DatasetItem *itemOf(const DatasetName &dataset) const;
    [[nodiscard]] bool isRunning(const DatasetName &dataset) const { return m_running.contains(dataset); }
    /// By slug; empty for an unknown one.
    [[nodiscard]] QList<DatasetName> datasetsOf(const QString &customer) const;
    /// By slug; the slug itself for an unknown one.
    [[nodiscard]] QString displayNameOf(const QString &customer) const;
    /// What is chosen from: the row's search words, and the faces that it counts as.
    [[nodiscard]] const QString &haystackOf(const QModelIndex &dataset) const;
    [[nodiscard]] Faces facesOf(const QModelIndex &dataset) const;
    /// How many datasets count as each face, for the chips.
    [[nodiscard]] QMap<Face, int> faces() const;
    /// REQUIRES: two datasets. In the order of what `column` says, not of its words.
    [[nodiscard]] bool standsBefore(const QModelIndex &left, const QModelIndex &right, int column) const;

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
    /// These rows were told anew, or are gone.
    void rowsTold(const QList<larder::DatasetName> &datasets);

private:
    struct Group;
    struct Place {
        Group *group;
        int row; ///< where it is, or where it belongs
        bool isThere;
    };

    [[nodiscard]] Place place(const DatasetName &dataset) const;
    [[nodiscard]] std::size_t placeOf(const Customer &customer) const;
    [[nodiscard]] Group *groupFor(const Customer &customer);
    void numberGroups();
    [[nodiscard]] QVariant groupData(const Group &group, int column, int role) const;
    [[nodiscard]] QVariant itemData(const DatasetLine &item, int column, int role) const;
    [[nodiscard]] const DatasetLine *lineAt(const QModelIndex &dataset) const;
    template <typename Change>
    void change(DatasetLine &item, Change change);
    void count(const DatasetLine &item, int change);
    void announce();
    void insertRows(Group &group, std::vector<DatasetLine> &&items);
    void tellChanged(const QList<DatasetName> &datasets, int firstColumn, int lastColumn);
    void removeRow(const DatasetName &dataset);
    void renameGroup(Group *group, const Customer &customer);
    void setRunning(const DatasetName &dataset, const std::optional<Progress> &progress);

    QTimeZone m_viewerZone;
    std::vector<std::unique_ptr<Group>> m_groups; ///< by display name, then slug
    QHash<QString, Group *> m_groupOf; ///< by slug
    QHash<DatasetName, Progress> m_running;
    StateCounts m_counts;
    std::array<int, faceCount> m_faces{}; ///< by Face
    int m_notFresh = 0; ///< as notFresh()
    int m_dayCount = 0;
    QDate m_today;
    QTimer m_announcement; ///< of summaryChanged
};

} // namespace larder

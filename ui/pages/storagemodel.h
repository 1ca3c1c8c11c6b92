/// What takes room, as a tree: customers by display name, below each its datasets by name. `data()` only
/// hands out. GUI thread.
#pragma once

#include "core/dataset/binding.h"
#include "core/store/usage.h"

#include <QAbstractItemModel>

#include <optional>
#include <vector>

namespace larder {

/// What one reading of the home gave.
struct StorageReading {
    StoreUsage usage;
    std::vector<Customer> customers;
    QString place; ///< where the store is

    bool operator==(const StorageReading &) const = default;
};

class StorageModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, SnapshotsColumn, CurrentColumn, AllColumn, SharedColumn };
    static constexpr int columns = SharedColumn + 1;

    using QAbstractItemModel::QAbstractItemModel;

    void take(const StorageReading &reading);

    /// A customer has no dataset in its name.
    struct Subject {
        QString customer;
        QString dataset;
        QString displayName; ///< of the customer
        int snapshots = 0;
        Holding holding;

        [[nodiscard]] QString text() const
        {
            return dataset.isEmpty() ? customer : customer + u'/' + dataset;
        }
        bool operator==(const Subject &) const = default;
    };
    [[nodiscard]] std::optional<Subject> subjectAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Subject &subject) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line {
        Subject subject;
        QStringList texts; ///< by column

        bool operator==(const Line &) const = default;
    };
    struct Group {
        Line line;
        std::vector<Line> datasets;
    };
    [[nodiscard]] const Line *lineAt(const QModelIndex &index) const;
    [[nodiscard]] static std::vector<Group> render(const StorageReading &reading);
    [[nodiscard]] bool hasSameShape(const std::vector<Group> &groups) const;

    std::vector<Group> m_groups;
};

} // namespace larder

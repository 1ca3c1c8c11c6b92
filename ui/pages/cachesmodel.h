/// Other programs' caches, as the tree that was made of a reading. `data()` words what is asked for: tens of
/// thousands of items are never worded at once. GUI thread.
#pragma once

#include "ui/pages/cachestree.h"

#include <QAbstractItemModel>

#include <map>
#include <memory>

namespace larder {

class CachesModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, NextCallColumn, BecauseColumn, MadeColumn, SizeColumn };
    static constexpr int columns = SizeColumn + 1;

    using QAbstractItemModel::QAbstractItemModel;

    void take(std::shared_ptr<const CachesReading> reading, CachesTree tree);
    [[nodiscard]] const CachesTree &tree() const { return m_tree; }
    /// Items of what is selected, groups with all that is shown below them: by cache, places in its items.
    [[nodiscard]] std::map<int, std::vector<std::size_t>> itemsOf(const QModelIndexList &selected) const;
    /// What is selected, as what can be tied to a dataset: functions, results, directories of fsspec and
    /// their files.
    [[nodiscard]] std::vector<CacheTie> tiesOf(const QModelIndexList &selected) const;
    /// What tells a line again after another reading.
    struct Key {
        QString place;
        QByteArray function; ///< empty: the cache itself, or an item that is of none
        QByteArray path; ///< of an item, and its name where nothing is there
        QString name;

        auto operator<=>(const Key &) const = default;
    };
    [[nodiscard]] Key keyOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Key &key) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] const CachesNode *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QString textOf(const CachesNode &node, int column) const;

    std::shared_ptr<const CachesReading> m_reading;
    CachesTree m_tree;
};

} // namespace larder

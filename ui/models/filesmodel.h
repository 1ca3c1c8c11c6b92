/// The files of one snapshot as a tree of folders, in byte order of their names. A snapshot never changes:
/// the same one shown again changes nothing. GUI thread.
#pragma once

#include "core/dataset/manifest.h"

#include <QAbstractItemModel>

#include <vector>

namespace larder {

class FilesModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, SizeColumn, ModifiedColumn };
    static constexpr int columns = ModifiedColumn + 1;
    enum Role {
        PathRole = Qt::UserRole, ///< QString, relative to the snapshot
        FileRole, ///< bool: a file, no folder
        SortRole,
    };

    explicit FilesModel(QTimeZone viewerZone, QObject *parent = nullptr);

    void show(const Manifest &manifest, Instant now);
    void clear();
    [[nodiscard]] const SnapshotId &snapshot() const { return m_snapshot; }
    [[nodiscard]] QModelIndex indexOf(const QString &path) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// In one array; the first is the root.
    struct Node {
        QString name;
        std::size_t parent = 0;
        int row = 0;
        bool isFile = false;
        qint64 bytes = 0; ///< of a folder: of all below it
        qint64 files = 0;
        std::optional<Instant> modified; ///< of a folder: its newest
        std::vector<std::size_t> children;
    };
    [[nodiscard]] const Node &node(const QModelIndex &index) const;
    [[nodiscard]] QString pathOf(const QModelIndex &index) const;
    void add(const ManifestFile &file);

    QTimeZone m_viewerZone;
    Instant m_now{};
    SnapshotId m_snapshot;
    std::vector<Node> m_nodes;
};

} // namespace larder

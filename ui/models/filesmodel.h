/// The files of one snapshot as a tree of folders, in byte order of their names. An archive is a folder too:
/// opened, it asks for its members once (membersWanted), and shows them when they are told. A snapshot never
/// changes: the same one shown again changes nothing. GUI thread.
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
        PathRole = Qt::UserRole, ///< QString, relative to the snapshot; "export.zip!/a.csv" in an archive
        FileRole, ///< bool: a file, no folder
        SortRole,
        ArchiveRole, ///< QString: the path of the archive that it is in; empty: in none
        MemberRole, ///< QString: its path inside of that
        BytesRole, ///< qint64; -1: not known
    };

    explicit FilesModel(QTimeZone viewerZone, QObject *parent = nullptr);

    void show(const Manifest &manifest, Instant now);
    void clear();
    [[nodiscard]] const SnapshotId &snapshot() const { return m_snapshot; }
    [[nodiscard]] QModelIndex indexOf(const QString &path) const;
    /// The answer to membersWanted, in byte order of the path. Of another snapshot's it is nothing.
    void showMembers(const SnapshotId &snapshot, const QString &archive, const std::vector<Entry> &members);
    /// They could not be told: the archive is a file like any other.
    void showNoMembers(const SnapshotId &snapshot, const QString &archive);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Somebody looks into this archive.
    void membersWanted(const QString &archive);

private:
    enum class Members { None, Unread, Asked };
    /// In one array; the first is the root.
    struct Node {
        QString name;
        std::size_t parent = 0;
        int row = 0;
        bool isFile = false;
        Members members = Members::None; ///< of an archive, until they are told
        qint64 bytes = 0; ///< of a folder: of all below it
        qint64 files = 0;
        std::optional<Instant> modified; ///< of a folder: its newest
        std::vector<std::size_t> children;
    };
    [[nodiscard]] const Node &node(const QModelIndex &index) const;
    [[nodiscard]] QString pathOf(const QModelIndex &index) const;
    /// The archive that it lies in; 0: in none.
    [[nodiscard]] std::size_t archiveOf(std::size_t at) const;
    void add(const Entry &entry, std::size_t below, Members archives);

    QTimeZone m_viewerZone;
    Instant m_now{};
    SnapshotId m_snapshot;
    std::vector<Node> m_nodes;
};

} // namespace larder

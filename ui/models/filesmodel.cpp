#include "ui/models/filesmodel.h"

#include "core/store/archive/archivename.h"
#include "core/wording/quantities.h"
#include "ui/models/cellink.h"
#include "ui/models/shortinstant.h"

#include <array>
#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

FilesModel::FilesModel(QTimeZone viewerZone, QObject *parent)
    : QAbstractItemModel(parent),
      m_viewerZone(std::move(viewerZone)),
      m_nodes(1)
{ }

void FilesModel::show(const Manifest &manifest, Instant now)
{
    m_now = now;
    if (manifest.header.id == m_snapshot)
        return;
    beginResetModel();
    m_snapshot = manifest.header.id;
    m_nodes.assign(1, Node());
    m_nodes.reserve(manifest.files.size() + 1);
    for (const ManifestFile &file : manifest.files)
        add(file.entry, 0, Members::Unread);
    endResetModel();
}

void FilesModel::clear()
{
    if (m_snapshot.isEmpty())
        return;
    beginResetModel();
    m_snapshot.clear();
    m_nodes.assign(1, Node());
    endResetModel();
}

/// Paths come in byte order: all below one folder together, so that a known one is the last child.
/// `archives`: what those are that are met; within an archive, files.
void FilesModel::add(const Entry &entry, std::size_t below, Members archives)
{
    std::size_t at = below;
    const QList<QByteArray> parts = entry.path.split('/');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        Node &here = m_nodes[at];
        if (!here.isFile) { // an archive is as large as it is
            here.bytes += std::max<qint64>(entry.size, 0);
            ++here.files;
            here.modified = std::max(here.modified, entry.modified);
        }
        const QString name = QString::fromUtf8(parts[i]);
        const bool isFile = i == parts.size() - 1;
        std::size_t next = here.children.empty() ? 0 : here.children.back();
        if (isFile || next == 0 || m_nodes[next].isFile || m_nodes[next].name != name)
            next = 0;
        if (next == 0) {
            next = m_nodes.size();
            const int row = static_cast<int>(here.children.size());
            here.children.push_back(next);
            m_nodes.push_back({.name = name, .parent = at, .row = row, .isFile = isFile});
        }
        at = next;
    }
    Node &leaf = m_nodes[at];
    leaf.bytes = entry.size;
    leaf.files = 1;
    leaf.modified = entry.modified;
    leaf.members = archiveKind(parts.last()) ? archives : Members::None;
}

std::size_t FilesModel::archiveOf(std::size_t at) const
{
    for (at = m_nodes[at].parent; at != 0; at = m_nodes[at].parent) {
        if (m_nodes[at].isFile)
            return at;
    }
    return 0;
}

bool FilesModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0 || (parent.column() <= 0 && node(parent).members != Members::None);
}

/// Also while they are on their way: a model in between takes what has none, and none to come, for a leaf.
bool FilesModel::canFetchMore(const QModelIndex &parent) const
{
    return node(parent).members != Members::None;
}

void FilesModel::fetchMore(const QModelIndex &parent)
{
    if (node(parent).members != Members::Unread)
        return;
    m_nodes[static_cast<std::size_t>(parent.internalId())].members = Members::Asked;
    Q_EMIT membersWanted(pathOf(parent));
}

void FilesModel::showMembers(const SnapshotId &snapshot, const QString &archive,
                             const std::vector<Entry> &members)
{
    if (members.empty())
        return showNoMembers(snapshot, archive);
    const QModelIndex index = snapshot == m_snapshot ? indexOf(archive) : QModelIndex();
    if (node(index).members != Members::Asked)
        return;
    const auto at = static_cast<std::size_t>(index.internalId());
    // Built apart, so that it is known how many rows come before they are there.
    std::size_t rows = 0;
    for (QByteArray before; const Entry &member : members) {
        const QByteArray top = member.path.first(std::max<qsizetype>(member.path.indexOf('/'), 0));
        rows += top.isEmpty() || top != before ? 1 : 0;
        before = top;
    }
    beginInsertRows(index, 0, static_cast<int>(rows) - 1);
    m_nodes[at].members = Members::None;
    for (const Entry &member : members)
        add(member, at, Members::None);
    endInsertRows();
}

void FilesModel::showNoMembers(const SnapshotId &snapshot, const QString &archive)
{
    const QModelIndex index = snapshot == m_snapshot ? indexOf(archive) : QModelIndex();
    if (node(index).members == Members::None)
        return;
    m_nodes[static_cast<std::size_t>(index.internalId())].members = Members::None;
    Q_EMIT dataChanged(index, index.siblingAtColumn(ModifiedColumn));
}

const FilesModel::Node &FilesModel::node(const QModelIndex &index) const
{
    return m_nodes[index.isValid() ? static_cast<std::size_t>(index.internalId()) : 0];
}

QString FilesModel::pathOf(const QModelIndex &index) const
{
    QString path;
    for (QModelIndex at = index; at.isValid(); at = at.parent()) {
        const bool isAbove = !path.isEmpty();
        const QString name = node(at).name;
        path = isAbove ? name + (node(at).isFile ? u"!/"_s : u"/"_s) + path : name;
    }
    return path;
}

QModelIndex FilesModel::indexOf(const QString &path) const
{
    std::size_t at = 0;
    for (const QString &part : path.split(u'/')) {
        std::size_t next = 0;
        for (const std::size_t child : m_nodes[at].children) {
            const Node &each = m_nodes[child];
            if (each.name == part || (!each.children.empty() && each.isFile && part == each.name + u'!'))
                next = child;
        }
        if (next == 0)
            return {};
        at = next;
    }
    return createIndex(m_nodes[at].row, 0, static_cast<quintptr>(at));
}

QModelIndex FilesModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       static_cast<quintptr>(node(parent).children[static_cast<std::size_t>(row)]));
}

QModelIndex FilesModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || node(child).parent == 0)
        return {};
    const std::size_t up = node(child).parent;
    return createIndex(m_nodes[up].row, 0, static_cast<quintptr>(up));
}

int FilesModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(node(parent).children.size());
}

int FilesModel::columnCount(const QModelIndex &) const
{
    return columns;
}

QVariant FilesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &shown = node(index);
    const bool isSize = index.column() == SizeColumn;
    if (role == PathRole)
        return pathOf(index);
    if (role == FileRole)
        return shown.isFile;
    if (role == BytesRole)
        return shown.bytes;
    if (role == ArchiveRole || role == MemberRole) {
        const std::size_t archive = archiveOf(static_cast<std::size_t>(index.internalId()));
        if (archive == 0)
            return QString();
        const QString path = pathOf(createIndex(m_nodes[archive].row, 0, static_cast<quintptr>(archive)));
        return role == ArchiveRole ? path : pathOf(index).sliced(path.size() + 2);
    }
    if (role == InkRole)
        return static_cast<int>(index.column() == NameColumn ? CellInk::Plain : CellInk::Quiet);
    if (role == Qt::TextAlignmentRole && isSize)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == SortRole)
        return index.column() == NameColumn ? QVariant(shown.name)
            : isSize                        ? QVariant(shown.bytes)
                                            : QVariant(shown.modified ? toMilliseconds(*shown.modified) : 0);
    if (role == Qt::ToolTipRole)
        return shown.isFile ? pathOf(index) : pathOf(index) + u'\n' + fileCountText(shown.files);
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == NameColumn)
        return shown.name;
    if (isSize)
        return shown.bytes < 0 ? u"—"_s : byteSizeText(shown.bytes);
    return shown.modified ? shortInstant(*shown.modified, m_now, m_viewerZone) : u"—"_s;
}

QVariant FilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole && section == SizeColumn)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    const std::array titles{tr("File"), tr("Size"), tr("Modified")};
    return titles[static_cast<std::size_t>(section)];
}

} // namespace larder

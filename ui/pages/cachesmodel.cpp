#include "ui/pages/cachesmodel.h"

#include "core/wording/quantities.h"
#include "core/wording/told.h"
#include "ui/counts.h"
#include "ui/models/shortinstant.h"
#include "ui/pages/listdelegate.h"
#include "ui/pill.h"

#include <QDir>
#include <QLocale>
#include <QTimeZone>

#include <set>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QString shownPath(const QString &path)
{
    const QString home = QDir::homePath();
    return path.startsWith(home + u'/') ? u"~"_s + path.sliced(home.size()) : path;
}

QString kindWords(CacheKind kind)
{
    switch (kind) {
    case CacheKind::Joblib:
        return u"joblib"_s;
    case CacheKind::Fsspec:
        return u"fsspec"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

Prospect prospect(const CachesReading &reading, const CacheContents &contents, const CacheItem &item)
{
    return prospectOf(contents, item, habitsOf(reading), reading.at);
}

} // namespace

void CachesModel::take(std::shared_ptr<const CachesReading> reading, CachesTree tree)
{
    beginResetModel();
    m_reading = std::move(reading);
    m_tree = std::move(tree);
    endResetModel();
}

const CachesNode *CachesModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? &m_tree.nodes[index.internalId()] : nullptr;
}

std::map<int, std::vector<std::size_t>> CachesModel::itemsOf(const QModelIndexList &selected) const
{
    std::map<int, std::set<std::size_t>> items;
    std::vector<const CachesNode *> nodes;
    for (const QModelIndex &index : selected)
        nodes.push_back(nodeAt(index));
    while (!nodes.empty()) {
        const CachesNode *node = nodes.back();
        nodes.pop_back();
        if (node->item >= 0)
            items[node->cache].insert(std::size_t(node->item));
        for (const int child : node->children)
            nodes.push_back(&m_tree.nodes[size_t(child)]);
    }
    std::map<int, std::vector<std::size_t>> places;
    for (const auto &[cache, of] : items)
        places[cache].assign(of.begin(), of.end());
    return places;
}

std::vector<CacheTie> CachesModel::tiesOf(const QModelIndexList &selected) const
{
    std::vector<CacheTie> ties;
    for (const QModelIndex &index : selected) {
        if (selected.contains(index.parent()) && nodeAt(index.parent())->parent >= 0)
            continue; // its function is, too
        const CachesNode *node = nodeAt(index);
        const CacheContents &contents = m_reading->caches[size_t(node->cache)];
        CacheTie tie{.place = contents.place};
        if (node->function >= 0)
            tie.function = contents.functions[size_t(node->function)].name;
        if (node->item >= 0)
            tie.item = contents.items[size_t(node->item)].name;
        if (contents.place.kind == CacheKind::Fsspec || !tie.filter()->isEmpty())
            ties.push_back(std::move(tie));
    }
    return ties;
}

CachesModel::Key CachesModel::keyOf(const QModelIndex &index) const
{
    const CachesNode *node = nodeAt(index);
    if (!node)
        return {};
    const CacheContents &contents = m_reading->caches[size_t(node->cache)];
    Key key{.place = contents.place.path, .function = {}, .path = {}, .name = {}};
    if (node->function >= 0)
        key.function = contents.functions[size_t(node->function)].path;
    if (node->item >= 0) {
        key.path = contents.items[size_t(node->item)].path;
        key.name = contents.items[size_t(node->item)].name;
    }
    return key;
}

/// Compares in place: there may be tens of thousands.
QModelIndex CachesModel::indexOf(const Key &key) const
{
    const auto isIt = [&](const CachesNode &node) {
        const CacheContents &contents = m_reading->caches[size_t(node.cache)];
        const bool isItem = node.item >= 0;
        return contents.place.path == key.place && isItem != key.name.isEmpty()
            && (node.function < 0 ? key.function.isEmpty()
                                  : contents.functions[size_t(node.function)].path == key.function)
            && (!isItem
                || (contents.items[size_t(node.item)].path == key.path
                    && contents.items[size_t(node.item)].name == key.name));
    };
    const auto found = std::ranges::find_if(m_tree.nodes, isIt);
    return found == m_tree.nodes.end() ? QModelIndex()
                                       : createIndex(found->row, 0, quintptr(found - m_tree.nodes.begin()));
}

QModelIndex CachesModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const CachesNode *above = nodeAt(parent);
    const std::vector<int> &places = above ? above->children : m_tree.roots;
    return createIndex(row, column, quintptr(places[size_t(row)]));
}

QModelIndex CachesModel::parent(const QModelIndex &child) const
{
    const CachesNode *node = nodeAt(child);
    if (!node || node->parent < 0)
        return {};
    return createIndex(m_tree.nodes[size_t(node->parent)].row, 0, quintptr(node->parent));
}

int CachesModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_tree.roots.size());
    return parent.column() == 0 ? int(nodeAt(parent)->children.size()) : 0;
}

int CachesModel::columnCount(const QModelIndex &) const
{
    return columns;
}

QString CachesModel::textOf(const CachesNode &node, int column) const
{
    const CacheContents &contents = m_reading->caches[size_t(node.cache)];
    const CacheItem *item = node.item < 0 ? nullptr : &contents.items[size_t(node.item)];
    switch (column) {
    case NameColumn:
        if (item && node.function >= 0) // its function stands above it
            return itemTitle(contents, *item).sliced(contents.functions[size_t(node.function)].name.size());
        if (item)
            return itemTitle(contents, *item);
        return node.function < 0 ? shownPath(contents.place.path)
                                 : contents.functions[size_t(node.function)].name;
    case BecauseColumn:
        if (item) {
            const QString because =
                told(item->oddity.isEmpty() ? prospect(*m_reading, contents, *item).because : item->oddity);
            const auto tied = m_reading->tied.constFind({node.cache, node.item});
            if (tied == m_reading->tied.cend())
                return because;
            return (tied->tie.trouble.isEmpty() ? tr("As fresh as %1 · %2") : tr("Not as fresh as %1 · %2"))
                .arg(tied->dataset.text(), because);
        }
        if (node.function < 0) {
            const QString what = u"%1 · %2"_s.arg(kindWords(contents.place.kind), itemCountText(node.items));
            const QString trouble = troubleOf(*m_reading, contents);
            return trouble.isEmpty() ? what : u"%1 · %2"_s.arg(trouble, what);
        }
        return itemCountText(node.items);
    case MadeColumn:
        return item && item->made ? shortInstant(*item->made, m_reading->at, QTimeZone::systemTimeZone())
                                  : QString();
    case SizeColumn:
        return byteSizeText(node.bytes);
    default:
        return {};
    }
}

QVariant CachesModel::data(const QModelIndex &index, int role) const
{
    const CachesNode *node = nodeAt(index);
    if (!node)
        return {};
    const auto pill = [&]() -> std::optional<Pill> {
        if (index.column() != NextCallColumn || node->item < 0)
            return std::nullopt;
        const CacheContents &contents = m_reading->caches[size_t(node->cache)];
        switch (prospect(*m_reading, contents, contents.items[size_t(node->item)]).outlook) {
        case Outlook::Hit:
            return Pill{Tone::Ok, u":/icons/state-fresh.svg"_s, tr("Hit")};
        case Outlook::OldHit:
            return Pill{Tone::Stale, u":/icons/state-stale.svg"_s, tr("Old hit")};
        case Outlook::Miss:
            return Pill{Tone::Quiet, u":/icons/state-missing.svg"_s, tr("Miss")};
        case Outlook::Unsure:
            return Pill{Tone::Quiet, u":/icons/state-waiting.svg"_s, tr("Unsure")};
        }
        Q_UNREACHABLE_RETURN(std::nullopt);
    };
    switch (role) {
    case Qt::DisplayRole:
        if (const auto shown = pill())
            return shown->word;
        return textOf(*node, index.column());
    case PillRole:
        if (const auto shown = pill())
            return QVariant::fromValue(*shown);
        return {};
    case Qt::TextAlignmentRole:
        return index.column() == SizeColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case StrongRole:
        return node->parent < 0;
    case QuietRole:
        return index.column() != NameColumn;
    default:
        return {};
    }
}

QVariant CachesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == SizeColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString words[] = {tr("Cache"), tr("Next call"), tr("Because"), tr("Made"), tr("Size")};
    return words[section];
}

} // namespace larder

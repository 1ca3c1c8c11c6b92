#include "ui/models/datasetsmodel.h"

#include "ui/models/datasetline.h"

#include <QCollator>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

struct DatasetsModel::Group {
    Customer customer;
    int row = 0;
    std::vector<DatasetLine> items; ///< by dataset name
};

namespace {

constexpr std::chrono::milliseconds summaryInterval{50}; // "Refresh all" starts thousands, slice by slice

/// As people sort names; the slug decides between equal ones.
bool comesBefore(const Customer &a, const Customer &b)
{
    static const QCollator collator = [] {
        // The C locale knows neither accents nor numbers; people in it still read English.
        QCollator byLocale(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale());
        byLocale.setCaseSensitivity(Qt::CaseInsensitive);
        byLocale.setNumericMode(true);
        return byLocale;
    }();
    const int order = collator.compare(a.displayName, b.displayName);
    return order != 0 ? order < 0 : a.slug < b.slug;
}

bool hasTrouble(const Verdict &verdict)
{
    return verdict.reason(ReasonKind::LookFailed) || verdict.reason(ReasonKind::AfterFailed);
}

} // namespace

DatasetsModel::DatasetsModel(QTimeZone viewerZone, QObject *parent)
    : QAbstractItemModel(parent),
      m_viewerZone(std::move(viewerZone))
{
    m_announcement.setSingleShot(true);
    m_announcement.setInterval(summaryInterval);
    connect(&m_announcement, &QTimer::timeout, this, &DatasetsModel::summaryChanged);
}

DatasetsModel::~DatasetsModel() = default;

void DatasetsModel::takeRows(const RowChanges &changes)
{
    const bool isFirst = m_groups.empty() && !changes.changed.isEmpty();
    if (isFirst)
        beginResetModel(); // views show nothing yet
    for (const DatasetName &dataset : changes.gone)
        removeRow(dataset);
    QList<DatasetName> changed;
    {
        const QSignalBlocker quietly(isFirst ? this : nullptr);
        std::map<Group *, std::vector<DatasetLine>> added;
        for (const JudgedRow &judged : changes.changed) {
            Customer customer = judged.row.customer;
            customer.slug = judged.row.name.customer;
            if (customer.displayName.isEmpty())
                customer.displayName = customer.slug;
            Group *group = groupFor(customer);
            const Place where = place(judged.row.name);
            if (!where.isThere) {
                const auto running = m_running.constFind(judged.row.name);
                added[group].push_back(
                    {.known = makeItem(judged, changes.judgedAt),
                     .running = running == m_running.constEnd() ? std::nullopt : std::optional(*running)});
                continue;
            }
            change(group->items[static_cast<std::size_t>(where.row)], [&](DatasetLine &item) {
                item.known = makeItem(judged, changes.judgedAt, &item.known);
                item.words.reset();
            });
            changed << judged.row.name;
        }
        for (auto &[group, items] : added)
            insertRows(*group, std::move(items));
    }
    if (isFirst)
        endResetModel();
    else
        tellChanged(changed, 0, columns - 1);
    announce();
    QList<DatasetName> told = changes.gone;
    for (const JudgedRow &judged : changes.changed)
        told << judged.row.name;
    if (!told.isEmpty())
        Q_EMIT rowsTold(told);
}

void DatasetsModel::takeDays(const QHash<DatasetName, QList<DayTally>> &days, int dayCount, QDate today)
{
    m_today = today;
    m_dayCount = dayCount;
    QList<DatasetName> changed;
    for (const auto &group : m_groups) {
        for (DatasetLine &item : group->items) {
            if (item.takeDays(days.value(item.known.name), m_dayCount))
                changed << item.known.name;
        }
    }
    tellChanged(changed, DaysColumn, DaysColumn);
}

void DatasetsModel::takeSomeDays(const QHash<DatasetName, QList<DayTally>> &days)
{
    QList<DatasetName> changed;
    for (const auto &[dataset, ofDataset] : days.asKeyValueRange()) {
        const Place where = place(dataset);
        if (where.isThere
            && where.group->items[static_cast<std::size_t>(where.row)].takeDays(ofDataset, m_dayCount))
            changed << dataset;
    }
    tellChanged(changed, DaysColumn, DaysColumn);
}

void DatasetsModel::announce()
{
    if (!m_announcement.isActive()) // what changes all the time must not put it off for ever
        m_announcement.start();
}

template <typename Change>
void DatasetsModel::change(DatasetLine &item, Change change)
{
    count(item, -1);
    change(item);
    count(item, 1);
}

void DatasetsModel::count(const DatasetLine &item, int change)
{
    m_counts.add(item.known.state, change);
    for (const Face face : item.faces())
        m_faces[static_cast<std::size_t>(face)] += change;
    m_notFresh += item.isNotFresh() ? change : 0;
}

/// One signal for each stretch of rows: at midnight all of them change.
void DatasetsModel::tellChanged(const QList<DatasetName> &datasets, int firstColumn, int lastColumn)
{
    QHash<Group *, QList<int>> rowsOf;
    for (const DatasetName &dataset : datasets) {
        if (const Place where = place(dataset); where.isThere)
            rowsOf[where.group] << where.row;
    }
    for (auto [group, rows] : rowsOf.asKeyValueRange()) {
        std::ranges::sort(rows);
        for (qsizetype first = 0, last = 0; first < rows.size(); first = last) {
            for (last = first + 1; last < rows.size() && rows[last] <= rows[last - 1] + 1;)
                ++last;
            Q_EMIT dataChanged(createIndex(rows[first], firstColumn, group),
                               createIndex(rows[last - 1], lastColumn, group));
        }
    }
}

void DatasetsModel::showStarted(const DatasetName &dataset)
{
    setRunning(dataset, Progress{.dataset = dataset});
    announce();
}

void DatasetsModel::showProgress(const Progress &progress)
{
    const auto running = m_running.constFind(progress.dataset);
    if (running == m_running.constEnd())
        return;
    const bool isOtherPhase = running->phase != progress.phase;
    setRunning(progress.dataset, progress);
    if (isOtherPhase)
        announce();
}

void DatasetsModel::showFinished(const FinishedRun &run)
{
    if (const Place where = place(run.dataset); where.isThere) // the watch will say so too, a moment later
        change(where.group->items[static_cast<std::size_t>(where.row)],
               [](DatasetLine &item) { item.known.verdict.flags.setFlag(Flag::Fetching, false); });
    setRunning(run.dataset, std::nullopt);
    announce();
}

bool DatasetsModel::standsBefore(const QModelIndex &left, const QModelIndex &right, int column) const
{
    return larder::standsBefore(*lineAt(left), *lineAt(right), column);
}

QList<DatasetName> DatasetsModel::notFresh() const
{
    QList<DatasetName> names;
    for (const auto &group : m_groups) {
        for (const DatasetLine &item : group->items) {
            if (item.isNotFresh())
                names << item.known.name;
        }
    }
    return names;
}

QList<DatasetName> DatasetsModel::all() const
{
    QList<DatasetName> names;
    for (const auto &group : m_groups) {
        for (const DatasetLine &item : group->items)
            names << item.known.name;
    }
    return names;
}

std::optional<DatasetName> DatasetsModel::datasetAt(const QModelIndex &index) const
{
    if (!index.isValid() || !index.internalPointer())
        return std::nullopt;
    const auto *group = static_cast<const Group *>(index.internalPointer());
    return group->items.at(static_cast<std::size_t>(index.row())).known.name;
}

QModelIndex DatasetsModel::indexOf(const DatasetName &dataset, int column) const
{
    const Place found = place(dataset);
    return found.isThere ? createIndex(found.row, column, found.group) : QModelIndex();
}

const DatasetItem *DatasetsModel::itemOf(const DatasetName &dataset) const
{
    const Place where = place(dataset);
    return where.isThere ? &where.group->items[static_cast<std::size_t>(where.row)].known : nullptr;
}

QList<DatasetName> DatasetsModel::datasetsOf(const QString &customer) const
{
    QList<DatasetName> names;
    if (const Place where = place({customer, {}}); where.group) {
        for (const DatasetLine &item : where.group->items)
            names << item.known.name;
    }
    return names;
}

QString DatasetsModel::displayNameOf(const QString &customer) const
{
    const Place where = place({customer, {}});
    return where.group ? where.group->customer.displayName : customer;
}

const DatasetLine *DatasetsModel::lineAt(const QModelIndex &dataset) const
{
    const auto *group = static_cast<const Group *>(dataset.internalPointer());
    return &group->items.at(static_cast<std::size_t>(dataset.row()));
}

const QString &DatasetsModel::haystackOf(const QModelIndex &dataset) const
{
    return lineAt(dataset)->known.haystack;
}

Faces DatasetsModel::facesOf(const QModelIndex &dataset) const
{
    return lineAt(dataset)->faces();
}

QMap<Face, int> DatasetsModel::faces() const
{
    QMap<Face, int> faces;
    for (std::size_t face = 0; face < faceCount; ++face) {
        if (m_faces[face] > 0)
            faces.insert(static_cast<Face>(face), m_faces[face]);
    }
    return faces;
}

QModelIndex DatasetsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, nullptr);
    return createIndex(row, column, m_groups.at(static_cast<std::size_t>(parent.row())).get());
}

QModelIndex DatasetsModel::parent(const QModelIndex &child) const
{
    const auto *group = child.isValid() ? static_cast<const Group *>(child.internalPointer()) : nullptr;
    return group ? createIndex(group->row, 0, nullptr) : QModelIndex();
}

int DatasetsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalPointer() || parent.column() > 0)
        return 0;
    return static_cast<int>(m_groups.at(static_cast<std::size_t>(parent.row()))->items.size());
}

int DatasetsModel::columnCount(const QModelIndex &) const
{
    return columns;
}

QVariant DatasetsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (const auto *group = static_cast<const Group *>(index.internalPointer()))
        return itemData(group->items.at(static_cast<std::size_t>(index.row())), index.column(), role);
    return groupData(*m_groups.at(static_cast<std::size_t>(index.row())), index.column(), role);
}

QVariant DatasetsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    if (role == Qt::DisplayRole)
        return columnTitle(section);
    if (role == Qt::ToolTipRole || role == Qt::AccessibleDescriptionRole)
        return columnDetail(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section == SizeColumn ? Qt::AlignRight : Qt::AlignLeft)));
    return {};
}

Qt::ItemFlags DatasetsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (!index.internalPointer())
        return Qt::ItemIsEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

DatasetsModel::Place DatasetsModel::place(const DatasetName &dataset) const
{
    Group *group = m_groupOf.value(dataset.customer);
    if (!group)
        return {nullptr, 0, false};
    const std::vector<DatasetLine> &items = group->items;
    const auto item =
        std::ranges::lower_bound(items, dataset, {}, [](const DatasetLine &i) { return i.known.name; });
    return {group, static_cast<int>(item - items.begin()),
            item != items.end() && item->known.name == dataset};
}

/// Where it belongs, whether there or not.
std::size_t DatasetsModel::placeOf(const Customer &customer) const
{
    const auto found = std::ranges::lower_bound(
        m_groups, customer, comesBefore, [](const auto &g) -> const Customer & { return g->customer; });
    return static_cast<std::size_t>(found - m_groups.begin());
}

void DatasetsModel::numberGroups()
{
    int row = 0;
    for (const auto &group : m_groups)
        group->row = row++;
}

DatasetsModel::Group *DatasetsModel::groupFor(const Customer &customer)
{
    if (Group *known = m_groupOf.value(customer.slug)) {
        renameGroup(known, customer);
        return known;
    }
    auto group = std::make_unique<Group>();
    group->customer = customer;
    const std::size_t row = placeOf(customer);
    beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
    Group *inserted =
        m_groups.insert(m_groups.begin() + static_cast<std::ptrdiff_t>(row), std::move(group))->get();
    m_groupOf.insert(customer.slug, inserted);
    numberGroups();
    endInsertRows();
    return inserted;
}

void DatasetsModel::renameGroup(Group *group, const Customer &customer)
{
    if (group->customer == customer)
        return;
    const int from = group->row;
    std::unique_ptr<Group> held = std::move(m_groups[static_cast<std::size_t>(from)]);
    m_groups.erase(m_groups.begin() + from);
    const int to = static_cast<int>(placeOf(customer));
    m_groups.insert(m_groups.begin() + from, std::move(held)); // as it was, until views are told
    if (to != from) {
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        held = std::move(m_groups[static_cast<std::size_t>(from)]);
        m_groups.erase(m_groups.begin() + from);
        m_groups.insert(m_groups.begin() + to, std::move(held));
        group->customer = customer;
        numberGroups();
        endMoveRows();
    }
    group->customer = customer;
    Q_EMIT dataChanged(createIndex(to, 0, nullptr), createIndex(to, columns - 1, nullptr));
}

/// Rows that will stand together come together: one signal for each stretch.
void DatasetsModel::insertRows(Group &group, std::vector<DatasetLine> &&items)
{
    const auto nameOf = [](const DatasetLine &item) -> const DatasetName & { return item.known.name; };
    std::ranges::stable_sort(items, {}, nameOf);
    auto first = items.begin();
    while (first != items.end()) {
        const auto place = std::ranges::lower_bound(group.items, nameOf(*first), {}, nameOf);
        const auto last = place == group.items.end()
            ? items.end()
            : std::ranges::lower_bound(first, items.end(), nameOf(*place), {}, nameOf);
        const int row = static_cast<int>(place - group.items.begin());
        beginInsertRows(createIndex(group.row, 0, nullptr), row, row + static_cast<int>(last - first) - 1);
        for (auto item = first; item != last; ++item)
            count(*item, 1);
        group.items.insert(place, std::make_move_iterator(first), std::make_move_iterator(last));
        endInsertRows();
        first = last;
    }
}

void DatasetsModel::removeRow(const DatasetName &dataset)
{
    const Place where = place(dataset);
    if (!where.isThere)
        return;
    Group &group = *where.group;
    beginRemoveRows(createIndex(group.row, 0, nullptr), where.row, where.row);
    count(group.items[static_cast<std::size_t>(where.row)], -1);
    group.items.erase(group.items.begin() + where.row);
    endRemoveRows();
    if (!group.items.empty())
        return;
    const int row = group.row;
    beginRemoveRows({}, row, row);
    m_groupOf.remove(dataset.customer);
    m_groups.erase(m_groups.begin() + row);
    numberGroups();
    endRemoveRows();
}

void DatasetsModel::setRunning(const DatasetName &dataset, const std::optional<Progress> &progress)
{
    if (progress)
        m_running.insert(dataset, *progress);
    else
        m_running.remove(dataset);
    const Place where = place(dataset);
    if (!where.isThere)
        return;
    change(where.group->items[static_cast<std::size_t>(where.row)],
           [&](DatasetLine &item) { item.running = progress; });
    Q_EMIT dataChanged(createIndex(where.row, StateColumn, where.group),
                       createIndex(where.row, ActionColumn, where.group));
}

QVariant DatasetsModel::groupData(const Group &group, int column, int role) const
{
    if (role == NameRole)
        return group.customer.slug;
    if (role == ZoneRole)
        return QString::fromUtf8(group.customer.zone);
    if (column != 0)
        return {};
    if (role == Qt::DisplayRole)
        return group.customer.displayName;
    if (role == Qt::AccessibleTextRole)
        return tr("Customer %1, %2").arg(group.customer.displayName, QString::fromUtf8(group.customer.zone));
    if (role == Qt::ToolTipRole)
        return tr("%1 (%2), times in %3")
            .arg(group.customer.displayName, group.customer.slug, QString::fromUtf8(group.customer.zone));
    return {};
}

QVariant DatasetsModel::itemData(const DatasetLine &item, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return columnText(item, column, m_viewerZone);
    case Qt::ToolTipRole:
        return columnTip(item, column, m_viewerZone);
    case Qt::AccessibleTextRole:
        return column == DaysColumn ? QVariant(stripWords(item.days)) : QVariant();
    case NameRole:
        return item.known.name.text();
    case FacesRole:
        return QVariant::fromValue(item.faces());
    case RunningRole:
        return item.running.has_value();
    case TroubleRole:
        return hasTrouble(item.known.verdict) && !item.running;
    case DaysRole:
        return QVariant::fromValue(item.days);
    case TodayRole:
        return m_today;
    default:
        return {};
    }
}

} // namespace larder

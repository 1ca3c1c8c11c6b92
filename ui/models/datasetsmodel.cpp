#include "ui/models/datasetsmodel.h"

#include "ui/models/datasetitem.h"

#include <QCollator>

#include <algorithm>
#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

struct DatasetsModel::Item {
    DatasetItem rendered;
    std::optional<Progress> running;
    QList<DayTally> days;

    [[nodiscard]] Face face() const
    {
        return faceOf(rendered.verdict, running ? std::optional(running->phase) : std::nullopt);
    }
};

struct DatasetsModel::Group {
    Customer customer;
    std::vector<Item> items; ///< by dataset name
};

namespace {

struct ColumnWords {
    const char *title;
    const char *detail;
    QString DatasetItem::*text;
    QString DatasetItem::*tip;
};

/// The columns of the table, in their order.
constexpr ColumnWords columnTable[] = {
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "State"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "May readers take the copy without asking the source?"),
     nullptr, &DatasetItem::whyDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Dataset"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "The dataset's name"), nullptr, &DatasetItem::source},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Fetched"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "When the newest snapshot was fetched"),
     &DatasetItem::fetched, &DatasetItem::fetchedDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Uploaded"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "When the customer uploaded the newest file"),
     &DatasetItem::uploaded, &DatasetItem::uploadedDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Because"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "Why it is in this state"), &DatasetItem::because,
     &DatasetItem::whyDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Size"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "Size of the newest snapshot"), &DatasetItem::size,
     &DatasetItem::sizeDetail},
    {QT_TRANSLATE_NOOP("larder::DatasetsModel", "Last 14 days"),
     QT_TRANSLATE_NOOP("larder::DatasetsModel", "Per day: an upload, a re-upload, a failure, or nothing"),
     nullptr, nullptr},
    {"", QT_TRANSLATE_NOOP("larder::DatasetsModel", "Refresh or stop"), nullptr, nullptr},
};
static_assert(std::size(columnTable) == DatasetsModel::columns);

/// As people sort names; the slug decides between equal ones.
bool standsBefore(const Customer &a, const Customer &b)
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

} // namespace

DatasetsModel::DatasetsModel(QTimeZone viewerZone, QObject *parent)
    : QAbstractItemModel(parent),
      m_viewerZone(std::move(viewerZone))
{
    m_announcement.setSingleShot(true);
    m_announcement.setInterval(0);
    connect(&m_announcement, &QTimer::timeout, this, &DatasetsModel::summaryChanged);
}

DatasetsModel::~DatasetsModel() = default;

void DatasetsModel::takeRows(const RowChanges &changes)
{
    const bool isFirst = m_groups.empty() && !changes.changed.isEmpty();
    if (isFirst)
        beginResetModel(); // thousands of inserts into views that show nothing yet
    for (const DatasetName &dataset : changes.gone)
        removeRow(dataset);
    QList<DatasetName> changed;
    {
        const QSignalBlocker quietly(isFirst ? this : nullptr);
        for (const JudgedRow &judged : changes.changed) {
            if (takeRow(judged, changes.judgedAt))
                changed << judged.row.name;
        }
    }
    if (isFirst)
        endResetModel();
    else
        tellChanged(changed, 0, columns - 1);
    m_announcement.start();
    QList<DatasetName> told = changes.gone;
    for (const JudgedRow &judged : changes.changed)
        told << judged.row.name;
    if (!told.isEmpty())
        Q_EMIT rowsTold(told);
}

void DatasetsModel::takeDays(const QHash<DatasetName, QList<DayTally>> &days, int dayCount, QDate today)
{
    m_today = today;
    QList<DatasetName> changed;
    for (const auto &group : m_groups) {
        for (Item &item : group->items) {
            QList<DayTally> ofItem = days.value(item.rendered.name);
            ofItem.resize(dayCount);
            if (item.days == ofItem)
                continue;
            item.days = std::move(ofItem);
            changed << item.rendered.name;
        }
    }
    tellChanged(changed, DaysColumn, DaysColumn);
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
    m_announcement.start();
}

void DatasetsModel::showProgress(const Progress &progress)
{
    const auto running = m_running.constFind(progress.dataset);
    if (running == m_running.constEnd())
        return;
    const bool isOtherPhase = running->phase != progress.phase;
    setRunning(progress.dataset, progress);
    if (isOtherPhase)
        m_announcement.start();
}

void DatasetsModel::showFinished(const FinishedRun &run)
{
    if (const Place where = place(run.dataset); where.isThere) // the watch will say so too, a moment later
        where.group->items[static_cast<std::size_t>(where.row)].rendered.verdict.flags.setFlag(Flag::Fetching,
                                                                                               false);
    setRunning(run.dataset, std::nullopt);
    m_announcement.start();
}

QList<DatasetName> DatasetsModel::notFresh() const
{
    QList<DatasetName> names;
    for (const auto &group : m_groups) {
        for (const Item &item : group->items) {
            if (!isFreshEnough(item.rendered.state) && !item.running)
                names << item.rendered.name;
        }
    }
    return names;
}

QList<DatasetName> DatasetsModel::all() const
{
    QList<DatasetName> names;
    for (const auto &group : m_groups) {
        for (const Item &item : group->items)
            names << item.rendered.name;
    }
    return names;
}

std::optional<DatasetName> DatasetsModel::datasetAt(const QModelIndex &index) const
{
    if (!index.isValid() || !index.parent().isValid())
        return std::nullopt;
    const auto *group = static_cast<const Group *>(index.internalPointer());
    return group->items.at(static_cast<std::size_t>(index.row())).rendered.name;
}

QModelIndex DatasetsModel::indexOf(const DatasetName &dataset, int column) const
{
    const Place found = place(dataset);
    return found.isThere ? createIndex(found.row, column, found.group) : QModelIndex();
}

const DatasetItem *DatasetsModel::itemOf(const DatasetName &dataset) const
{
    const Place where = place(dataset);
    return where.isThere ? &where.group->items[static_cast<std::size_t>(where.row)].rendered : nullptr;
}

QList<DatasetName> DatasetsModel::datasetsOf(const QString &customer) const
{
    QList<DatasetName> names;
    if (const Place where = place({customer, {}}); where.group) {
        for (const Item &item : where.group->items)
            names << item.rendered.name;
    }
    return names;
}

QString DatasetsModel::displayNameOf(const QString &customer) const
{
    const Place where = place({customer, {}});
    return where.group ? where.group->customer.displayName : customer;
}

const DatasetsModel::Item *DatasetsModel::itemAt(const QModelIndex &dataset) const
{
    const auto *group = static_cast<const Group *>(dataset.internalPointer());
    return &group->items.at(static_cast<std::size_t>(dataset.row()));
}

const QString &DatasetsModel::haystackOf(const QModelIndex &dataset) const
{
    return itemAt(dataset)->rendered.haystack;
}

std::pair<Face, Face> DatasetsModel::facesOf(const QModelIndex &dataset) const
{
    const Item *item = itemAt(dataset);
    Verdict idle = item->rendered.verdict;
    idle.flags.setFlag(Flag::Fetching, false);
    return {item->face(),
            item->running || item->rendered.verdict.flags.testFlag(Flag::Fetching) ? faceOf(idle)
                                                                                   : item->face()};
}

QMap<Face, int> DatasetsModel::faces() const
{
    QMap<Face, int> faces;
    for (const auto &group : m_groups) {
        for (const Item &item : group->items)
            ++faces[item.face()];
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
    return group ? createIndex(groupRow(group), 0, nullptr) : QModelIndex();
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
    const ColumnWords &words = columnTable[section];
    if (role == Qt::DisplayRole)
        return *words.title ? tr(words.title) : QString();
    if (role == Qt::ToolTipRole || role == Qt::AccessibleDescriptionRole)
        return tr(words.detail);
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
    const auto group =
        std::ranges::find(m_groups, dataset.customer, [](const auto &g) { return g->customer.slug; });
    if (group == m_groups.end())
        return {nullptr, 0, false};
    const std::vector<Item> &items = (*group)->items;
    const auto item =
        std::ranges::lower_bound(items, dataset, {}, [](const Item &i) { return i.rendered.name; });
    return {group->get(), static_cast<int>(item - items.begin()),
            item != items.end() && item->rendered.name == dataset};
}

int DatasetsModel::groupRow(const Group *group) const
{
    const auto found =
        std::ranges::lower_bound(m_groups, group->customer, standsBefore,
                                 [](const auto &g) -> const Customer & { return g->customer; });
    return static_cast<int>(found - m_groups.begin());
}

DatasetsModel::Group *DatasetsModel::groupFor(const Customer &customer)
{
    const auto known =
        std::ranges::find(m_groups, customer.slug, [](const auto &g) { return g->customer.slug; });
    if (known != m_groups.end()) {
        renameGroup(known->get(), customer);
        return place({customer.slug, {}}).group;
    }
    auto group = std::make_unique<Group>();
    group->customer = customer;
    const int row = groupRow(group.get());
    beginInsertRows({}, row, row);
    const auto inserted = m_groups.insert(m_groups.begin() + row, std::move(group));
    endInsertRows();
    return inserted->get();
}

void DatasetsModel::renameGroup(Group *group, const Customer &customer)
{
    if (group->customer == customer)
        return;
    const int from = groupRow(group);
    std::unique_ptr<Group> held = std::move(m_groups[static_cast<std::size_t>(from)]);
    m_groups.erase(m_groups.begin() + from);
    const auto before = std::ranges::lower_bound(
        m_groups, customer, standsBefore, [](const auto &g) -> const Customer & { return g->customer; });
    const int to = static_cast<int>(before - m_groups.begin());
    m_groups.insert(m_groups.begin() + from, std::move(held)); // as it was, until views are told
    if (to != from) {
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        held = std::move(m_groups[static_cast<std::size_t>(from)]);
        m_groups.erase(m_groups.begin() + from);
        m_groups.insert(m_groups.begin() + to, std::move(held));
        group->customer = customer;
        endMoveRows();
    }
    group->customer = customer;
    Q_EMIT dataChanged(createIndex(to, 0, nullptr), createIndex(to, columns - 1, nullptr));
}

bool DatasetsModel::takeRow(const JudgedRow &judged, Instant now)
{
    Customer customer = judged.row.customer;
    customer.slug = judged.row.name.customer;
    if (customer.displayName.isEmpty())
        customer.displayName = customer.slug;
    Group *group = groupFor(customer);
    const Place where = place(judged.row.name);
    DatasetItem rendered = renderItem(judged, now, m_viewerZone);
    m_counts.add(rendered.state, 1);
    if (where.isThere) {
        Item &item = group->items[static_cast<std::size_t>(where.row)];
        m_counts.add(item.rendered.state, -1);
        item.rendered = std::move(rendered);
        return true;
    }
    const auto running = m_running.constFind(judged.row.name);
    Item item{
        std::move(rendered), running == m_running.constEnd() ? std::nullopt : std::optional(*running), {}};
    beginInsertRows(createIndex(groupRow(group), 0, nullptr), where.row, where.row);
    group->items.insert(group->items.begin() + where.row, std::move(item));
    endInsertRows();
    return false;
}

void DatasetsModel::removeRow(const DatasetName &dataset)
{
    const Place where = place(dataset);
    if (!where.isThere)
        return;
    const int row = groupRow(where.group);
    m_counts.add(where.group->items[static_cast<std::size_t>(where.row)].rendered.state, -1);
    beginRemoveRows(createIndex(row, 0, nullptr), where.row, where.row);
    where.group->items.erase(where.group->items.begin() + where.row);
    endRemoveRows();
    if (!where.group->items.empty())
        return;
    beginRemoveRows({}, row, row);
    m_groups.erase(m_groups.begin() + row);
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
    where.group->items[static_cast<std::size_t>(where.row)].running = progress;
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

QVariant DatasetsModel::itemData(const Item &item, int column, int role) const
{
    const DatasetItem &rendered = item.rendered;
    const ColumnWords &words = columnTable[column];
    if (role == NameRole)
        return rendered.name.text();
    if (role == FaceRole)
        return static_cast<int>(item.face());
    if (role == RunningRole)
        return item.running.has_value();
    if (role == DaysRole)
        return QVariant::fromValue(item.days);
    if (role == TodayRole)
        return m_today;
    if (role == SortRole)
        return sortKey(item, column);
    if (role == Qt::AccessibleTextRole && column == DaysColumn)
        return stripWords(item.days);
    if (role == Qt::ToolTipRole && words.tip)
        return column == DatasetColumn ? rendered.name.text() + u'\n' + rendered.source : rendered.*words.tip;
    if (role != Qt::DisplayRole)
        return {};
    if (column == StateColumn)
        return faceWord(item.face());
    if (column == DatasetColumn)
        return rendered.name.dataset;
    if (column == BecauseColumn && item.running)
        return runningWords(*item.running);
    return words.text ? QVariant(rendered.*words.text) : QVariant();
}

QVariant DatasetsModel::sortKey(const Item &item, int column) const
{
    const DatasetItem &rendered = item.rendered;
    const auto milliseconds = [](const std::optional<Instant> &at) { return at ? toMilliseconds(*at) : 0; };
    switch (static_cast<Column>(column)) {
    case StateColumn:
        return static_cast<int>(rendered.state);
    case DatasetColumn:
        return rendered.name.dataset;
    case FetchedColumn:
        return milliseconds(rendered.fetchedAt);
    case UploadedColumn:
        return milliseconds(rendered.uploadedAt);
    case BecauseColumn:
        return rendered.because;
    case SizeColumn:
        return rendered.bytes;
    case DaysColumn:
        return static_cast<int>(
            std::ranges::count_if(item.days, [](const DayTally &day) { return day.uploads > 0; }));
    case ActionColumn:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace larder

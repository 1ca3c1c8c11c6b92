#include "ui/pages/storagemodel.h"

#include "core/wording/quantities.h"
#include "ui/pages/listdelegate.h"

#include <QLocale>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr quintptr topLevel = 0; // else an index holds its customer's row + 1

QString bytesText(qint64 bytes)
{
    return bytes > 0 ? byteSizeText(bytes) : u"—"_s;
}

QString displayNameOf(const QString &slug, const std::vector<Customer> &customers)
{
    const auto known = std::ranges::find(customers, slug, &Customer::slug);
    return known == customers.end() ? slug : known->displayName;
}

} // namespace

std::vector<StorageModel::Group> StorageModel::render(const StorageReading &reading)
{
    std::vector<Group> groups;
    for (const CustomerUsage &customer : reading.usage.customers) {
        Group group;
        const QString name = displayNameOf(customer.slug, reading.customers);
        int snapshots = 0;
        qint64 currentBytes = 0;
        for (const DatasetUsage &dataset : customer.datasets) {
            group.datasets.push_back({{.customer = customer.slug,
                                       .dataset = dataset.name.dataset,
                                       .displayName = name,
                                       .snapshots = dataset.snapshots,
                                       .holding = dataset.holding},
                                      {dataset.name.dataset, QLocale().toString(dataset.snapshots),
                                       bytesText(dataset.currentBytes), bytesText(dataset.holding.bytes()),
                                       bytesText(dataset.holding.sharedBytes)}});
            snapshots += dataset.snapshots;
            currentBytes += dataset.currentBytes;
        }
        group.line = {{.customer = customer.slug,
                       .displayName = name,
                       .snapshots = snapshots,
                       .holding = customer.holding},
                      {name, QLocale().toString(snapshots), bytesText(currentBytes),
                       bytesText(customer.holding.bytes()), bytesText(customer.holding.sharedBytes)}};
        groups.push_back(std::move(group));
    }
    std::ranges::stable_sort(groups, [](const Group &a, const Group &b) {
        return a.line.subject.displayName.localeAwareCompare(b.line.subject.displayName) < 0;
    });
    return groups;
}

bool StorageModel::hasSameShape(const std::vector<Group> &groups) const
{
    const auto isSameLine = [](const Line &a, const Line &b) { return a.subject.text() == b.subject.text(); };
    return std::ranges::equal(m_groups, groups, [&](const Group &a, const Group &b) {
        return isSameLine(a.line, b.line) && std::ranges::equal(a.datasets, b.datasets, isSameLine);
    });
}

void StorageModel::take(const StorageReading &reading)
{
    std::vector<Group> groups = render(reading);
    if (!hasSameShape(groups)) {
        beginResetModel();
        m_groups = std::move(groups);
        endResetModel();
        return;
    }
    m_groups = std::move(groups);
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex group = index(row, 0);
        Q_EMIT dataChanged(group, group.siblingAtColumn(columns - 1));
        if (const int count = rowCount(group); count > 0)
            Q_EMIT dataChanged(index(0, 0, group), index(count - 1, columns - 1, group));
    }
}

const StorageModel::Line *StorageModel::lineAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    if (index.internalId() == topLevel)
        return &m_groups[size_t(index.row())].line;
    return &m_groups[index.internalId() - 1].datasets[size_t(index.row())];
}

std::optional<StorageModel::Subject> StorageModel::subjectAt(const QModelIndex &index) const
{
    const Line *line = lineAt(index);
    return line ? std::optional(line->subject) : std::nullopt;
}

QModelIndex StorageModel::indexOf(const Subject &subject) const
{
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex group = index(row, 0);
        if (lineAt(group)->subject.text() == subject.text())
            return group;
        for (int child = 0; child < rowCount(group); ++child) {
            const QModelIndex dataset = index(child, 0, group);
            if (lineAt(dataset)->subject.text() == subject.text())
                return dataset;
        }
    }
    return {};
}

QModelIndex StorageModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : topLevel);
}

QModelIndex StorageModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == topLevel)
        return {};
    return createIndex(int(child.internalId() - 1), 0, topLevel);
}

int StorageModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    const bool hasDatasets = parent.internalId() == topLevel && parent.column() == 0;
    return hasDatasets ? int(m_groups[size_t(parent.row())].datasets.size()) : 0;
}

int StorageModel::columnCount(const QModelIndex &) const
{
    return columns;
}

QVariant StorageModel::data(const QModelIndex &index, int role) const
{
    const Line *line = lineAt(index);
    if (!line)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return line->texts[index.column()];
    case Qt::ToolTipRole:
        return index.column() == SharedColumn && line->subject.holding.sharedBytes > 0
            ? tr("Others hold the same bytes; they are stored once")
            : QString();
    case Qt::TextAlignmentRole:
        return index.column() == NameColumn ? QVariant() : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
    case StrongRole:
        return line->subject.dataset.isEmpty();
    case QuietRole:
        return index.column() == SharedColumn || index.column() == SnapshotsColumn;
    default:
        return {};
    }
}

QVariant StorageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == NameColumn ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    const QString words[] = {tr("Dataset"), tr("Snapshots"), tr("Current"), tr("All snapshots"),
                             tr("Of it shared")};
    return words[section];
}

} // namespace larder

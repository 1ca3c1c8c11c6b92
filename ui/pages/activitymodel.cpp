#include "ui/pages/activitymodel.h"

#include "core/wording/quantities.h"
#include "ui/pages/listdelegate.h"

#include <utility>

namespace larder {

ActivityModel::ActivityModel(QTimeZone viewerZone, QObject *parent)
    : QAbstractTableModel(parent),
      m_viewerZone(std::move(viewerZone))
{ }

std::vector<ActivityItem> ActivityModel::rendered(const std::vector<Activity> &entries, Instant now)
{
    m_toldDay = toDateTime(now, m_viewerZone).date();
    std::vector<ActivityItem> items;
    items.reserve(entries.size());
    for (const Activity &entry : entries)
        items.push_back(renderActivity(entry, now, m_viewerZone));
    return items;
}

void ActivityModel::replace(const std::vector<Activity> &entries, More more, Instant now)
{
    beginResetModel();
    m_items = rendered(entries, now);
    m_more = more;
    m_isAsking = false;
    endResetModel();
}

void ActivityModel::prepend(const std::vector<Activity> &newer, Instant now)
{
    if (newer.empty())
        return;
    std::vector<ActivityItem> items = rendered(newer, now);
    beginInsertRows({}, 0, int(items.size()) - 1);
    m_items.insert(m_items.begin(), std::make_move_iterator(items.begin()),
                   std::make_move_iterator(items.end()));
    endInsertRows();
}

void ActivityModel::append(const std::vector<Activity> &older, More more, Instant now)
{
    m_more = more;
    m_isAsking = false;
    if (older.empty())
        return;
    std::vector<ActivityItem> items = rendered(older, now);
    beginInsertRows({}, rowCount(), rowCount() + int(items.size()) - 1);
    m_items.insert(m_items.end(), std::make_move_iterator(items.begin()),
                   std::make_move_iterator(items.end()));
    endInsertRows();
}

void ActivityModel::tellAgain(Instant now)
{
    if (m_items.empty() || toDateTime(now, m_viewerZone).date() == m_toldDay)
        return;
    m_toldDay = toDateTime(now, m_viewerZone).date();
    for (ActivityItem &item : m_items)
        item.when = friendlyInstant(item.activity.at, now, m_viewerZone);
    Q_EMIT dataChanged(index(0, WhenColumn), index(rowCount() - 1, WhenColumn));
}

const ActivityItem *ActivityModel::itemAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < rowCount() ? &m_items[size_t(index.row())] : nullptr;
}

qint64 ActivityModel::newestId() const
{
    return m_items.empty() ? 0 : m_items.front().activity.id;
}

qint64 ActivityModel::oldestId() const
{
    return m_items.empty() ? 0 : m_items.back().activity.id;
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString ActivityModel::text(const ActivityItem &item, int column) const
{
    switch (Column(column)) {
    case WhenColumn:
        return item.when;
    case EventColumn:
        return item.event.word;
    case SubjectColumn:
        return item.subject;
    case WhatColumn:
        return item.what;
    case TookColumn:
        return item.took;
    }
    Q_UNREACHABLE_RETURN({});
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    const ActivityItem *item = itemAt(index);
    if (!item)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*item, index.column());
    case Qt::ToolTipRole:
        return index.column() == WhenColumn ? item->whenDetail : QString();
    case Qt::TextAlignmentRole:
        return index.column() == TookColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case PillRole:
        return index.column() == EventColumn ? QVariant::fromValue(item->event) : QVariant();
    case QuietRole:
        return index.column() != SubjectColumn;
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == TookColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString words[] = {tr("When"), tr("Event"), tr("Dataset"), tr("What happened"), tr("Took")};
    return words[section];
}

void ActivityModel::askForOlder()
{
    if (m_more == More::No || std::exchange(m_isAsking, true))
        return;
    Q_EMIT olderWanted();
}

} // namespace larder

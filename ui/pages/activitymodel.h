/// Entries of the activity log, the newest first, rendered when they come. `data()` only hands out. GUI
/// thread.
#pragma once

#include "ui/pages/activityitem.h"

#include <QAbstractTableModel>

#include <vector>

namespace larder {

class ActivityModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { WhenColumn, EventColumn, SubjectColumn, WhatColumn, TookColumn };
    static constexpr int columns = TookColumn + 1;

    explicit ActivityModel(QTimeZone viewerZone, QObject *parent = nullptr);

    enum class More { No, Yes };
    /// `entries`: newest first, as the catalog gives them.
    void replace(const std::vector<Activity> &entries, More more, Instant now);
    void prepend(const std::vector<Activity> &newer, Instant now);
    void append(const std::vector<Activity> &older, More more, Instant now);
    /// "today" may be "yesterday" by now.
    void tellAgain(Instant now);

    /// nullptr: no such row.
    [[nodiscard]] const ActivityItem *itemAt(const QModelIndex &index) const;
    [[nodiscard]] qint64 newestId() const; ///< 0: there is none
    [[nodiscard]] qint64 oldestId() const; ///< 0: there is none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Wishes for older entries, once until they come. Not fetchMore(): views call that while they lay
    /// themselves out, too, and would read the whole log.
    void askForOlder();

Q_SIGNALS:
    void olderWanted();

private:
    [[nodiscard]] std::vector<ActivityItem> rendered(const std::vector<Activity> &entries, Instant now);
    [[nodiscard]] QString text(const ActivityItem &item, int column) const;

    QTimeZone m_viewerZone;
    std::vector<ActivityItem> m_items;
    QDate m_toldDay;
    More m_more = More::No;
    bool m_isAsking = false;
};

} // namespace larder

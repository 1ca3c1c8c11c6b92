/// What happened to one dataset, newest first: runs with what came of them, and what people chose. What is
/// longer than a line (an error, what was left out) lies below its line, to be opened. GUI thread.
#pragma once

#include "core/catalog/activity.h"

#include <QAbstractItemModel>

#include <memory>

namespace larder {

class DatasetActivityModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { WhenColumn, WhatColumn, WhoColumn, TookColumn };
    static constexpr int columns = TookColumn + 1;
    enum Role { IdRole = Qt::UserRole /**< qint64, of the activity */ };

    explicit DatasetActivityModel(QTimeZone viewerZone, QObject *parent = nullptr);

    /// Newest first, as the catalog answers. What is known stays where it is.
    void show(const QList<Activity> &activities, Instant now);
    void clear() { show({}, {}); }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line {
        qint64 id = 0;
        QString when;
        QString what;
        QString who;
        QString took;
        bool isBad = false;
        QStringList details;

        bool operator==(const Line &) const = default;
    };
    [[nodiscard]] Line lineOf(const Activity &activity, Instant now) const;

    QTimeZone m_viewerZone;
    [[nodiscard]] const Line &lineAt(const QModelIndex &index) const;
    /// Shared, so that an index of a detail can point to its line wherever that moves.
    QList<std::shared_ptr<Line>> m_lines;
};

} // namespace larder

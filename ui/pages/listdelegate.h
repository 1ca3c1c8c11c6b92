/// How the lists of the pages look: a line below each row, pills, quiet words, text that is elided and then
/// whole in its tooltip. GUI thread.
#pragma once

#include <QStyledItemDelegate>

class QTreeView;

namespace larder {

enum ListRole {
    PillRole = Qt::UserRole + 100, ///< Pill, instead of text
    QuietRole, ///< bool: for who looks twice
    StrongRole, ///< bool: a group's name
};

class ListDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
};

/// No frame, rows of equal height, whole rows selected, this delegate.
void setUpList(QTreeView &view);
/// The row that the keys would act on is the selected one, however it became that. REQUIRES: a model.
void selectWithCursor(QTreeView &view);
/// The width that holds such a text, with its margins.
[[nodiscard]] int columnWidthFor(const QTreeView &view, const QString &text);

} // namespace larder

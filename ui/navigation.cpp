#include "ui/navigation.h"

#include "ui/theme.h"

#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 176;
constexpr int iconRole = Qt::UserRole;
constexpr int inset = 10; // of the lit field, and of what stands in it
constexpr int gap = 10; // between icon and word

int iconSize(const QFontMetrics &metrics)
{
    return metrics.ascent() + 3;
}

class PlaceDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        const bool isUnderMouse = option.state.testFlag(QStyle::State_MouseOver);
        const QPalette palette = QApplication::palette(); // the list's own is transparent
        const Colors &colors = colorsFor(palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF field = QRectF(option.rect).adjusted(inset, 1, -inset, -1);
        if (isChosen || isUnderMouse) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(isChosen ? colors.selection : mixed(colors.line, colors.ground, 0.5));
            painter->drawRoundedRect(field, 6, 6);
        }
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(QPen(colors.accent, 1));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        }
        const QColor ink = isChosen ? colors.accent : colors.ink;
        const int size = iconSize(option.fontMetrics);
        const QRect content = field.toRect().adjusted(inset, 0, -inset, 0);
        const QRect icon =
            QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, {size, size}, content);
        painter->drawPixmap(icon,
                            tintedPixmap(u":/icons/%1.svg"_s.arg(index.data(iconRole).toString()), ink,
                                         icon.size(), painter->device()->devicePixelRatio()));
        if (content.width() <= size + gap) { // there is room for the icon alone
            painter->restore();
            return;
        }
        QFont font = option.font;
        font.setWeight(isChosen ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(ink);
        const QRect text = option.direction == Qt::RightToLeft ? content.adjusted(0, 0, -size - gap, 0)
                                                               : content.adjusted(size + gap, 0, 0, 0);
        painter->drawText(text, Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignLeft),
                          index.data().toString());
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, option.fontMetrics.height() + 18};
    }
};

} // namespace

Navigation::Navigation(QWidget *parent)
    : QFrame(parent),
      m_name(new QLabel(u"Larder"_s, this)),
      m_list(new QListWidget(this))
{
    setObjectName(u"navigation"_s);
    m_name->setFont(titleFont(font()));
    m_name->setContentsMargins(18, 17, 18, 12);
    setNarrow(false);
    m_list->setItemDelegate(new PlaceDelegate(m_list));
    m_list->setAccessibleName(tr("Places"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 1, 0);
    layout->setSpacing(0);
    layout->addWidget(m_name);
    layout->addWidget(m_list, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &Navigation::placeChosen);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &Navigation::followSelection);
    connect(m_list, &QListWidget::activated, this,
            [this](const QModelIndex &index) { Q_EMIT placeEntered(index.row()); });
}

void Navigation::addPlace(const QString &words, const QString &icon)
{
    const int place = m_list->count();
    const QKeySequence key(Qt::ALT | Qt::Key(Qt::Key_1 + place));
    auto *item = new QListWidgetItem(words, m_list);
    item->setData(iconRole, icon);
    item->setToolTip(tr("%1 (%2)").arg(words, key.toString(QKeySequence::NativeText)));
    item->setData(Qt::AccessibleDescriptionRole, key.toString(QKeySequence::NativeText));
    auto *shortcut = new QShortcut(key, this);
    connect(shortcut, &QShortcut::activated, this, [this, place] {
        choose(place);
        Q_EMIT placeEntered(place);
    });
    if (place == 0)
        m_list->setCurrentRow(0);
}

/// What assistive tools do selects another one, or takes the selection away (which they also do first); the
/// chosen place is always the selected one.
void Navigation::followSelection()
{
    QList<QListWidgetItem *> selected = m_list->selectedItems();
    selected.removeOne(m_list->currentItem());
    m_list->setCurrentItem(selected.isEmpty() ? m_list->currentItem() : selected.first(),
                           QItemSelectionModel::ClearAndSelect);
}

void Navigation::choose(int place)
{
    if (place >= 0 && place < m_list->count())
        m_list->setCurrentRow(place);
}

void Navigation::setNarrow(bool isNarrow)
{
    if (isNarrow || m_isNarrow) // to show it by name lays it out at once: at first it comes with its parent
        m_name->setVisible(!isNarrow);
    m_isNarrow = isNarrow;
    setContentsMargins(0, isNarrow ? inset : 0, 0, 0);
    setFixedWidth(isNarrow ? 4 * inset + iconSize(fontMetrics()) + 1
                           : std::max(usualWidth, fontMetrics().horizontalAdvance(u'x') * 22));
}

int Navigation::chosen() const
{
    return m_list->currentRow();
}

} // namespace larder

#include "ui/pages/datasetsview.h"

#include "ui/models/datasetsmodel.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/theme.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int buttonIcon = 14;

QIcon actionIcon(const QWidget &widget, const QString &name)
{
    const Colors &colors = colorsFor(widget.palette());
    return tintedPixmap(u":/icons/action-%1.svg"_s.arg(name), colors.ink, {buttonIcon, buttonIcon},
                        widget.devicePixelRatio());
}

} // namespace

DatasetsView::DatasetsView(DatasetsModel &model, QWidget *parent) : QTreeView(parent), m_model(model)
{
    setModel(&model);
    setItemDelegate(new DatasetsDelegate(this));
    setAccessibleName(tr("Datasets"));
    setFrameShape(NoFrame);
    setIndentation(0);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setExpandsOnDoubleClick(false);
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setVerticalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    header()->setSectionsMovable(false);
    header()->setHighlightSections(false);
    setColumnWidths();
    expandAll();

    m_placeButtons.setSingleShot(true);
    m_placeButtons.setInterval(0);
    connect(&m_placeButtons, &QTimer::timeout, this, &DatasetsView::placeButtons);
    const auto placeSoon = [this] { m_placeButtons.start(); };
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, placeSoon);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        expandAll();
        m_placeButtons.start();
    });
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &group, int first, int last) {
                for (int row = first; row <= last && !group.isValid(); ++row)
                    expand(m_model.index(row, 0));
                m_placeButtons.start();
            });
    connect(&model, &QAbstractItemModel::rowsRemoved, this, placeSoon);
    connect(&model, &QAbstractItemModel::rowsMoved, this, placeSoon);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &topLeft) {
        updateButton(topLeft.siblingAtColumn(DatasetsModel::ActionColumn));
    });
}

QList<DatasetName> DatasetsView::selectedDatasets() const
{
    QList<DatasetName> names;
    for (const QModelIndex &index : selectionModel()->selectedRows()) {
        if (const auto name = m_model.datasetAt(index))
            names << *name;
    }
    return names;
}

/// Widths of what usually stands there, so that they hold at any font and scale.
void DatasetsView::setColumnWidths()
{
    const auto holding = [this](QStringView usual) {
        return fontMetrics().horizontalAdvance(usual.toString()) + 2 * cellPadding;
    };
    QHeaderView &head = *header();
    head.setStretchLastSection(false);
    head.setMinimumSectionSize(holding(u"000"));
    head.resizeSection(DatasetsModel::StateColumn, holding(u"○ Checking 00") + pageMargin);
    head.resizeSection(DatasetsModel::DatasetColumn, holding(u"product_catalog_2026_eu"));
    head.resizeSection(DatasetsModel::FetchedColumn, holding(u"2028-08-28 08:08"));
    head.resizeSection(DatasetsModel::UploadedColumn, holding(u"2028-08-28 08:08"));
    head.resizeSection(DatasetsModel::SizeColumn, holding(u"888 bytes"));
    head.resizeSection(DatasetsModel::ActionColumn, 60);
    head.setSectionResizeMode(DatasetsModel::BecauseColumn, QHeaderView::Stretch);
    head.setSectionResizeMode(DatasetsModel::ActionColumn, QHeaderView::Fixed);
}

void DatasetsView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const bool isDataset = m_model.datasetAt(index).has_value();
    if (isDataset && selectionModel()->isSelected(index))
        painter->fillRect(option.rect, colorsFor(palette()).selection);
    if (isDataset)
        QTreeView::drawRow(painter, option, index);
    else
        paintGroup(*painter, option, index);
    painter->setPen(colorsFor(palette()).line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (index.row() == currentIndex().row() && index.parent() == currentIndex().parent() && hasFocus()
        && isDataset)
        painter->fillRect(QStyle::visualRect(layoutDirection(), viewport()->rect(),
                                             QRect(0, option.rect.top(), 3, option.rect.height())),
                          colorsFor(palette()).accent);
}

void DatasetsView::paintGroup(QPainter &painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const Colors &colors = colorsFor(palette());
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    painter.fillRect(row, colors.ground);
    QRect rest = row.adjusted(pageMargin, 0, -pageMargin, 0);
    const Qt::Alignment side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter;
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QString zone = u" · "_s + index.data(DatasetsModel::ZoneRole).toString();
    const int zoneWidth = fontMetrics().horizontalAdvance(zone);
    const QString name = QFontMetrics(bold).elidedText(index.data().toString().simplified(), Qt::ElideRight,
                                                       rest.width() - zoneWidth);
    painter.setFont(bold);
    painter.setPen(colors.ink);
    painter.drawText(rest, side, name);
    const int nameWidth = QFontMetrics(bold).horizontalAdvance(name);
    rest = layoutDirection() == Qt::RightToLeft ? rest.adjusted(0, 0, -nameWidth, 0)
                                                : rest.adjusted(nameWidth, 0, 0, 0);
    painter.setFont(font());
    painter.setPen(colors.mute);
    painter.drawText(rest, side, zone);
}

/// Bands cannot be selected: the cursor passes over them.
QModelIndex DatasetsView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const QModelIndex next = QTreeView::moveCursor(action, modifiers);
    if (!next.isValid() || m_model.datasetAt(next))
        return next;
    const bool isUp = action == MoveUp || action == MovePrevious || action == MovePageUp;
    const QModelIndex past = isUp ? indexAbove(next) : indexBelow(next);
    return past.isValid() ? past.siblingAtColumn(next.column()) : currentIndex();
}

void DatasetsView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT selectionHasChanged();
}

/// The row that the keys would act on is the selected one.
void DatasetsView::focusInEvent(QFocusEvent *event)
{
    QTreeView::focusInEvent(event);
    if (!selectionModel()->hasSelection() && m_model.datasetAt(currentIndex()))
        selectionModel()->select(currentIndex(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void DatasetsView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    m_placeButtons.start();
}

void DatasetsView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (const QPersistentModelIndex &index : std::as_const(m_withButton))
        updateButton(index);
}

void DatasetsView::contextMenuEvent(QContextMenuEvent *event)
{
    const QList<DatasetName> selected = selectedDatasets();
    if (selected.isEmpty())
        return;
    QMenu menu(this);
    QAction *refresh = menu.addAction(actionIcon(*this, u"refresh"_s), tr("Refresh"));
    refresh->setShortcut(QKeySequence::Refresh);
    QAction *stop = menu.addAction(actionIcon(*this, u"stop"_s), tr("Stop"));
    stop->setEnabled(std::ranges::any_of(selected, [this](const DatasetName &name) {
        return m_model.indexOf(name).data(DatasetsModel::RunningRole).toBool();
    }));
    const QAction *chosen = menu.exec(event->globalPos());
    if (chosen == refresh)
        Q_EMIT refreshRequested(selected);
    if (chosen == stop)
        Q_EMIT stopRequested(selected);
}

void DatasetsView::placeButtons()
{
    QList<QPersistentModelIndex> visible;
    for (QModelIndex index = indexAt({1, 0}); index.isValid(); index = indexBelow(index)) {
        if (visualRect(index).top() > viewport()->height())
            break;
        if (m_model.datasetAt(index))
            visible << index.siblingAtColumn(DatasetsModel::ActionColumn);
    }
    for (const QPersistentModelIndex &index : std::as_const(m_withButton)) {
        if (index.isValid() && !visible.contains(index))
            setIndexWidget(index, nullptr);
    }
    m_withButton = visible;
    for (const QPersistentModelIndex &index : std::as_const(m_withButton)) {
        if (indexWidget(index))
            continue;
        auto *place = new QWidget;
        auto *layout = new QHBoxLayout(place);
        layout->setContentsMargins(0, 0, pageMargin - 4, 1);
        auto *button = new QToolButton(place);
        button->setIconSize({buttonIcon, buttonIcon});
        button->setFocusPolicy(Qt::NoFocus); // F5 is the keyboard's way; Tab leaves the table
        layout->addWidget(button, 0, Qt::AlignRight | Qt::AlignVCenter);
        connect(button, &QToolButton::clicked, this, [this, index] {
            const auto name = m_model.datasetAt(index);
            if (!name)
                return;
            if (index.data(DatasetsModel::RunningRole).toBool())
                Q_EMIT stopRequested({*name});
            else
                Q_EMIT refreshRequested({*name});
        });
        setIndexWidget(index, place);
        updateButton(index);
    }
}

void DatasetsView::updateButton(const QModelIndex &index)
{
    const QWidget *place = indexWidget(index);
    auto *button = place ? place->findChild<QToolButton *>() : nullptr;
    if (!button)
        return;
    const bool isRunning = index.data(DatasetsModel::RunningRole).toBool();
    const QString name = index.data(DatasetsModel::NameRole).toString();
    const QString words = isRunning ? tr("Stop %1").arg(name) : tr("Refresh %1").arg(name);
    button->setIcon(actionIcon(*this, isRunning ? u"stop"_s : u"refresh"_s));
    button->setToolTip(words);
    button->setAccessibleName(words);
}

} // namespace larder

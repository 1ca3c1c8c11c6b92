#include "ui/pages/datasetsview.h"

#include "core/wording/quantities.h"
#include "ui/models/datasetitem.h"
#include "ui/models/datasetsfilter.h"
#include "ui/models/datasetsmodel.h"
#include "ui/models/daysfeed.h"
#include "ui/models/shortinstant.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/details/rowwidgets.h"
#include "ui/pill.h"
#include "ui/theme.h"

#include <QContextMenuEvent>
#include <QDataStream>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIODevice>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QToolButton>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int buttonIcon = 14;
constexpr int daysWhereNarrow = 7;

QIcon actionIcon(const QWidget &widget, const QString &name)
{
    const Colors &colors = colorsFor(widget.palette());
    return tintedPixmap(u":/icons/action-%1.svg"_s.arg(name), colors.ink, {buttonIcon, buttonIcon},
                        widget.devicePixelRatio());
}

} // namespace

DatasetsView::DatasetsView(DatasetsFilter &filter, QWidget *parent) : QTreeView(parent), m_filter(filter)
{
    // Before it is polished: the style sheet keeps the font that it finds then.
    header()->setFont(smallFont(font()));
    setModel(&filter);
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
    setUpHeader();
    expandAll();
    connect(&filter, &QAbstractItemModel::modelReset, this, &DatasetsView::expandAll);
    connect(&filter, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &group, int first, int last) {
                for (int row = first; row <= last && !group.isValid(); ++row)
                    expand(m_filter.index(row, 0));
            });
    addRowButtons();
}

QList<DatasetName> DatasetsView::selectedDatasets() const
{
    QList<DatasetName> names;
    for (const QModelIndex &index : selectionModel()->selectedRows()) {
        if (const auto name = m_filter.datasetAt(index))
            names << *name;
    }
    return names;
}

std::optional<DatasetName> DatasetsView::chosenDataset() const
{
    const bool isChosen = currentIndex().isValid()
        && selectionModel()->isRowSelected(currentIndex().row(), currentIndex().parent());
    if (isChosen)
        return m_filter.datasetAt(currentIndex());
    const QList<DatasetName> selected = selectedDatasets();
    return selected.isEmpty() ? std::nullopt : std::optional(selected.first());
}

void DatasetsView::choose(const DatasetName &dataset)
{
    const QModelIndex index = m_filter.indexOf(dataset);
    if (!index.isValid())
        return;
    // Whatever keys are held down meanwhile.
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

void DatasetsView::filterBy(const QString &words, const QSet<Face> &faces)
{
    const QScopedValueRollback filtering(m_isFiltering, true);
    const int before = currentIndex().isValid() ? visualRect(currentIndex()).top() : 0;
    m_filter.choose(words, faces);
    selectAgain(m_chosen, m_chosenCurrent);
    if (currentIndex().isValid()) { // stays where it was, as far as that goes
        const int after = visualRect(currentIndex()).top();
        verticalScrollBar()->setValue(verticalScrollBar()->value() + after - before);
        scrollTo(currentIndex());
    }
    Q_EMIT selectionHasChanged();
}

/// What was filtered out comes back selected.
void DatasetsView::selectAgain(const QList<DatasetName> &datasets, const std::optional<DatasetName> &current)
{
    QItemSelection selection;
    for (const DatasetName &dataset : datasets) {
        if (const QModelIndex index = m_filter.indexOf(dataset); index.isValid())
            selection.select(index, index.siblingAtColumn(DatasetsModel::columns - 1));
    }
    const QModelIndex currentNow = current ? m_filter.indexOf(*current) : QModelIndex();
    if (currentNow.isValid())
        selectionModel()->setCurrentIndex(currentNow, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

QStringList DatasetsView::titles() const
{
    QStringList titles;
    for (int column = 0; column < DatasetsModel::columns; ++column)
        titles << titleOf(column);
    return titles;
}

/// With the titles, by which another language is known.
QByteArray DatasetsView::columnState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << titles() << header()->saveState();
    return state;
}

bool DatasetsView::restoreColumnState(const QByteArray &state)
{
    QDataStream stream(state);
    QStringList titlesThen;
    QByteArray headerThen;
    stream >> titlesThen >> headerThen;
    // Qt takes a state with fewer columns and loses the rest.
    const QByteArray before = header()->saveState();
    const bool isOurs = header()->restoreState(headerThen) && header()->count() == DatasetsModel::columns;
    if (!isOurs)
        header()->restoreState(before);
    else if (titlesThen != titles()) // the words of another language have other widths
        giveWidths();
    sortByColumn(header()->sortIndicatorSection(), header()->sortIndicatorOrder());
    return isOurs;
}

/// Of what usually stands there, so that they hold at any font and scale.
void DatasetsView::giveWidths()
{
    const auto holding = [this](QStringView usual) {
        return fontMetrics().horizontalAdvance(usual.toString()) + 2 * cellPadding;
    };
    QHeaderView &head = *header();
    head.setMinimumSectionSize(holding(u"000"));
    int widest = facesWidth(font(), {Face::Waiting, Face::Stale});
    for (std::size_t face = 0; face < faceCount; ++face)
        widest = std::max(widest, facesWidth(font(), {static_cast<Face>(face)}));
    head.resizeSection(DatasetsModel::StateColumn, pageMargin + widest + cellPadding);
    head.resizeSection(DatasetsModel::DatasetColumn, holding(u"product_catalogs"));
    const int instantWidth = shortInstantWidth(fontMetrics()) + 2 * cellPadding;
    head.resizeSection(DatasetsModel::FetchedColumn, instantWidth);
    head.resizeSection(DatasetsModel::UploadedColumn, instantWidth);
    head.resizeSection(DatasetsModel::SizeColumn, holding(byteSizeText(888)));
    head.resizeSection(DatasetsModel::DaysColumn, daysWidth(DaysFeed::shownDays));
    head.resizeSection(DatasetsModel::ActionColumn, 56);
    m_usualReason = holding(usualReason());
}

void DatasetsView::setUpHeader()
{
    QHeaderView &head = *header();
    head.setSectionsMovable(false);
    head.setHighlightSections(false);
    head.setStretchLastSection(false);
    giveWidths();
    head.setSectionResizeMode(DatasetsModel::BecauseColumn, QHeaderView::Stretch);
    head.setSectionResizeMode(DatasetsModel::ActionColumn, QHeaderView::Fixed);
    head.setSectionsClickable(true);
    head.setSortIndicatorClearable(true); // the third click: by name, as at first
    head.setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    head.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&head, &QHeaderView::customContextMenuRequested, this, &DatasetsView::showHeaderMenu);
}

int DatasetsView::daysWidth(int days) const
{
    return stripWidth(fontMetrics(), days) + 2 * cellPadding;
}

/// Where there is no room for the reason, a week is enough. A width that a person gave stays.
void DatasetsView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    QHeaderView &head = *header();
    const int now = head.sectionSize(DatasetsModel::DaysColumn);
    const int whole = daysWidth(DaysFeed::shownDays);
    const int week = daysWidth(daysWhereNarrow);
    const bool isOurs = (now == whole || now == week) && !head.isSectionHidden(DatasetsModel::DaysColumn);
    if (!isOurs)
        return;
    const int because = head.sectionSize(DatasetsModel::BecauseColumn) + now - whole;
    const bool isNarrow = because < m_usualReason;
    head.resizeSection(DatasetsModel::DaysColumn, isNarrow ? week : whole);
    m_filter.setShownDays(isNarrow ? daysWhereNarrow : DaysFeed::shownDays);
}

QString DatasetsView::titleOf(int column) const
{
    return m_filter.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
}

void DatasetsView::showHeaderMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnsMenu(*menu);
    menu->popup(header()->mapToGlobal(position));
}

void DatasetsView::fillViewMenu(QMenu &menu)
{
    menu.clear();
    fillSortMenu(*menu.addMenu(tr("&Sort by")));
    fillColumnsMenu(*menu.addMenu(tr("&Columns")));
}

void DatasetsView::fillSortMenu(QMenu &menu)
{
    const int sorted = header()->sortIndicatorSection();
    const Qt::SortOrder order = header()->sortIndicatorOrder();
    const auto add = [&](const QString &title, int column, Qt::SortOrder wanted, bool isChosen) {
        QAction *action =
            menu.addAction(title, this, [this, column, wanted] { sortByColumn(column, wanted); });
        action->setCheckable(true);
        action->setChecked(isChosen);
    };
    add(tr("Name, as at first"), -1, Qt::AscendingOrder, sorted < 0);
    menu.addSeparator();
    for (int column = 0; column < DatasetsModel::columns; ++column) {
        if (!titleOf(column).isEmpty())
            add(titleOf(column), column, sorted == column ? order : Qt::AscendingOrder, sorted == column);
    }
    menu.addSeparator();
    QAction *back = menu.addAction(tr("The other way round"), this, [this, sorted, order] {
        sortByColumn(sorted, order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
    back->setCheckable(true);
    back->setChecked(order == Qt::DescendingOrder);
    back->setEnabled(sorted >= 0);
}

void DatasetsView::fillColumnsMenu(QMenu &menu)
{
    for (int column = 0; column < DatasetsModel::columns; ++column) {
        const bool isNeeded = column == DatasetsModel::DatasetColumn || titleOf(column).isEmpty();
        if (isNeeded) // without its name a row says nothing
            continue;
        QAction *action = menu.addAction(titleOf(column));
        action->setCheckable(true);
        action->setChecked(!header()->isSectionHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            header()->setSectionHidden(column, !isShown);
            m_rowButtons->updateAll();
        });
    }
}

void DatasetsView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const bool isDataset = m_filter.datasetAt(index).has_value();
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
    if (!next.isValid() || m_filter.datasetAt(next))
        return next;
    const bool isUp = action == MoveUp || action == MovePrevious || action == MovePageUp;
    const QModelIndex past = isUp ? indexAbove(next) : indexBelow(next);
    return past.isValid() ? past.siblingAtColumn(next.column()) : currentIndex();
}

void DatasetsView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    if (m_isFiltering)
        return;
    m_chosen = selectedDatasets();
    m_chosenCurrent = chosenDataset();
    Q_EMIT selectionHasChanged();
}

/// The row that the keys would act on is the selected one.
void DatasetsView::focusInEvent(QFocusEvent *event)
{
    QTreeView::focusInEvent(event);
    if (!selectionModel()->hasSelection() && m_filter.datasetAt(currentIndex()))
        selectionModel()->select(currentIndex(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void DatasetsView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_rowButtons)
        m_rowButtons->updateAll();
}

void DatasetsView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    const QPoint below = viewport()->mapToGlobal(visualRect(index).bottomLeft() + QPoint(pageMargin, 0));
    const QPoint position = isByKey ? below : event->globalPos();
    if (!m_filter.datasetAt(index))
        Q_EMIT customerMenuRequested(index.data(DatasetsModel::NameRole).toString(), position);
    else if (selectionModel()->hasSelection())
        Q_EMIT datasetsMenuRequested(position);
}

void DatasetsView::addRowButtons()
{
    const auto make = [this](const QPersistentModelIndex &index) -> QWidget * {
        if (!m_filter.datasetAt(index))
            return nullptr;
        auto *place = new QWidget;
        auto *layout = new QHBoxLayout(place);
        layout->setContentsMargins(0, 0, 0, 1);
        layout->addStretch(1);
        auto *button = new QToolButton(place);
        button->setIconSize({buttonIcon, buttonIcon});
        button->setFocusPolicy(Qt::NoFocus); // F5 is the keyboard's way; Tab leaves the table
        layout->addWidget(button, 0, Qt::AlignVCenter);
        layout->addSpacing(pageMargin - 4); // unlike a margin it changes sides with the direction of reading
        connect(button, &QToolButton::clicked, this, [this, index] {
            const auto name = m_filter.datasetAt(index);
            if (!name)
                return;
            if (index.data(DatasetsModel::RunningRole).toBool())
                Q_EMIT stopRequested({*name});
            else
                Q_EMIT refreshRequested({*name});
        });
        return place;
    };
    const auto update = [this](QWidget &place, const QModelIndex &index) {
        auto *button = place.findChild<QToolButton *>();
        const bool isRunning = index.data(DatasetsModel::RunningRole).toBool();
        const QString name = index.data(DatasetsModel::NameRole).toString();
        const QString words = isRunning ? tr("Stop %1").arg(name) : tr("Refresh %1").arg(name);
        button->setIcon(actionIcon(*this, isRunning ? u"stop"_s : u"refresh"_s));
        button->setToolTip(words);
        button->setAccessibleName(words);
    };
    m_rowButtons = new RowWidgets(*this, DatasetsModel::ActionColumn, make, update);
}

} // namespace larder

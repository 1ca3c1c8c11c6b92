#include "ui/pages/datasetspage.h"

#include "core/engine/taskrunner.h"
#include "core/wording/runwords.h"
#include "ui/models/datasetitem.h"
#include "ui/models/datasetsfilter.h"
#include "ui/models/datasetsmodel.h"
#include "ui/models/daysfeed.h"
#include "ui/pages/datasetactions.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/datasetsview.h"
#include "ui/pages/details/detailspanel.h"
#include "ui/pages/emptypage.h"
#include "ui/pages/listorwords.h"
#include "ui/pages/nextsync.h"
#include "ui/pages/noticebar.h"
#include "ui/pages/pausebutton.h"
#include "ui/pages/statechips.h"
#include "ui/theme.h"

#include <QAction>
#include <QDataStream>
#include <QFrame>
#include <QHBoxLayout>
#include <QIODevice>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int searchDelayMs = 60; // many rows are filtered once per word, not once per letter
constexpr int roomForDetails = 27; // lines
constexpr quint32 viewStateVersion = 2;

} // namespace

DatasetsPage::DatasetsPage(const Services &services, QWidget *parent)
    : QWidget(parent),
      m_model(services.model),
      m_services(services),
      m_actions(new DatasetActions(services, this)),
      m_filter(new DatasetsFilter(m_model, this)),
      m_stack(new QStackedWidget(this)),
      m_search(new QLineEdit(this)),
      m_searchSoon(new QTimer(this)),
      m_chips(new StateChips(this)),
      m_nextSync(new NextSync(services.sync.clock, m_model.viewerZone(), this)),
      m_add(new QPushButton(tr("&Add dataset…"), this)),
      m_pause(new PauseButton(this)),
      m_arrange(new QPushButton(tr("&View ▾"), this)),
      m_refreshNotFresh(new QPushButton(this)),
      m_notice(new NoticeBar(this))
{
    new DaysFeed(m_model, services.tasks, services.sync, this);
    m_stack->addWidget(new QWidget); // until the first reading: neither empty nor full

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_header = makeHeader();
    layout->addWidget(m_header);
    layout->addWidget(m_notice);
    m_chipsBar = makeChipsBar();
    layout->addWidget(m_chipsBar);
    layout->addWidget(m_stack, 1);

    addKeys();
    connectWishes();
    updateHeader();
}

DatasetsPage::~DatasetsPage() = default;

void DatasetsPage::connectWishes()
{
    m_searchSoon->setSingleShot(true);
    m_searchSoon->setInterval(searchDelayMs);
    connect(m_searchSoon, &QTimer::timeout, this, &DatasetsPage::updateFilter);
    connect(m_search, &QLineEdit::textChanged, m_searchSoon, qOverload<>(&QTimer::start));
    connect(m_chips, &StateChips::chosenChanged, this, &DatasetsPage::updateFilter);
    connect(m_add, &QPushButton::clicked, this, &DatasetsPage::addRequested);
    connect(m_pause, &PauseButton::pauseRequested, this, &DatasetsPage::pauseRequested);
    connect(m_pause, &PauseButton::resumeRequested, this, &DatasetsPage::resumeRequested);
    connect(m_refreshNotFresh, &QPushButton::clicked, this, &DatasetsPage::refreshNotFresh);
    connect(m_actions, &DatasetActions::refreshRequested, this, &DatasetsPage::refreshRequested);
    connect(m_actions, &DatasetActions::forceRequested, this, &DatasetsPage::forceRequested);
    connect(m_actions, &DatasetActions::stopRequested, this, &DatasetsPage::stopRequested);
    connect(m_actions, &DatasetActions::chosen, this, &DatasetsPage::homeChanged);
    connect(m_actions, &DatasetActions::failed, m_notice, &NoticeBar::tellFailure);
    connect(m_notice, &NoticeBar::retryRequested, this, &DatasetsPage::retryRequested);
    connect(&m_model, &DatasetsModel::summaryChanged, this, &DatasetsPage::updateHeader);
    connect(&m_model, &DatasetsModel::rowsTold, this, [this](const QList<DatasetName> &told) {
        if (m_wanted && told.contains(*m_wanted) && m_model.itemOf(*m_wanted))
            showDataset(*std::exchange(m_wanted, std::nullopt));
        if (!m_details)
            return;
        for (const DatasetName &dataset : told) {
            if (!m_model.itemOf(dataset))
                m_details->forget(dataset);
        }
        const std::optional<DatasetName> shown = m_details->dataset();
        if (!shown || !told.contains(*shown))
            return;
        if (const DatasetItem *item = m_model.itemOf(*shown))
            m_details->readAgain(*item);
        else
            updateDetails();
    });
}

void DatasetsPage::addKeys()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(tr("Search"), QKeySequence::Find, [this] { focusSearch(); });
    add(tr("Show or hide the details"), Qt::CTRL | Qt::Key_D,
        [this] { setDetailsShown(!m_details || m_details->isHidden()); });
}

/// The window is painted without what only rows fill: table and details.
void DatasetsPage::makeTable()
{
    if (m_view)
        return;
    m_splitter = new QSplitter(Qt::Vertical, m_stack);
    m_list = new ListOrWords(m_splitter);
    m_view = new DatasetsView(*m_filter, m_list);
    m_details =
        new DetailsPanel(*m_actions, m_services.tasks, m_services.sync, m_model.viewerZone(), m_splitter);
    m_list->addWidget(m_view);
    m_list->addBelowWords(makeShowAll());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setCollapsible(0, false);
    m_splitter->setHandleWidth(1);
    m_splitter->setSizes({440, 232});
    auto *copy = new QAction(tr("Copy the path"), m_view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] { m_actions->copyPaths(m_view->selectedDatasets()); });
    m_view->addAction(copy);
    connect(m_view, &DatasetsView::refreshRequested, this, &DatasetsPage::refreshRequested);
    connect(m_view, &DatasetsView::stopRequested, this, &DatasetsPage::stopRequested);
    connect(m_view, &DatasetsView::selectionHasChanged, this, &DatasetsPage::updateDetails);
    connect(m_view, &DatasetsView::datasetsMenuRequested, this, &DatasetsPage::showDatasetsMenu);
    connect(m_view, &DatasetsView::customerMenuRequested, this, &DatasetsPage::showCustomerMenu);
    connect(m_view, &QAbstractItemView::activated, this, [this] { setDetailsShown(true); });
    connect(m_details, &DetailsPanel::closeRequested, this, [this] { setDetailsShown(false); });
    connect(m_details, &DetailsPanel::homeChanged, this, &DatasetsPage::homeChanged);
    connect(m_details, &DetailsPanel::failed, m_notice, &NoticeBar::tellFailure);
    connect(m_details, &DetailsPanel::told, m_notice, &NoticeBar::tell);
    m_stack->addWidget(m_splitter);
    arrangeTable();
    fitDetails();
    updateFilter();
}

void DatasetsPage::makeEmpty()
{
    if (m_empty)
        return;
    m_empty = new EmptyPage(m_stack);
    connect(m_empty, &EmptyPage::addRequested, this, &DatasetsPage::addRequested);
    connect(m_empty, &EmptyPage::sampleRequested, this, &DatasetsPage::sampleRequested);
    connect(m_empty, &EmptyPage::retryRequested, this, &DatasetsPage::retryRequested);
    m_stack->addWidget(m_empty);
}

void DatasetsPage::showReadError(const Error &error)
{
    if (m_model.rowCount() == 0) {
        makeEmpty();
        m_empty->showError(error);
        showTable(false);
        return;
    }
    m_notice->offerRetry(errorSentence(error));
}

void DatasetsPage::showReading()
{
    m_hasRead = true;
    m_notice->endRetry();
    if (m_empty)
        m_empty->showBeginning();
    updateHeader();
}

void DatasetsPage::showFailure(const Error &error)
{
    m_notice->tellFailure(error);
}

void DatasetsPage::tell(const QString &words, const QString &folder)
{
    m_notice->tell(words, folder);
}

void DatasetsPage::askForce(const QList<DatasetName> &datasets)
{
    m_actions->askForce(datasets);
}

void DatasetsPage::showNextLook(std::optional<Instant> next)
{
    m_nextSync->showNext(next);
}

void DatasetsPage::showBackground(const QString &whyNot, bool isPaused)
{
    m_nextSync->showWhyNot(whyNot);
    m_pause->showPaused(isPaused);
}

void DatasetsPage::refreshSelected()
{
    const QList<DatasetName> selected = m_view ? m_view->selectedDatasets() : QList<DatasetName>();
    if (!selected.isEmpty())
        Q_EMIT refreshRequested(selected);
}

void DatasetsPage::refreshAll()
{
    if (const QList<DatasetName> all = m_model.all(); !all.isEmpty())
        Q_EMIT refreshRequested(all);
}

void DatasetsPage::refreshNotFresh()
{
    if (const QList<DatasetName> stale = m_model.notFresh(); !stale.isEmpty())
        Q_EMIT refreshRequested(stale);
}

void DatasetsPage::showDataset(const DatasetName &dataset)
{
    m_wanted.reset();
    if (!m_model.itemOf(dataset)) { // just added: its row is on its way
        m_wanted = dataset;
        return;
    }
    if (!m_filter->indexOf(dataset).isValid()) {
        m_search->clear();
        m_chips->chooseAll();
        updateFilter();
    }
    makeTable();
    m_view->choose(dataset);
    setDetailsShown(true);
}

void DatasetsPage::showChanges(const DatasetName &dataset)
{
    makeTable();
    showDataset(dataset);
    m_details->showNewestChanges();
}

void DatasetsPage::showBinding(const DatasetName &dataset)
{
    makeTable();
    showDataset(dataset);
    m_details->setCurrentTab(DetailsPanel::BindingPage);
}

QList<DatasetName> DatasetsPage::unsavedBindings() const
{
    return m_details ? m_details->unsavedBindings() : QList<DatasetName>();
}

void DatasetsPage::askReport(const DatasetName &dataset)
{
    m_actions->askReport(dataset);
}

void DatasetsPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QByteArray DatasetsPage::viewState() const
{
    if (!m_view)
        return m_viewState;
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << viewStateVersion << m_view->columnState() << m_splitter->saveState() << m_areDetailsWanted
           << m_details->currentTab();
    return state;
}

void DatasetsPage::restoreViewState(const QByteArray &state)
{
    m_viewState = state;
    if (m_view)
        arrangeTable();
}

void DatasetsPage::arrangeTable()
{
    QDataStream stream(m_viewState);
    quint32 version = 0;
    QByteArray columns;
    QByteArray heights;
    bool hasDetails = true;
    int tab = 0;
    stream >> version >> columns >> heights >> hasDetails >> tab;
    if (stream.status() != QDataStream::Ok || version != viewStateVersion)
        return;
    m_view->restoreColumnState(columns);
    m_splitter->restoreState(heights);
    m_details->setCurrentTab(tab);
    m_areDetailsWanted = hasDetails;
    fitDetails();
}

/// Where the keys go on in this page: the table, or what stands in its place.
void DatasetsPage::focusInEvent(QFocusEvent *event)
{
    QWidget *shown = m_stack->currentWidget();
    if (shown && shown == m_splitter)
        m_view->setFocus(event->reason());
    else if (shown && shown == m_empty)
        m_empty->setFocus(event->reason());
}

/// Esc gives the table back, from wherever it is pressed on this page.
void DatasetsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || !m_filter->isFiltering()) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_search->clear();
    m_chips->chooseAll();
    updateFilter();
    m_view->setFocus();
}

QWidget *DatasetsPage::makeHeader()
{
    auto *header = new QFrame(this);
    header->setObjectName(u"headerBar"_s);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(pageMargin, 12, pageMargin, 11);
    layout->setSpacing(8);
    m_search->setPlaceholderText(tr("Search customers, datasets, sources…"));
    m_search->setAccessibleName(tr("Search customers, datasets and sources"));
    m_search->setToolTip(tr("Search (Ctrl+F); Esc shows everything again"));
    addClearButton(*m_search, tr("Clear the search"));
    m_search->setMaximumWidth(fontMetrics().averageCharWidth() * 52);
    m_add->setToolTip(tr("Add a dataset (Ctrl+N)"));
    m_refreshNotFresh->setProperty("primary", true);
    m_refreshNotFresh->ensurePolished();
    layout->addWidget(m_search, 3);
    layout->addStretch(1);
    layout->addWidget(m_add);
    layout->addWidget(m_pause);
    layout->addWidget(m_refreshNotFresh);
    header->setMinimumHeight(m_refreshNotFresh->sizeHint().height() + 24); // also while it is empty
    return header;
}

QWidget *DatasetsPage::makeChipsBar()
{
    auto *bar = new QFrame(this);
    bar->setObjectName(u"headerBar"_s);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(pageMargin, 9, pageMargin, 9);
    layout->setSpacing(16);
    auto *menu = new QMenu(this);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        makeTable();
        m_view->fillViewMenu(*menu);
    });
    m_arrange->setMenu(menu);
    m_arrange->setProperty("small", true);
    m_arrange->setToolTip(tr("How the table is sorted, and which columns it has"));
    m_arrange->setAccessibleName(tr("Sorting and columns"));
    layout->addWidget(m_chips, 1);
    layout->addWidget(m_nextSync, 0);
    layout->addWidget(m_arrange, 0);
    return bar;
}

QWidget *DatasetsPage::makeShowAll()
{
    auto *all = new QPushButton(tr("Show all datasets"), m_list);
    all->setToolTip(tr("Clear the search (Esc)"));
    connect(all, &QPushButton::clicked, this, [this] {
        m_search->clear();
        m_chips->chooseAll();
        updateFilter();
    });
    return all;
}

void DatasetsPage::showTable(bool isFull)
{
    if (isFull)
        makeTable();
    else
        makeEmpty();
    QWidget *wanted = isFull ? static_cast<QWidget *>(m_splitter) : m_empty;
    if (m_stack->currentWidget() == wanted)
        return;
    const bool hadFocus = hasFocus();
    m_stack->setCurrentWidget(wanted);
    if (isFull)
        m_view->setFocus(); // the arrows move at once
    else if (hadFocus)
        m_empty->setFocus();
}

void DatasetsPage::updateHeader()
{
    const int notFresh = m_model.notFreshCount();
    const bool isEmpty = m_model.rowCount() == 0;
    const bool onlyStale = m_model.counts().notFresh() == m_model.counts().of(State::Stale);
    if (m_hasRead)
        showTable(!isEmpty);
    m_chips->show(m_model.faces());
    m_chipsBar->setVisible(!isEmpty);
    if (m_hasRead)
        m_header->setVisible(!isEmpty);
    for (QWidget *widget : {static_cast<QWidget *>(m_search), static_cast<QWidget *>(m_pause),
                            static_cast<QWidget *>(m_refreshNotFresh)})
        widget->setVisible(!isEmpty);
    m_add->setVisible(!isEmpty);
    m_refreshNotFresh->setEnabled(notFresh > 0);
    m_refreshNotFresh->setText(m_model.counts().notFresh() == 0 ? tr("All fresh")
                                   : notFresh == 0              ? tr("Refreshing…")
                                   : onlyStale                  ? tr("&Refresh %1 stale").arg(notFresh)
                                                                : tr("&Refresh %1 not fresh").arg(notFresh));
    m_refreshNotFresh->setToolTip(tr("Refresh every dataset that is not fresh"));
    showListOrWords();
}

void DatasetsPage::showListOrWords()
{
    if (m_list)
        m_list->showWords(m_filter->rowCount() > 0 || !m_filter->isFiltering() ? QString()
                              : m_search->text().isEmpty()
                              ? tr("No dataset is in that state now.")
                              : tr("No dataset matches “%1”.").arg(m_search->text()));
}

void DatasetsPage::updateFilter()
{
    m_searchSoon->stop();
    if (!m_view)
        return; // it asks once it is made
    m_view->filterBy(m_search->text(), m_chips->chosen());
    showListOrWords();
    m_chips->show(m_model.faces());
}

void DatasetsPage::updateDetails()
{
    const std::optional<DatasetName> chosen = m_view->chosenDataset();
    m_details->show(chosen ? m_model.itemOf(*chosen) : nullptr);
}

void DatasetsPage::setDetailsShown(bool isShown)
{
    makeTable();
    m_areDetailsWanted = isShown;
    m_areDetailsAskedFor = isShown;
    const bool wasShown = !m_details->isHidden();
    fitDetails();
    if (wasShown && !isShown)
        m_view->setFocus();
}

/// Where the window is low the table has all of it, until somebody asks for the details.
void DatasetsPage::fitDetails()
{
    if (!m_details)
        return;
    const bool hasRoom = height() >= fontMetrics().height() * roomForDetails;
    m_details->setVisible(m_areDetailsWanted && (hasRoom || m_areDetailsAskedFor));
}

void DatasetsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().height() != height())
        m_areDetailsAskedFor = false;
    fitDetails();
}

void DatasetsPage::showDatasetsMenu(const QPoint &position)
{
    const QList<DatasetName> selected = m_view->selectedDatasets();
    if (selected.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillMenu(*menu, selected);
    menu->popup(position);
}

void DatasetsPage::showCustomerMenu(const QString &customer, const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillCustomerMenu(*menu, customer);
    menu->popup(position);
}

} // namespace larder

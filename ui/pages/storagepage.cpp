#include "ui/pages/storagepage.h"

#include "core/engine/engine.h"
#include "core/engine/homewatch.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "ui/elidedlabel.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/listdelegate.h"
#include "ui/pages/listorwords.h"
#include "ui/pages/pageheader.h"
#include "ui/pages/storagebar.h"
#include "ui/pages/storagecheck.h"
#include "ui/pages/storageforget.h"
#include "ui/pages/storageprune.h"
#include "ui/settingskeeper.h"
#include "ui/sizespinbox.h"
#include "ui/taborder.h"
#include "ui/theme.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds pauseBetween{3};

Result<StorageReading> readStorage(const Home &home, std::stop_token stop)
{
    auto usage = measureUsage(home, std::move(stop));
    if (!usage)
        return failure(usage);
    auto customers = home.customers();
    if (!customers)
        return failure(customers);
    return StorageReading{std::move(*usage), std::move(*customers), home.storeRoot()};
}

} // namespace

StoragePage::StoragePage(const PageServices &services, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_model(new StorageModel(this)),
      m_view(new QTreeView(this)),
      m_check(new QPushButton(tr("Check the store"), this)),
      m_prune(new QPushButton(tr("Make room…"), this)),
      m_forget(new QPushButton(tr("Forget…"), this)),
      m_bar(new StorageBar(this)),
      m_summary(new ElidedLabel(this)),
      m_again(new QPushButton(tr("Try again"), this)),
      m_place(new ElidedLabel(this)),
      m_budget(new SizeSpinBox({}, tr("No limit"), SizeSpinBox::gigabyte, this)),
      m_list(new ListOrWords(this)),
      m_pruneDrawer(new StoragePrune(services, this)),
      m_checkDrawer(new StorageCheck(services, services.sync.pool, this)),
      m_forgetDrawer(new StorageForget(services, this))
{
    setUpList(*m_view);
    m_view->setModel(m_model);
    selectWithCursor(*m_view);
    m_view->setAccessibleName(tr("What takes room"));
    QHeaderView &head = *m_view->header();
    head.setSectionResizeMode(StorageModel::NameColumn, QHeaderView::Stretch);
    head.resizeSection(StorageModel::SnapshotsColumn, columnWidthFor(*m_view, tr("Snapshots") + u"00"_s));
    for (const int column :
         {int(StorageModel::CurrentColumn), int(StorageModel::AllColumn), int(StorageModel::SharedColumn)})
        head.resizeSection(column, columnWidthFor(*m_view, tr("All snapshots") + u"0000"_s));
    head.resizeSection(StorageModel::SharedColumn,
                       columnWidthFor(*m_view, tr("Of it shared") + u"000"_s) + pageMargin);

    m_list->addWidget(m_view);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(makeSummary());
    layout->addWidget(m_list, 1);
    for (StorageDrawer *drawer : drawers()) {
        layout->addWidget(drawer);
        drawer->hide();
    }
    tabAsLaidOut(*this);
    connectAll();
    showSummary();
    showButtons();
}

QWidget *StoragePage::makeHeader()
{
    auto *header = new PageHeader(tr("Storage"), this);
    for (QPushButton *button : {m_forget, m_check, m_prune})
        header->addAtEnd(*button);
    return header;
}

QWidget *StoragePage::makeSummary()
{
    auto *summary = new QFrame(this);
    summary->setObjectName(u"headerBar"_s);
    auto *budgetWords = new QLabel(tr("&Budget"), summary);
    budgetWords->setBuddy(m_budget);
    m_budget->setAccessibleName(tr("Budget for the store"));
    m_budget->setToolTip(
        tr("When the store grows beyond this, older snapshots go first, after each fetch. Newest, "
           "current, held and pinned ones stay."));
    m_summary->setFont(sectionFont(font()));
    m_again->setProperty("small", true);
    m_again->hide();
    m_place->setFont(smallFont(font()));
    setInk(*m_place, Ink::Quiet);
    auto *words = new QHBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_summary, 1);
    words->addWidget(m_again);
    words->addWidget(budgetWords);
    words->addWidget(m_budget);
    auto *layout = new QVBoxLayout(summary);
    layout->setContentsMargins(pageMargin, 12, pageMargin, 12);
    layout->setSpacing(8);
    layout->addLayout(words);
    layout->addWidget(m_bar);
    layout->addWidget(m_place);
    return summary;
}

void StoragePage::connectAll()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseBetween);
    connect(&m_pause, &QTimer::timeout, this, &StoragePage::measure);
    connect(&m_services.engine, &Engine::runFinished, this, &StoragePage::measureSoon);
    connect(&m_services.watch, &HomeWatch::rowsChanged, this, &StoragePage::measureSoon);
    connect(&m_services.watch, &HomeWatch::storeMoved, this, [this] {
        if (isVisible())
            measure();
    });
    connect(&m_services.settings, &SettingsKeeper::changed, this, &StoragePage::showSummary);
    connect(m_budget, &SizeSpinBox::valueChanged, this, [this] { wantBudget(m_budget->bytes()); });
    connect(m_again, &QPushButton::clicked, this, &StoragePage::measure);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &StoragePage::showButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &StoragePage::showButtons);
    connect(m_check, &QPushButton::clicked, this, [this] {
        if (openDrawer(m_checkDrawer))
            m_checkDrawer->open();
    });
    connect(m_prune, &QPushButton::clicked, this, [this] {
        if (openDrawer(m_pruneDrawer))
            m_pruneDrawer->open();
        showSummary(); // a budget that was asked about is not any more
    });
    connect(m_forget, &QPushButton::clicked, this, &StoragePage::openForget);
    for (StorageDrawer *drawer : drawers()) {
        connect(drawer, &StorageDrawer::closed, this, [this, drawer] {
            drawer->hide();
            m_pruneDrawer->dropWantedBudget();
            showSummary();
            m_view->setFocus();
        });
        connect(drawer, &StorageDrawer::busyChanged, this, &StoragePage::showButtons);
        connect(drawer, &StorageDrawer::storeChanged, this, &StoragePage::measure);
        connect(drawer, &StorageDrawer::storeChanged, this, &StoragePage::storeChanged);
        connect(drawer, &StorageDrawer::storeChanged, &m_services.watch, &HomeWatch::lookNow);
    }
}

/// Not by a focus proxy: set before the page is in its window, it cuts the page out of the ring that Tab
/// goes.
void StoragePage::focusInEvent(QFocusEvent *event)
{
    m_view->setFocus(event->reason());
}

void StoragePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    measure();
}

/// While the page is hidden nothing is measured: showing it does.
void StoragePage::measureSoon()
{
    if (isVisible() && !m_pause.isActive())
        m_pause.start();
}

/// One measurement at a time, never begun anew: of a store that changes all the time, each one is shown.
void StoragePage::measure()
{
    m_pause.stop();
    if (m_isMeasuring) {
        m_isAskedAgain = true;
        return;
    }
    m_isMeasuring = true;
    m_measuring = m_services.tasks.run(
        this,
        [home = m_services.sync.home](std::stop_token stop) { return readStorage(home, std::move(stop)); },
        [this](const Result<StorageReading> &reading) {
            m_isMeasuring = false;
            if (reading)
                take(*reading);
            else
                showError(reading.error());
            if (std::exchange(m_isAskedAgain, false) && isVisible())
                m_pause.start();
        });
}

void StoragePage::showError(const Error &error)
{
    const bool isDecided = !std::exchange(m_undecidedBudget, std::nullopt);
    showSummary();
    m_summary->setFullText(errorSentence(error));
    setInk(*m_summary, Ink::Bad);
    m_again->show();
    if (!isDecided)
        Q_EMIT budgetAsked();
}

void StoragePage::take(const StorageReading &reading)
{
    const auto selected = m_model->subjectAt(m_view->currentIndex());
    const int scrolled = m_view->verticalScrollBar()->value();
    m_reading = reading;
    m_model->take(reading);
    m_view->expandAll();
    if (selected && !m_view->currentIndex().isValid()) { // the tree has another shape now
        if (const QModelIndex again = m_model->indexOf(*selected); again.isValid())
            m_view->setCurrentIndex(again);
        m_view->verticalScrollBar()->setValue(scrolled);
    }
    if (const auto wanted = std::exchange(m_undecidedBudget, std::nullopt))
        decideBudget(*wanted);
    showSummary();
    Q_EMIT measured(reading.usage.storedBytes);
}

void StoragePage::showStored(qint64 bytes)
{
    if (!m_reading || m_reading->usage.storedBytes == bytes)
        return;
    m_reading->usage.storedBytes = bytes;
    showSummary();
}

void StoragePage::showSummary()
{
    const std::optional<qint64> budget = m_services.settings.settings().budgetBytes;
    const std::optional<qint64> asked = m_undecidedBudget ? m_undecidedBudget : m_pruneDrawer->wantedBudget();
    if (const auto shown = asked ? asked : budget;
        m_budget->bytes() != shown) { // what is being written stays
        const QSignalBlocker quiet(m_budget);
        m_budget->setBytes(shown);
    }
    setInk(*m_summary, Ink::Plain);
    m_again->hide();
    if (!m_reading) {
        m_summary->setFullText(tr("Measuring…"));
        return;
    }
    const StoreUsage &usage = m_reading->usage;
    const qint64 used = usage.storedBytes;
    m_bar->show({usage.snapshotBytes, usage.otherBytes, usage.freeBytes, budget});
    const QString summary = budget ? tr("%1 of %2").arg(byteSizeText(used), byteSizeText(*budget))
                                   : tr("%1 stored").arg(byteSizeText(used));
    m_summary->setFullText(summary);
    m_bar->setAccessibleName(summary);
    QStringList parts{tr("%1 free on the disk of %2").arg(byteSizeText(usage.freeBytes), m_reading->place)};
    if (usage.sharedBytes > 0)
        parts << tr("%1 shared between datasets, counted once").arg(byteSizeText(usage.sharedBytes));
    if (usage.otherBytes > 0)
        parts << tr("%1 of unfinished downloads and leftovers").arg(byteSizeText(usage.otherBytes));
    m_place->setFullText(parts.join(u" · "_s));
    m_list->showWords(
        m_model->rowCount() > 0
            ? QString()
            : tr("Nothing is stored yet. What datasets take here is told once something was fetched."));
}

void StoragePage::wantBudget(std::optional<qint64> bytes)
{
    const std::optional<qint64> before = m_services.settings.settings().budgetBytes;
    const bool isLower = bytes && (!before || *bytes < *before);
    m_pruneDrawer->dropWantedBudget();
    m_undecidedBudget = isLower ? bytes : std::nullopt;
    if (isLower) {
        measure();
        return;
    }
    m_services.settings.change([bytes](Settings &s) { s.budgetBytes = bytes; });
}

void StoragePage::decideBudget(qint64 bytes)
{
    if (bytes >= m_reading->usage.storedBytes) {
        m_services.settings.change([bytes](Settings &s) { s.budgetBytes = bytes; });
        return;
    }
    if (openDrawer(m_pruneDrawer))
        m_pruneDrawer->openFor(bytes);
    Q_EMIT budgetAsked(); // or what keeps it from being asked is seen there
}

/// While one wish is carried out, the others wait and say why.
void StoragePage::showButtons()
{
    const bool hasSubject = m_model->subjectAt(m_view->currentIndex()).has_value();
    const auto show = [this](QPushButton &button, const StorageDrawer &own, bool isPossible,
                             const QString &meaning) {
        const auto all = drawers();
        const auto busy = std::ranges::find_if(
            all, [&own](const StorageDrawer *drawer) { return drawer != &own && drawer->isBusy(); });
        button.setEnabled(isPossible && busy == all.end());
        button.setToolTip(
            busy == all.end() ? meaning : tr("Waits until this is over: %1").arg((*busy)->accessibleName()));
    };
    show(*m_check, *m_checkDrawer, true,
         tr("Read every stored byte again and compare it with what was fetched"));
    show(*m_prune, *m_pruneDrawer, true,
         tr("See which older snapshots may go, and why, before anything is removed"));
    show(*m_forget, *m_forgetDrawer, hasSubject,
         tr("Remove the selected customer or dataset from this machine, for good"));
}

std::array<StorageDrawer *, 3> StoragePage::drawers() const
{
    return {m_pruneDrawer, m_checkDrawer, m_forgetDrawer};
}

/// One at a time; what is under way keeps its place.
bool StoragePage::openDrawer(StorageDrawer *drawer)
{
    for (StorageDrawer *other : drawers()) {
        if (other != drawer && other->isBusy())
            return false;
        other->setVisible(other == drawer);
    }
    if (drawer != m_pruneDrawer) {
        m_pruneDrawer->dropWantedBudget();
        showSummary();
    }
    return true;
}

void StoragePage::openForget()
{
    const QModelIndex index = m_view->currentIndex().siblingAtColumn(0);
    const auto subject = m_model->subjectAt(index);
    if (!subject || !openDrawer(m_forgetDrawer))
        return;
    QList<DatasetName> datasets;
    if (!subject->dataset.isEmpty())
        datasets << DatasetName{subject->customer, subject->dataset};
    for (int row = 0; row < m_model->rowCount(index); ++row) {
        const auto dataset = m_model->subjectAt(m_model->index(row, 0, index));
        datasets << DatasetName{dataset->customer, dataset->dataset};
    }
    m_forgetDrawer->open(*subject, datasets);
}

} // namespace larder

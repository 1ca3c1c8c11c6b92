#include "ui/pages/details/detailspanel.h"

#include "core/base/clock.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "ui/elidedlabel.h"
#include "ui/models/datasetactivitymodel.h"
#include "ui/models/datasetitem.h"
#include "ui/models/shortinstant.h"
#include "ui/models/snapshotsmodel.h"
#include "ui/pages/datasetactions.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/details/bindingtab.h"
#include "ui/pages/details/changestab.h"
#include "ui/pages/details/detailview.h"
#include "ui/pages/details/exportbar.h"
#include "ui/pages/details/filestab.h"
#include "ui/pages/details/snapshotsview.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>

#include <functional>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownActivities = 300;

} // namespace

DetailsPanel::DetailsPanel(DatasetActions &actions, TaskRunner &tasks, const SyncServices &services,
                           const QTimeZone &viewerZone, QWidget *parent)
    : QWidget(parent),
      m_actions(actions),
      m_tasks(tasks),
      m_services(services),
      m_viewerZone(viewerZone),
      m_snapshots(new SnapshotsModel(viewerZone, this)),
      m_activities(new DatasetActivityModel(viewerZone, this)),
      m_tabs(new QTabBar(this)),
      m_subject(new ElidedLabel(this)),
      m_pages(new QStackedWidget(this)),
      m_changesTab(new ChangesTab(*m_snapshots, viewerZone, this)),
      m_filesTab(new FilesTab(tasks, ArchiveReader(services.unpackProgram), viewerZone, this)),
      m_trouble(makeTrouble()),
      m_exportBar(new ExportBar(tasks, services, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTabBar());
    layout->addWidget(m_trouble);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_exportBar);
    m_pages->addWidget(m_changesTab);
    m_pages->addWidget(m_filesTab);
    m_pages->addWidget(makeSnapshotsPage());
    m_pages->addWidget(makeActivityPage());
    m_pages->addWidget(new QWidget(m_pages)); // the binding's place
    connect(m_tabs, &QTabBar::currentChanged, this, &DetailsPanel::showCurrentTab);
    connectSnapshots(m_changesTab->snapshots());
    connect(m_changesTab, &ChangesTab::newestRequested, this, [this] { compareWith({}); });
    connect(m_exportBar, &ExportBar::exported, this, &DetailsPanel::told);
    connect(m_exportBar, &ExportBar::failed, this, &DetailsPanel::failed);
    connect(&m_actions, &DatasetActions::chosen, this, [this](const DatasetName &dataset) {
        if (m_dataset == dataset)
            readOverview();
    });
    clear();
}

DetailsPanel::~DetailsPanel() = default;

void DetailsPanel::show(const DatasetItem *item)
{
    if (!item) {
        m_dataset.reset();
        clear();
        return;
    }
    if (m_dataset == item->name)
        return;
    clear();
    m_dataset = item->name;
    readAgain(*item);
}

void DetailsPanel::readAgain(const DatasetItem &item)
{
    const QString subject = u"%1 / %2 · %3"_s.arg(item.name.customer, item.name.dataset, item.source);
    m_subject->setFullText(subject);
    showTrouble(item);
    readOverview();
}

void DetailsPanel::forget(const DatasetName &dataset)
{
    if (m_bindingTab)
        m_bindingTab->forget(dataset);
}

/// A form of many fields that most looks at a dataset do not need.
void DetailsPanel::makeBindingTab()
{
    m_bindingTab = new BindingTab(this);
    connect(m_bindingTab, &BindingTab::editedChanged, this, &DetailsPanel::markEdited);
    connect(m_bindingTab, &BindingTab::saveRequested, this, &DetailsPanel::saveBinding);
    delete m_pages->widget(BindingPage);
    m_pages->insertWidget(BindingPage, m_bindingTab);
    if (m_overview)
        m_bindingTab->show(*m_overview);
}

void DetailsPanel::markEdited(bool isEdited)
{
    m_tabs->setTabText(BindingPage, isEdited ? tr("&Binding •") : tr("&Binding"));
    const QString words = isEdited ? tr("Edited, and not saved yet") : QString();
    m_tabs->setTabToolTip(BindingPage, words);
    m_tabs->setAccessibleTabName(BindingPage, isEdited ? tr("Binding, edited and not saved") : QString());
}

void DetailsPanel::showNewestChanges()
{
    compareWith({});
    setCurrentTab(ChangesPage);
}

QList<DatasetName> DetailsPanel::unsavedBindings() const
{
    return m_bindingTab ? m_bindingTab->unsaved() : QList<DatasetName>();
}

int DetailsPanel::currentTab() const
{
    return m_tabs->currentIndex();
}

void DetailsPanel::setCurrentTab(int tab)
{
    m_tabs->setCurrentIndex(std::clamp(tab, 0, m_tabs->count() - 1));
}

QWidget *DetailsPanel::makeTabBar()
{
    auto *bar = new QFrame(this);
    bar->setObjectName(u"detailsBar"_s);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(pageMargin - 8, 0, pageMargin - 6, 0);
    layout->setSpacing(12);
    m_tabs->setObjectName(u"detailsTabs"_s);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setAccessibleName(tr("Details of the selected dataset"));
    // The chosen one's words are wider, of which Qt tells no layout.
    connect(m_tabs, &QTabBar::currentChanged, m_tabs, [this] { m_tabs->updateGeometry(); });
    for (const QString &title :
         {tr("&What changed"), tr("&Files"), tr("&Snapshots"), tr("Ac&tivity"), tr("&Binding")})
        m_tabs->addTab(title);
    setInk(*m_subject, Ink::Quiet);
    m_subject->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_subject->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // the tabs' room is not its own
    auto *close = new QToolButton(bar);
    close->setText(u"×"_s);
    close->setProperty("link", true);
    close->setToolTip(tr("Hide the details (Ctrl+D)"));
    close->setAccessibleName(tr("Hide the details"));
    connect(close, &QToolButton::clicked, this, &DetailsPanel::closeRequested);
    layout->addWidget(m_tabs);
    layout->addWidget(m_subject, 1);
    layout->addWidget(close);
    return bar;
}

QWidget *DetailsPanel::makeTrouble()
{
    auto *bar = new QFrame(this);
    bar->setObjectName(u"noticeBar"_s);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(pageMargin, 5, pageMargin, 5);
    layout->setSpacing(8);
    m_troubleWords = new ElidedLabel(bar);
    setInk(*m_troubleWords, Ink::Bad);
    m_troubleEdit = new QPushButton(tr("Edit the binding"), bar);
    m_troubleRefresh = new QPushButton(tr("Try again"), bar);
    for (QPushButton *button : {m_troubleEdit, m_troubleRefresh})
        button->setProperty("small", true);
    connect(m_troubleEdit, &QPushButton::clicked, this, [this] { setCurrentTab(BindingPage); });
    connect(m_troubleRefresh, &QPushButton::clicked, this, [this] {
        if (m_dataset)
            m_actions.refresh(*m_dataset);
    });
    layout->addWidget(m_troubleWords, 1);
    layout->addWidget(m_troubleEdit);
    layout->addWidget(m_troubleRefresh);
    bar->hide();
    return bar;
}

QWidget *DetailsPanel::makeSnapshotsPage()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(pageMargin - 2, 4, pageMargin, 4);
    auto *view = new SnapshotsView(*m_snapshots, SnapshotsView::Form::Full, page);
    layout->addWidget(view);
    connectSnapshots(*view);
    return page;
}

QWidget *DetailsPanel::makeActivityPage()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(pageMargin - 2, 4, pageMargin, 4);
    auto *view = new QTreeView(page);
    view->setModel(m_activities);
    setUpDetailView(*view, tr("Activity of the dataset"), Header::Shown);
    view->setRootIsDecorated(true);
    view->header()->resizeSection(DatasetActivityModel::WhenColumn,
                                  widthOf(*this, u"2028-08-28 08:08"_s) + view->indentation());
    view->header()->setSectionResizeMode(DatasetActivityModel::WhatColumn, QHeaderView::Stretch);
    view->header()->resizeSection(DatasetActivityModel::WhoColumn, widthOf(*this, tr("a person, forced")));
    view->header()->resizeSection(DatasetActivityModel::TookColumn, widthOf(*this, tr("under a second")));
    m_activityWords = new QLabel(page);
    m_activityWords->setTextFormat(Qt::PlainText);
    m_activityWords->setWordWrap(true);
    m_activityWords->setContentsMargins(8, 4, 8, 4);
    setInk(*m_activityWords, Ink::Quiet);
    layout->addWidget(m_activityWords);
    layout->addWidget(view, 1);
    return page;
}

void DetailsPanel::connectSnapshots(SnapshotsView &view)
{
    connect(&view, &SnapshotsView::compareRequested, this, &DetailsPanel::compareWith);
    const auto connectTo = [&](auto signal, auto act) {
        connect(&view, signal, this, [this, act](const SnapshotId &id) {
            if (m_dataset)
                act(*m_dataset, id);
        });
    };
    connectTo(&SnapshotsView::exportRequested, std::bind_front(&ExportBar::ask, m_exportBar));
    connectTo(&SnapshotsView::openFolderRequested, std::bind_front(&DatasetActions::openFolder, &m_actions));
    connectTo(&SnapshotsView::holdRequested, std::bind_front(&DatasetActions::hold, &m_actions));
    connectTo(&SnapshotsView::pinRequested, std::bind_front(&DatasetActions::pin, &m_actions));
    connectTo(&SnapshotsView::unpinRequested, std::bind_front(&DatasetActions::unpin, &m_actions));
    connect(&view, &SnapshotsView::releaseRequested, this, [this] {
        if (m_dataset)
            m_actions.release(*m_dataset);
    });
}

/// An export goes on: it was asked for, whatever is looked at meanwhile.
void DetailsPanel::clear()
{
    m_overview.reset();
    m_comparedWith.clear();
    m_overviewTask = Task();
    m_comparisonTask = Task();
    m_filesTask = Task();
    m_activityTask = Task();
    m_snapshots->clear();
    m_activities->clear();
    m_activityWords->clear();
    m_activityWords->hide();
    m_changesTab->clear();
    m_filesTab->clear();
    if (m_bindingTab)
        m_bindingTab->clear();
    m_trouble->hide();
    m_subject->setFullText(tr("no dataset selected"));
}

void DetailsPanel::showTrouble(const DatasetItem &item)
{
    const bool isTrouble = item.state == State::Failed || item.state == State::SignIn
        || item.verdict.flags.testAnyFlags(Flag::Failing | Flag::AfterFailed);
    m_trouble->setVisible(isTrouble);
    if (!isTrouble)
        return;
    m_troubleWords->setFullText(wordsOf(item, m_viewerZone).because);
    const Reason *failure = item.verdict.reason(ReasonKind::LookFailed);
    const bool isBindings = !failure || !failure->error || failure->error->kind == ErrorKind::NotFound
        || failure->error->kind == ErrorKind::Invalid || failure->error->kind == ErrorKind::Unsupported
        || needsSignIn(failure->error->kind);
    m_troubleEdit->setVisible(isBindings);
}

void DetailsPanel::readOverview()
{
    m_overviewTask = m_tasks.run(
        this,
        [services = m_services, dataset = *m_dataset](std::stop_token) {
            return larder::readOverview(services, dataset);
        },
        [this](const Result<DatasetOverview> &overview) {
            if (overview)
                takeOverview(*overview);
            else
                m_changesTab->showWords(errorSentence(overview.error()));
        });
}

void DetailsPanel::takeOverview(const DatasetOverview &overview)
{
    m_overview = overview;
    const bool isGone = !m_comparedWith.isEmpty()
        && !std::ranges::contains(overview.snapshots, m_comparedWith, &ManifestHeader::id);
    if (isGone)
        m_comparedWith.clear();
    m_snapshots->show(overview.snapshots, overview.record, m_services.clock.now());
    if (m_bindingTab)
        m_bindingTab->show(overview);
    readComparison();
    showCurrentTab();
}

void DetailsPanel::showCurrentTab()
{
    if (m_tabs->currentIndex() == BindingPage && !m_bindingTab)
        makeBindingTab();
    m_pages->setCurrentIndex(m_tabs->currentIndex());
    if (!m_overview)
        return;
    if (m_tabs->currentIndex() == FilesPage)
        readFilesOfCurrent();
    if (m_tabs->currentIndex() == ActivityPage)
        readActivities();
}

void DetailsPanel::readComparison()
{
    const QList<ManifestHeader> &snapshots = m_overview->snapshots;
    if (snapshots.isEmpty()) {
        m_changesTab->showWords(tr("Nothing fetched yet."));
        return;
    }
    const bool isChosen = !m_comparedWith.isEmpty();
    if (!isChosen && snapshots.size() == 1) {
        const ManifestHeader &only = snapshots.first();
        m_changesTab->showWords(
            tr("The first snapshot was fetched %1: %2, %3. There is nothing to compare it with yet.")
                .arg(shortInstant(only.createdAt, m_services.clock.now(), m_viewerZone),
                     fileCountText(only.files), byteSizeText(only.bytes)));
        return;
    }
    // The older one stands at the left, whichever was chosen.
    SnapshotId before = snapshots.value(1).id;
    SnapshotId after = snapshots.first().id;
    if (isChosen) {
        before = m_comparedWith;
        after = m_overview->record.current();
        const auto place = [&](const SnapshotId &id) {
            return std::ranges::find(snapshots, id, &ManifestHeader::id) - snapshots.begin();
        };
        if (place(before) < place(after))
            std::swap(before, after);
    }
    m_comparisonTask = m_tasks.run(
        this,
        [services = m_services, dataset = *m_dataset, before, after](std::stop_token) {
            return compareSnapshots(services, dataset, before, after);
        },
        [this, isChosen](const Result<Comparison> &comparison) {
            if (!comparison) {
                m_changesTab->showWords(errorSentence(comparison.error()));
                return;
            }
            m_changesTab->show(*comparison,
                               isChosen ? ChangesTab::Chosen::ByPerson : ChangesTab::Chosen::ByLarder,
                               m_services.clock.now());
        });
}

void DetailsPanel::readFilesOfCurrent()
{
    const SnapshotId current = m_overview->record.current();
    if (current.isEmpty()) {
        m_filesTab->showWords(tr("Nothing fetched yet."));
        return;
    }
    m_filesTask = m_tasks.run(
        this,
        [services = m_services, dataset = *m_dataset, current](std::stop_token) {
            return readFiles(services, dataset, current);
        },
        [this](const Result<SnapshotFiles> &files) {
            if (files)
                m_filesTab->show(*files, m_services.clock.now());
            else
                m_filesTab->showWords(errorSentence(files.error()));
        });
}

void DetailsPanel::readActivities()
{
    m_activityTask = m_tasks.run(
        this,
        [services = m_services, dataset = *m_dataset](std::stop_token) {
            return readActivity(services, dataset, shownActivities);
        },
        [this](const Result<QList<Activity>> &activities) {
            const QString words = !activities ? errorSentence(activities.error())
                : activities->isEmpty()       ? tr("Nothing happened yet.")
                                              : QString();
            m_activityWords->setText(words);
            m_activityWords->setVisible(!words.isEmpty());
            if (activities)
                m_activities->show(*activities, m_services.clock.now());
        });
}

void DetailsPanel::compareWith(const SnapshotId &snapshot)
{
    if (!m_overview)
        return;
    m_comparedWith = snapshot;
    readComparison();
    setCurrentTab(ChangesPage);
}

void DetailsPanel::saveBinding(const QList<KeyValue> &settings)
{
    m_tasks.carryOut(
        this,
        [services = m_services, dataset = *m_dataset, settings](std::stop_token) {
            return setKeys(services, dataset, settings);
        },
        [this, dataset = *m_dataset](const Result<QStringList> &saved) {
            if (saved)
                Q_EMIT homeChanged();
            if (m_dataset != dataset) {
                if (saved)
                    m_bindingTab->forget(dataset); // the draft that was set aside meanwhile is saved
                else
                    Q_EMIT failed(saved.error());
                return;
            }
            if (saved)
                m_bindingTab->showSaved();
            else
                m_bindingTab->showSaveError(saved.error());
            readOverview();
        });
}

} // namespace larder

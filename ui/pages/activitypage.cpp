#include "ui/pages/activitypage.h"

#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/engine/engine.h"
#include "core/engine/homewatch.h"
#include "core/store/home.h"
#include "core/store/runlog.h"
#include "core/wording/runwords.h"
#include "ui/capitalised.h"
#include "ui/pages/activitydetails.h"
#include "ui/pages/activitymodel.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/listdelegate.h"
#include "ui/pages/listorwords.h"
#include "ui/pages/noticebar.h"
#include "ui/pages/pageheader.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QFocusEvent>
#include <QFrame>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

constexpr auto typingPause = 200ms;
constexpr auto lookPause = 300ms;
constexpr auto secondLookPause = 3s;
constexpr int page = 500;

using Entries = std::vector<Activity>;

Result<Entries> readActivity(const Home &home, const ActivityFilter &filter)
{
    auto catalog = Catalog::open(home.data().catalog());
    return catalog ? catalog->activity(filter) : failure(catalog);
}

/// What a person may want to see of all kinds.
struct Group {
    const char *words;
    QList<ActivityKind> kinds;
};

const QList<Group> &groups()
{
    using enum ActivityKind;
    static const QList<Group> all{
        {QT_TRANSLATE_NOOP("larder::ActivityPage", "Everything"), {}},
        {QT_TRANSLATE_NOOP("larder::ActivityPage", "Runs"), {Run, After}},
        {QT_TRANSLATE_NOOP("larder::ActivityPage", "Bindings"), {Added, Changed, Forgotten}},
        {QT_TRANSLATE_NOOP("larder::ActivityPage", "Snapshots"), {Held, Released, Pinned, Unpinned, Pruned}},
        {QT_TRANSLATE_NOOP("larder::ActivityPage", "Reports"), {Reported, Closed}},
        {QT_TRANSLATE_NOOP("larder::ActivityPage", "Store checks"), {Verified}},
        {QT_TRANSLATE_NOOP("larder::ActivityPage", "Background"), {Skipped, Paused, Resumed}},
        {QT_TRANSLATE_NOOP("larder::ActivityPage", "Caches"), {Tended}},
    };
    return all;
}

constexpr std::array outcomes{Outcome::Fetched,  Outcome::Unchanged, Outcome::Identical, Outcome::NothingYet,
                              Outcome::Settling, Outcome::Failed,    Outcome::Stopped,   Outcome::Deferred};

ActivityModel::More moreAfter(const Entries &entries)
{
    return int(entries.size()) < page ? ActivityModel::More::No : ActivityModel::More::Yes;
}

int widestEvent(const QFont &font)
{
    QStringList words{faceWord(Face::SignIn)};
    for (const Outcome outcome : outcomes)
        words << capitalised(outcomeWord(outcome));
    for (const Group &group : groups()) {
        for (const ActivityKind kind : group.kinds)
            words << activityKindWord(kind);
    }
    int widest = 0;
    for (const QString &word : std::as_const(words))
        widest = std::max(widest, pillSize(font, word).width());
    return widest;
}

} // namespace

ActivityPage::ActivityPage(const PageServices &services, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_model(new ActivityModel(QTimeZone::systemTimeZone(), this)),
      m_view(new QTreeView(this)),
      m_words(new QLineEdit(this)),
      m_kinds(new QComboBox(this)),
      m_outcomes(new QComboBox(this)),
      m_list(new ListOrWords(this)),
      m_again(new QPushButton(tr("Try again"), this)),
      m_notice(new NoticeBar(this)),
      m_details(new ActivityDetails(this)),
      m_splitter(new QSplitter(Qt::Vertical, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_notice);
    m_splitter->addWidget(makeList());
    m_splitter->addWidget(m_details);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({440, 240});
    layout->addWidget(m_splitter, 1);

    for (QTimer *timer : {&m_filterPause, &m_look, &m_secondLook})
        timer->setSingleShot(true);
    m_filterPause.setInterval(typingPause);
    m_look.setInterval(lookPause);
    m_secondLook.setInterval(secondLookPause);
    connect(&m_filterPause, &QTimer::timeout, this, &ActivityPage::reload);
    connect(&m_look, &QTimer::timeout, this, &ActivityPage::lookForNewer);
    connect(&m_secondLook, &QTimer::timeout, this, &ActivityPage::lookForNewer);
    connect(m_words, &QLineEdit::textChanged, &m_filterPause, qOverload<>(&QTimer::start));
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &ActivityPage::reload);
    connect(m_outcomes, &QComboBox::currentIndexChanged, this, &ActivityPage::reload);
    connect(m_again, &QPushButton::clicked, this, &ActivityPage::reload);
    connect(m_notice, &NoticeBar::retryRequested, this, &ActivityPage::reload);
    connect(m_model, &ActivityModel::olderWanted, this, &ActivityPage::readOlder);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        const QScrollBar &bar = *m_view->verticalScrollBar();
        if (value >= bar.maximum() - bar.pageStep())
            m_model->askForOlder();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ActivityPage::showSelected);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ActivityPage::showSelected);
    connect(&m_services.engine, &Engine::runFinished, this, &ActivityPage::lookSoon);
    connect(&m_services.watch, &HomeWatch::rowsChanged, this, [this](const RowChanges &changes) {
        m_model->tellAgain(changes.judgedAt);
        if (!changes.gone.isEmpty() && m_hasRead)
            reload(); // what was forgotten has no history any more
        else
            lookSoon();
    });
}

QWidget *ActivityPage::makeHeader()
{
    for (const Group &group : groups())
        m_kinds->addItem(tr(group.words));
    m_kinds->setAccessibleName(tr("Kind of entries"));
    m_outcomes->addItem(tr("Any outcome"));
    for (const Outcome outcome : outcomes)
        m_outcomes->addItem(capitalised(outcomeWord(outcome)));
    m_outcomes->setAccessibleName(tr("Outcome of the runs"));
    auto *header = new PageHeader(tr("Activity"), this);
    header->addSearch(*m_words, tr("Search customers, datasets, words…"), tr("Search the activity"));
    header->addAtEnd(*m_kinds);
    header->addAtEnd(*m_outcomes);
    return header;
}

QWidget *ActivityPage::makeList()
{
    setUpList(*m_view);
    m_view->setModel(m_model);
    selectWithCursor(*m_view);
    m_view->setAccessibleName(tr("Activity"));
    QHeaderView &head = *m_view->header();
    head.resizeSection(ActivityModel::WhenColumn,
                       columnWidthFor(*m_view, u"2028-08-28 08:08"_s) + pageMargin);
    head.resizeSection(ActivityModel::EventColumn, widestEvent(m_view->font()) + 2 * cellPadding);
    head.resizeSection(ActivityModel::SubjectColumn, columnWidthFor(*m_view, u"northwind/product_catalog"_s));
    head.resizeSection(ActivityModel::TookColumn, columnWidthFor(*m_view, u"88 min 88 s"_s) + pageMargin);
    head.setSectionResizeMode(ActivityModel::WhatColumn, QHeaderView::Stretch);

    m_list->addWidget(m_view);
    m_list->addBelowWords(m_again);
    m_list->setMinimumHeight(fontMetrics().height() * 6);
    m_again->hide();
    return m_list;
}

QByteArray ActivityPage::remembered() const
{
    return m_splitter->saveState();
}

void ActivityPage::recall(const QByteArray &state)
{
    m_splitter->restoreState(state);
}

/// Not by a focus proxy: set before the page is in its window, it cuts the page out of the ring that Tab
/// goes.
void ActivityPage::focusInEvent(QFocusEvent *event)
{
    m_view->setFocus(event->reason());
}

void ActivityPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_hasRead)
        lookForNewer();
    else
        reload();
}

ActivityFilter ActivityPage::filter() const
{
    ActivityFilter filter{.kinds = groups()[std::max(0, m_kinds->currentIndex())].kinds,
                          .words = m_words->text(),
                          .limit = page};
    if (m_outcomes->currentIndex() > 0)
        filter.outcomes = {outcomes[size_t(m_outcomes->currentIndex() - 1)]};
    return filter;
}

bool ActivityPage::isFiltered() const
{
    return m_kinds->currentIndex() > 0 || m_outcomes->currentIndex() > 0
        || !m_words->text().trimmed().isEmpty();
}

void ActivityPage::reload()
{
    m_looking.stop();
    m_readingOlder.stop();
    m_reading = m_services.tasks.run(
        this,
        [home = m_services.sync.home, asked = filter()](std::stop_token) {
            return readActivity(home, asked);
        },
        [this](const Result<Entries> &entries) {
            if (!entries) {
                showError(entries.error());
                return;
            }
            m_hasRead = true;
            m_model->replace(*entries, moreAfter(*entries), m_services.sync.clock.now());
            showState();
        });
}

/// While the page is hidden nothing is read: showing it looks again.
void ActivityPage::lookSoon()
{
    if (!isVisible() || !m_hasRead)
        return;
    if (!m_look.isActive())
        m_look.start();
    m_secondLook.start();
}

void ActivityPage::lookForNewer()
{
    m_looking = m_services.tasks.run(
        this,
        [home = m_services.sync.home, asked = filter()](std::stop_token) {
            return readActivity(home, asked);
        },
        [this](const Result<Entries> &entries) {
            if (entries)
                takeNewer(*entries);
            else
                showError(entries.error());
        });
}

/// What is on the screen stays where it is, unless the newest is looked at.
void ActivityPage::takeNewer(const Entries &newest)
{
    const Instant now = m_services.sync.clock.now();
    const qint64 known = m_model->newestId();
    const auto firstKnown =
        std::ranges::find_if(newest, [known](const Activity &entry) { return entry.id <= known; });
    if (firstKnown == newest.end() && moreAfter(newest) == ActivityModel::More::Yes) {
        m_model->replace(newest, ActivityModel::More::Yes, now); // too many to close the gap
        showState();
        return;
    }
    QScrollBar &bar = *m_view->verticalScrollBar();
    const bool isAtTop = bar.value() == bar.minimum();
    const QPersistentModelIndex top = m_view->indexAt({1, 0});
    const int offset = top.isValid() ? m_view->visualRect(top).top() : 0;
    m_model->prepend(Entries(newest.begin(), firstKnown), now);
    m_model->tellAgain(now);
    if (!isAtTop && top.isValid()) {
        m_view->scrollTo(top, QAbstractItemView::PositionAtTop);
        bar.setValue(bar.value() - offset);
    }
    showState();
}

void ActivityPage::readOlder()
{
    ActivityFilter asked = filter();
    asked.olderThan = m_model->oldestId();
    m_readingOlder = m_services.tasks.run(
        this, [home = m_services.sync.home, asked](std::stop_token) { return readActivity(home, asked); },
        [this](const Result<Entries> &entries) {
            if (entries)
                m_model->append(*entries, moreAfter(*entries), m_services.sync.clock.now());
            else
                m_model->append({}, ActivityModel::More::Yes, m_services.sync.clock.now());
        });
}

void ActivityPage::showState()
{
    m_again->hide();
    m_notice->endRetry();
    m_list->showWords(m_model->rowCount() > 0 ? QString()
                          : isFiltered()
                          ? tr("Nothing that happened matches.")
                          : tr("Nothing has happened yet. Each fetch, each look that failed and each "
                               "choice of yours will be told here."));
    m_details->setVisible(m_model->rowCount() > 0);
}

/// Entries that were read before stay.
void ActivityPage::showError(const Error &error)
{
    if (m_model->rowCount() > 0) {
        m_notice->offerRetry(errorSentence(error));
        return;
    }
    m_list->showWords(errorSentence(error), Ink::Bad);
    m_again->show();
    m_details->hide();
}

void ActivityPage::showSelected()
{
    const ActivityItem *item = m_model->itemAt(m_view->currentIndex());
    m_details->show(item, QTimeZone::systemTimeZone());
    m_readingLog.stop();
    if (!item || !item->activity.run || !item->activity.run->hasLog)
        return;
    m_readingLog = m_services.tasks.run(
        this,
        [home = m_services.sync.home, run = *item->activity.run](std::stop_token) {
            return runLog(home.dataset(run.dataset).layout(), run.runId);
        },
        [this](const Result<QByteArray> &said) {
            m_details->showOutput(said ? QString::fromUtf8(*said) : errorSentence(said.error()));
        });
}

} // namespace larder

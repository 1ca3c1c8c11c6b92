#include "ui/pages/cachespage.h"

#include "core/base/clock.h"
#include "core/caches/caches.h"
#include "core/caches/cachesearch.h"
#include "core/caches/cachetrash.h"
#include "core/caches/eviction.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "ui/counts.h"
#include "ui/elidedlabel.h"
#include "ui/models/shortinstant.h"
#include "ui/pages/cachesties.h"
#include "ui/pages/cachestrash.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/listdelegate.h"
#include "ui/pages/listorwords.h"
#include "ui/pages/noticebar.h"
#include "ui/pages/pageheader.h"
#include "ui/taborder.h"
#include "ui/theme.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QTreeView>
#include <QVBoxLayout>

#include <set>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto typingPause = 200ms;
constexpr int itemsAtOneGlance = 30; // more stay folded below their functions

/// The common places, those that a person added, and those that follow a dataset, also when they are gone.
CachesReading readCaches(const QStringList &directories, const Home &home, QThreadPool &pool, Instant now,
                         const std::stop_token &stop)
{
    CachesReading reading{.at = now};
    reading.ties = allTies(home, reading.troubles);
    std::vector<CachePlace> places =
        commonCaches(QProcessEnvironment::systemEnvironment(), QDir::currentPath(), stop);
    for (const QString &directory : directories) {
        const auto found = cachesBelow(directory, stop);
        if (!found) {
            reading.troubles.push_back(found.error());
            continue;
        }
        addNew(places, *found);
    }
    for (const TiedTo &each : reading.ties)
        addNew(places, {each.tie.place});
    for (const CachePlace &place : places) {
        auto contents = readCache(place, pool, now, {}, stop);
        const bool isTied =
            std::ranges::contains(reading.ties, place, [](const TiedTo &each) { return each.tie.place; });
        if (!contents && !isTied) {
            reading.troubles.push_back(contents.error());
            continue;
        }
        if (!contents)
            contents = CacheContents{.place = place, .troubles = {contents.error()}};
        reading.current.insert(currentViews(home, *contents));
        const auto tied = tiedItems(home, *contents, reading.ties, now);
        for (auto each = tied.begin(); each != tied.end(); ++each)
            reading.tied.insert({int(reading.caches.size()), int(each.key())}, each.value());
        reading.caches.push_back(std::move(*contents));
    }
    return reading;
}

Result<CachesChange> evictItems(const CachesReading &reading,
                                const std::map<int, std::vector<std::size_t>> &chosen, Instant now,
                                const std::stop_token &stop)
{
    CachesChange change;
    for (const auto &[cache, items] : chosen) {
        const CacheContents &contents = reading.caches[size_t(cache)];
        const EvictionPlan plan = planEviction(contents, items);
        const auto evicted = evict(contents, plan, now, stop);
        if (!evicted)
            return failure(evicted);
        change.items += evicted->items;
        change.bytes += evicted->bytes;
        change.leftAlone += plan.beingWritten;
    }
    return change;
}

/// Of all places, what was evicted last, in as many of them as that was.
Result<CachesChange> undoLast(const QStringList &places, const std::stop_token &stop)
{
    std::map<Instant, QStringList> evictions;
    for (const QString &place : places) {
        const auto newest = newestEviction(place);
        if (!newest)
            return failure(newest);
        if (*newest)
            evictions[**newest] << place;
    }
    CachesChange change;
    for (const QString &place : evictions.empty() ? QStringList() : evictions.rbegin()->second) {
        const auto undone = undoEviction(place, stop);
        if (!undone)
            return failure(undone);
        change.items += undone->restored;
        change.leftAlone += qint64(undone->left.size());
    }
    return change;
}

QStringList placesWithTrash(const CachesReading &reading)
{
    QStringList places;
    for (const CacheContents &contents : reading.caches) {
        if (contents.trashBytes > 0)
            places << contents.place.path;
    }
    return places;
}

qint64 trashBytes(const CachesReading &reading)
{
    qint64 bytes = 0;
    for (const CacheContents &contents : reading.caches)
        bytes += contents.trashBytes;
    return bytes;
}

} // namespace

CachesPage::CachesPage(const PageServices &services, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_model(new CachesModel(this)),
      m_view(new QTreeView(this)),
      m_words(new QLineEdit(this)),
      m_add(new QPushButton(tr("Look in a folder…"), this)),
      m_undo(new QPushButton(tr("Undo"), this)),
      m_keep(new QPushButton(tr("Keep fresh…"), this)),
      m_evict(new QPushButton(tr("Evict"), this)),
      m_summary(new ElidedLabel(this)),
      m_empty(new QPushButton(this)),
      m_notice(new NoticeBar(this)),
      m_list(new ListOrWords(this)),
      m_trash(new CachesTrash(services, this)),
      m_ties(new CachesTies(services, this))
{
    setUpView();
    m_list->addWidget(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_notice);
    layout->addWidget(makeSummary());
    layout->addWidget(m_list, 1);
    for (StorageDrawer *drawer :
         {static_cast<StorageDrawer *>(m_trash), static_cast<StorageDrawer *>(m_ties)}) {
        layout->addWidget(drawer);
        drawer->hide();
        connect(drawer, &StorageDrawer::closed, this, [this, drawer] {
            drawer->hide();
            m_view->setFocus();
        });
        connect(drawer, &StorageDrawer::busyChanged, this, &CachesPage::showButtons);
    }
    tabAsLaidOut(*this);
    connectAll();
    showSummary();
    showButtons();
}

void CachesPage::setUpView()
{
    setUpList(*m_view);
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(true);
    m_view->setIndentation(20);
    m_view->setItemsExpandable(true);
    m_view->setExpandsOnDoubleClick(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAccessibleName(tr("Caches of other programs"));
    QHeaderView &head = *m_view->header();
    head.setStretchLastSection(false);
    head.setSectionResizeMode(CachesModel::NameColumn, QHeaderView::Stretch);
    head.setSectionResizeMode(CachesModel::BecauseColumn, QHeaderView::Stretch);
    head.resizeSection(CachesModel::NextCallColumn,
                       columnWidthFor(*m_view, u"○○ "_s + tr("Old hit") + u"00"_s));
    head.resizeSection(CachesModel::MadeColumn, shortInstantWidth(fontMetrics()) + 2 * pageMargin);
    head.resizeSection(CachesModel::SizeColumn, columnWidthFor(*m_view, byteSizeText(888)) + 2 * pageMargin);
    head.setSectionsClickable(true);
    head.setSortIndicatorShown(true);
    head.setSortIndicator(CachesModel::SizeColumn, m_order.order);
}

QWidget *CachesPage::makeHeader()
{
    m_undo->setToolTip(tr("Bring back what was evicted last"));
    m_evict->setProperty("primary", true);
    auto *header = new PageHeader(tr("Caches"), this);
    header->addSearch(*m_words, tr("Search functions, arguments, URLs…"), tr("Search the caches"));
    for (QPushButton *button : {m_undo, m_keep, m_evict})
        header->addAtEnd(*button);
    return header;
}

QWidget *CachesPage::makeSummary()
{
    auto *summary = new QFrame(this);
    summary->setObjectName(u"headerBar"_s);
    m_summary->setFont(sectionFont(font()));
    m_add->setToolTip(tr("Look for caches of joblib and fsspec below a folder, now and from now on"));
    for (QPushButton *button : {m_add, m_empty})
        button->setProperty("small", true);
    auto *layout = new QHBoxLayout(summary);
    layout->setContentsMargins(pageMargin, 8, pageMargin, 8);
    layout->setSpacing(8);
    layout->addWidget(m_summary, 1);
    layout->addWidget(m_add);
    layout->addWidget(m_empty);
    return summary;
}

void CachesPage::connectAll()
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(m_words, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, [this] {
        m_order.text = m_words->text().trimmed();
        arrange();
    });
    connect(
        m_view->header(), &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
            const std::map<int, CachesOrder::Key> keys{{CachesModel::NameColumn, CachesOrder::Name},
                                                       {CachesModel::NextCallColumn, CachesOrder::NextCall},
                                                       {CachesModel::BecauseColumn, CachesOrder::NextCall},
                                                       {CachesModel::MadeColumn, CachesOrder::Made},
                                                       {CachesModel::SizeColumn, CachesOrder::Size}};
            m_order.key = keys.at(column);
            m_order.order = order;
            arrange();
        });
    connect(m_add, &QPushButton::clicked, this, &CachesPage::chooseDirectory);
    connect(m_evict, &QPushButton::clicked, this, &CachesPage::evictSelected);
    connect(new QShortcut(QKeySequence::Delete, m_view, {}, {}, Qt::WidgetShortcut), &QShortcut::activated,
            this, &CachesPage::evictSelected);
    connect(m_undo, &QPushButton::clicked, this, &CachesPage::undo);
    connect(new QShortcut(QKeySequence::Undo, m_view, {}, {}, Qt::WidgetShortcut), &QShortcut::activated,
            this, &CachesPage::undo);
    connect(m_empty, &QPushButton::clicked, this, &CachesPage::openTrash);
    connect(m_keep, &QPushButton::clicked, this, &CachesPage::openTies);
    connect(m_trash, &CachesTrash::removed, this, &CachesPage::look);
    connect(m_ties, &CachesTies::changed, this, &CachesPage::look);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CachesPage::showButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &CachesPage::showButtons);
}

void CachesPage::focusInEvent(QFocusEvent *event)
{
    Q_UNUSED(event)
    m_view->setFocus();
}

void CachesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    look();
}

void CachesPage::look()
{
    m_looking = m_services.tasks.run(
        this,
        [directories = m_directories, &home = m_services.sync.home, &pool = m_services.sync.pool,
         now = m_services.sync.clock.now()](const std::stop_token &stop) {
            return readCaches(directories, home, pool, now, stop);
        },
        [this](CachesReading reading) { take(std::move(reading)); });
}

void CachesPage::take(CachesReading reading)
{
    if (!reading.troubles.empty() && !(m_reading && m_reading->troubles == reading.troubles))
        m_notice->tellFailure(reading.troubles.front());
    m_reading = std::make_shared<const CachesReading>(std::move(reading));
    arrange();
}

void CachesPage::arrange()
{
    if (!m_reading)
        return;
    m_arranging = m_services.tasks.run(
        this,
        [reading = m_reading, order = m_order](const std::stop_token &) {
            return std::pair(reading, treeOf(*reading, order));
        },
        [this](std::pair<std::shared_ptr<const CachesReading>, CachesTree> arranged) {
            showTree(arranged.first, std::move(arranged.second));
        });
}

/// What is open, current and in sight stays so.
void CachesPage::showTree(const std::shared_ptr<const CachesReading> &reading, CachesTree tree)
{
    const bool isFirst = m_model->rowCount() == 0;
    std::set<CachesModel::Key> open;
    const auto remember = [&](const auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (m_view->isExpanded(index)) {
                open.insert(m_model->keyOf(index));
                self(self, index);
            }
        }
    };
    remember(remember, {});
    const CachesModel::Key current = m_model->keyOf(m_view->currentIndex());
    const int scrolled = m_view->verticalScrollBar()->value();
    m_model->take(reading, std::move(tree));
    const bool isSearch = !m_order.text.isEmpty();
    const bool isShort = m_model->tree().items <= itemsAtOneGlance;
    const auto reopen = [&](const auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if ((isFirst && (!parent.isValid() || isShort)) || isSearch
                || open.contains(m_model->keyOf(index))) {
                m_view->expand(index);
                self(self, index);
            }
        }
    };
    reopen(reopen, {});
    if (const QModelIndex again = current.place.isEmpty() ? QModelIndex() : m_model->indexOf(current);
        again.isValid())
        m_view->setCurrentIndex(again);
    m_view->verticalScrollBar()->setValue(scrolled);
    showSummary();
}

void CachesPage::showSummary()
{
    if (!m_reading) {
        m_summary->setFullText(tr("Looking for caches…"));
        return;
    }
    const CachesTree &tree = m_model->tree();
    m_summary->setFullText(u"%1 · %2 · %3"_s.arg(cacheCountText(int(m_reading->caches.size())),
                                                 itemCountText(tree.items), byteSizeText(tree.bytes)));
    m_list->showWords(
        m_reading->caches.empty()
            ? tr("No cache of joblib or fsspec was found in the common places. Look in the folder "
                 "where your notebooks keep theirs.")
            : tree.items == 0 && !m_order.text.isEmpty() ? tr("Nothing is found for these words.")
                                                         : QString());
}

void CachesPage::showButtons()
{
    const bool isBusy = m_isChanging || m_trash->isBusy();
    const qint64 evicted = m_reading ? trashBytes(*m_reading) : 0;
    const bool hasTrash = m_reading && !placesWithTrash(*m_reading).isEmpty();
    m_evict->setEnabled(!isBusy && m_view->selectionModel()->hasSelection());
    m_evict->setToolTip(
        m_view->selectionModel()->hasSelection()
            ? tr("Move what is selected out of its cache, so that the next call makes it anew (Del)")
            : tr("Select results, functions or files first"));
    m_undo->setEnabled(!isBusy && hasTrash);
    m_keep->setEnabled(!m_ties->isBusy()
                       && !m_model->tiesOf(m_view->selectionModel()->selectedRows()).empty());
    m_keep->setToolTip(
        m_keep->isEnabled()
            ? tr("Tie what is selected to a dataset: what is older than its data goes by itself")
            : tr("Select results, functions or files first"));
    m_empty->setVisible(hasTrash);
    m_empty->setEnabled(!isBusy);
    m_empty->setText(tr("Free %1…").arg(byteSizeText(evicted)));
    m_empty->setToolTip(tr("What was evicted, and could be brought back until it is removed"));
}

void CachesPage::chooseDirectory()
{
    auto *dialog = new QFileDialog(this, tr("Look for caches in"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &directory) {
        if (!m_directories.contains(directory))
            m_directories << directory;
        look();
    });
    dialog->open();
}

/// One change at a time. `words` says what came of it.
template <typename Work, typename Words>
void CachesPage::change(Work work, Words words)
{
    m_isChanging = true;
    showButtons();
    m_services.tasks.carryOut(this, std::move(work), [this, words](const Result<CachesChange> &change) {
        m_isChanging = false;
        if (change)
            m_notice->tell(words(*change));
        else
            m_notice->tellFailure(change.error());
        look();
    });
}

void CachesPage::evictSelected()
{
    const auto chosen = m_model->itemsOf(m_view->selectionModel()->selectedRows());
    if (chosen.empty() || m_isChanging)
        return;
    change([reading = m_reading, chosen, now = m_services.sync.clock.now()](
               const std::stop_token &stop) { return evictItems(*reading, chosen, now, stop); },
           [](const CachesChange &done) -> QString {
               const QString left = done.leftAlone == 0
                   ? QString()
                   : u"; "_s + tr("what is being written stays: %1").arg(itemCountText(int(done.leftAlone)));
               return tr("Evicted %1, %2; the next calls make them anew")
                          .arg(itemCountText(int(done.items)), byteSizeText(done.bytes))
                   + left;
           });
}

void CachesPage::undo()
{
    if (!m_undo->isEnabled())
        return;
    change([places =
                placesWithTrash(*m_reading)](const std::stop_token &stop) { return undoLast(places, stop); },
           [](const CachesChange &done) -> QString {
               const QString left = done.leftAlone == 0 ? QString()
                                                        : u"; "_s
                       + tr("what was made anew meanwhile stays: %1").arg(itemCountText(int(done.leftAlone)));
               return tr("Brought back %1").arg(itemCountText(int(done.items))) + left;
           });
}

void CachesPage::openTies()
{
    m_trash->setVisible(m_trash->isBusy());
    m_ties->open(m_model->tiesOf(m_view->selectionModel()->selectedRows()), m_reading->ties);
}

void CachesPage::openTrash()
{
    m_ties->setVisible(m_ties->isBusy());
    m_trash->open(placesWithTrash(*m_reading), trashBytes(*m_reading));
}

QByteArray CachesPage::remembered() const
{
    return m_directories.join(u'\n').toUtf8();
}

void CachesPage::recall(const QByteArray &state)
{
    m_directories = QString::fromUtf8(state).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace larder

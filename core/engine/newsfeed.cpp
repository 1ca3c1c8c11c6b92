#include "core/engine/newsfeed.h"

#include "core/catalog/catalog.h"

#include <QLoggingCategory>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

namespace larder {

namespace {

Q_LOGGING_CATEGORY(logNews, "larder.news", QtWarningMsg)

constexpr std::chrono::milliseconds noteDelay{300}; // at midnight thousands change, one after the other

} // namespace

ToldMemory toldInCatalog(const QString &catalogPath)
{
    const auto read = [catalogPath] {
        ToldOfDatasets told;
        auto catalog = Catalog::open(catalogPath);
        const auto texts = catalog ? catalog->told() : failure(catalog);
        if (!texts) {
            qCWarning(logNews, "what was told cannot be read: %ls", qUtf16Printable(texts.error().message));
            return told;
        }
        for (const auto &[name, text] : texts->asKeyValueRange())
            told.insert(name, toldFromText(text));
        return told;
    };
    const auto note = [catalogPath](const ToldOfDatasets &changed) {
        QHash<DatasetName, QByteArray> texts;
        for (const auto &[name, told] : changed.asKeyValueRange())
            texts.insert(name, toText(told));
        auto catalog = Catalog::open(catalogPath);
        const auto noted = catalog ? catalog->noteTold(texts) : failure(catalog);
        if (!noted)
            qCWarning(logNews, "what is told cannot be noted: %ls", qUtf16Printable(noted.error().message));
        return noted.value_or(QSet<DatasetName>());
    };
    return {read, note};
}

/// Whoever notes, notes all that is to be noted: never an older thing after a newer one.
struct NewsFeed::Ledger {
    explicit Ledger(ToldMemory memory) : m_memory(std::move(memory)) { }

    [[nodiscard]] ToldOfDatasets read()
    {
        const std::scoped_lock lock(m_noting);
        m_stored = m_memory.read();
        return m_stored;
    }

    void add(const ToldOfDatasets &changed)
    {
        const std::scoped_lock lock(m_guard);
        m_pending.insert(changed);
    }
    /// Of the news, what this process noted first. One noting takes what another wished to note, too.
    QList<News> note(const QList<News> &news)
    {
        const std::scoped_lock lock(m_noting);
        const ToldOfDatasets pending = take();
        const QSet<DatasetName> known = pending.isEmpty() ? QSet<DatasetName>() : m_memory.note(pending);
        for (const auto &[name, told] : pending.asKeyValueRange()) {
            const bool isOldNews = m_stored.contains(name) && m_stored.value(name) == told; // gone and back
            if (known.contains(name) && !isOldNews)
                m_others.insert(name);
            else
                m_others.remove(name);
        }
        m_stored.insert(pending);
        const auto isOurs = [this](const DatasetName &dataset) { return !m_others.contains(dataset); };
        QList<News> ours;
        std::ranges::copy_if(news, std::back_inserter(ours), [&isOurs](const News &one) {
            return std::ranges::any_of(one.datasets, isOurs);
        });
        return ours;
    }

private:
    ToldOfDatasets take()
    {
        const std::scoped_lock lock(m_guard);
        return std::exchange(m_pending, {});
    }
    std::mutex m_noting;
    const ToldMemory m_memory;
    ToldOfDatasets m_stored; ///< as far as this process knows
    QSet<DatasetName> m_others; ///< what is stored of them was noted by another process
    std::mutex m_guard;
    ToldOfDatasets m_pending;
};

NewsFeed::NewsFeed(ToldMemory memory, QTimeZone viewerZone, QObject *parent)
    : QObject(parent),
      m_ledger(std::make_shared<Ledger>(std::move(memory))),
      m_desk(std::move(viewerZone))
{
    m_noteSoon.setSingleShot(true);
    m_noteSoon.setInterval(noteDelay);
    connect(&m_noteSoon, &QTimer::timeout, this, [this] { note(); });
    m_reading = m_tasks.run(
        this, [ledger = m_ledger](const std::stop_token &) { return ledger->read(); },
        [this](const ToldOfDatasets &told) { recall(told); });
}

NewsFeed::~NewsFeed()
{
    if (m_noteSoon.isActive())
        note();
}

bool NewsFeed::shutDown(std::chrono::milliseconds atMost)
{
    if (m_noteSoon.isActive())
        note();
    return m_tasks.shutDown(atMost, atMost);
}

void NewsFeed::takeRows(const RowChanges &changes)
{
    onceRecalled([this, changes] { compare(changes); });
}

void NewsFeed::noteFirstReading()
{
    onceRecalled([this] { endCatchingUp(); });
}

void NewsFeed::recall(const ToldOfDatasets &told)
{
    m_desk.recall(told);
    m_hasRecalled = true;
    for (const auto &act : std::exchange(m_early, {}))
        act();
}

void NewsFeed::onceRecalled(std::function<void()> act)
{
    if (m_hasRecalled)
        act();
    else
        m_early << std::move(act);
}

void NewsFeed::compare(const RowChanges &changes)
{
    const QList<News> news = m_desk.takeRows(changes);
    if (m_isCatchingUp) {
        m_missed << news;
        return;
    }
    if (!news.isEmpty()) {
        note(news, [this](const QList<News> &ours) {
            for (const News &one : ours)
                Q_EMIT newsFound(one);
        });
    } else if (m_desk.hasChanges() && !m_noteSoon.isActive()) {
        m_noteSoon.start();
    }
}

void NewsFeed::endCatchingUp()
{
    if (!std::exchange(m_isCatchingUp, false))
        return;
    m_desk.endCatchingUp();
    note(std::exchange(m_missed, {}), [this](const QList<News> &ours) {
        if (!ours.isEmpty())
            Q_EMIT newsCaughtUp(ours);
    });
}

void NewsFeed::note(const QList<News> &news, std::function<void(const QList<News> &)> tell)
{
    m_noteSoon.stop();
    m_ledger->add(m_desk.takeChanges());
    m_tasks.carryOut(
        this, [ledger = m_ledger, news](const std::stop_token &) { return ledger->note(news); },
        [tell = std::move(tell)](const QList<News> &ours) {
            if (tell)
                tell(ours);
        });
}

} // namespace larder

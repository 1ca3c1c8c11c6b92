/// The news desk with its memory on disk: reads what was told before the first rows are compared with it, and
/// notes what is told before it is told. So whatever came while nobody was there to tell it (no window, or a
/// killed one) is told when the next one starts, and nothing twice: of several windows on one home, whoever
/// notes it first tells it (not whoever looks in the background, which may be an agent, and that tells
/// nobody). A kill in the very moment of telling may lose that one. Where the memory cannot be read or
/// written, news are told all the same. Threads: its own; reading and writing have threads of theirs.
#pragma once

#include "core/engine/news.h"
#include "core/engine/taskrunner.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace larder {

/// Where the memory lies; called in other threads. `read` empty-handed: nothing was ever told.
struct ToldMemory {
    std::function<ToldOfDatasets()> read;
    /// Returns those of whom another process had noted the same: it tells them.
    std::function<QSet<DatasetName>(const ToldOfDatasets &changed)> note;
};
/// In the catalog at this path.
[[nodiscard]] ToldMemory toldInCatalog(const QString &catalogPath);

class NewsFeed : public QObject
{
    Q_OBJECT
public:
    /// A day is the viewer's.
    NewsFeed(ToldMemory memory, QTimeZone viewerZone, QObject *parent = nullptr);
    /// Notes what is not noted yet.
    ~NewsFeed() override;

    void takeRows(const larder::RowChanges &changes);
    /// All rows were told once.
    void noteFirstReading();
    /// Notes what is not noted yet, and tells nothing any more. False: that hangs.
    [[nodiscard]] bool shutDown(std::chrono::milliseconds atMost);

Q_SIGNALS:
    void newsFound(const larder::News &news);
    /// What came while nobody told it, all at once; at most one time, never empty.
    void newsCaughtUp(const QList<larder::News> &news);

private:
    struct Ledger;
    void recall(const ToldOfDatasets &told);
    void onceRecalled(std::function<void()> act);
    void compare(const RowChanges &changes);
    void endCatchingUp();
    /// Tells when it is noted, what nobody else tells.
    void note(const QList<News> &news = {}, std::function<void(const QList<News> &)> tell = {});

    const std::shared_ptr<Ledger> m_ledger; ///< the notes' threads share it
    TaskRunner m_tasks;
    NewsDesk m_desk;
    Task m_reading;
    bool m_hasRecalled = false;
    QList<std::function<void()>> m_early; ///< for when the memory is read, in order
    bool m_isCatchingUp = true;
    QList<News> m_missed;
    QTimer m_noteSoon;
};

} // namespace larder

/// What a person wants to be told of once, wherever it happened: by this process or by another, and also
/// while nobody was there to tell it. Found by comparing rows with what was told of them before; where
/// nothing was ever told, the first telling is no news. What many datasets suffer from one cause is one piece
/// of news. Pure but for its memory, which can be taken out and given to the next desk; one thread.
#pragma once

#include "core/engine/judgedrow.h"

#include <QHash>
#include <QSet>
#include <QTimeZone>

#include <utility>

namespace larder {

enum class NewsKind {
    Reuploaded, ///< a second upload of the same day, or the answer to a report, is fetched
    Identical, ///< what was uploaded after a report has the bytes of before
    SignInNeeded,
    Failing, ///< `failures` looks in a row have failed
    Late, ///< by `expect`, or by what is usual
    AfterFailed, ///< the command after new data; told once until it succeeds
};

struct News {
    NewsKind kind;
    QList<DatasetName> datasets; ///< at least one; those of one cause, by name
    QString customer; ///< display name of the first one's customer
    QString report; ///< what was reported; empty: nothing
    SnapshotId snapshot; ///< of Reuploaded and AfterFailed
    ChangeCounts changes; ///< of Reuploaded, where known
    std::optional<Error> error; ///< of SignInNeeded, Failing and AfterFailed
    int failures = 0;
    std::optional<Instant> expectedBy; ///< of Late
    bool isLearned = false; ///< of Late: nobody set a deadline

    bool operator==(const News &) const = default;
};

/// What of a dataset is no news any more.
struct Told {
    SnapshotId newest;
    std::optional<Instant> fetchedAt;
    QSet<QString> causes; ///< of its troubles since the last look that succeeded
    QList<Report> reports;
    std::optional<Instant> lateSince; ///< the last deadline that was missed, by `expect` or by what is usual
    bool hasFailedAfter = false; ///< the command after new data, since it last succeeded

    bool operator==(const Told &) const = default;
};
using ToldOfDatasets = QHash<DatasetName, Told>;

[[nodiscard]] QByteArray toText(const Told &told);
/// What cannot be read was never told.
[[nodiscard]] Told toldFromText(const QByteArray &text);

class NewsDesk
{
public:
    /// A day is the viewer's.
    explicit NewsDesk(QTimeZone viewerZone) : m_viewerZone(std::move(viewerZone)) { }

    /// What an earlier desk told. From here until `endCatchingUp` everything that differs is news, whoever
    /// asked for it. Empty: nothing was ever told. REQUIRES: no rows were taken.
    void recall(const ToldOfDatasets &told);
    /// All rows were told once.
    void endCatchingUp() { m_isCatchingUp = false; }

    [[nodiscard]] QList<News> takeRows(const RowChanges &changes);

    /// What became different since it was taken last, for the next desk.
    [[nodiscard]] bool hasChanges() const { return !m_changes.isEmpty(); }
    [[nodiscard]] ToldOfDatasets takeChanges() { return std::exchange(m_changes, {}); }

private:
    struct Trouble; ///< what is wrong now
    [[nodiscard]] QList<News> newsOf(const JudgedRow &judged, const Trouble &trouble, const Told &before,
                                     const Told &after) const;
    void addUploads(QList<News> &found, const JudgedRow &judged, const Told &before, const Told &after) const;
    [[nodiscard]] bool isSecondOfTheDay(const Record &record, const Told &before) const;
    [[nodiscard]] bool isTold(const QString &cause) const;

    QTimeZone m_viewerZone;
    bool m_isCatchingUp = false;
    ToldOfDatasets m_told;
    ToldOfDatasets m_changes;
};

} // namespace larder

Q_DECLARE_METATYPE(larder::News)

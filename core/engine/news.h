/// What a person wants to be told of once, wherever it happened: by this process or by another. Found by
/// comparing rows with what was told of them before; the first telling of a dataset is never news. What many
/// datasets suffer from one cause is one piece of news. Pure but for its memory; one thread.
#pragma once

#include "core/engine/judgedrow.h"

#include <QHash>
#include <QSet>
#include <QTimeZone>

namespace larder {

enum class NewsKind {
    Reuploaded, ///< a second upload of the same day, or the answer to a report, is fetched
    Identical, ///< what was uploaded after a report has the bytes of before
    SignInNeeded,
    Failing, ///< `failures` looks in a row have failed
    Late, ///< by `expect`, or by what is usual
};

struct News {
    NewsKind kind;
    QList<DatasetName> datasets; ///< at least one; those of one cause, by name
    QString customer; ///< display name of the first one's customer
    QString report; ///< what was reported; empty: nothing
    SnapshotId snapshot; ///< of Reuploaded
    ChangeCounts changes; ///< of Reuploaded, where known
    std::optional<Error> error; ///< of SignInNeeded and Failing
    int failures = 0;
    std::optional<Instant> expectedBy; ///< of Late
    bool isLearned = false; ///< of Late: nobody set a deadline

    bool operator==(const News &) const = default;
};

class NewsDesk
{
public:
    /// A day is the viewer's.
    explicit NewsDesk(QTimeZone viewerZone) : m_viewerZone(std::move(viewerZone)) { }

    [[nodiscard]] QList<News> takeRows(const RowChanges &changes);

private:
    struct Known {
        State state = State::Missing;
        QString cause; ///< of a sign-in that is needed, of failing; empty: none
        QSet<QString> causes; ///< all of them since the last look that succeeded
        SnapshotId newest;
        std::optional<Instant> fetchedAt;
        QList<Report> reports;
        std::optional<Instant>
            lateSince; ///< the last deadline that was missed, by `expect` or by what is usual
    };
    [[nodiscard]] static Known knownOf(const JudgedRow &judged, Instant now);
    [[nodiscard]] QList<News> newsOf(const JudgedRow &judged, const Known &before, const Known &after) const;
    [[nodiscard]] bool isTold(const QString &cause) const;

    QTimeZone m_viewerZone;
    QHash<DatasetName, Known> m_known;
};

} // namespace larder

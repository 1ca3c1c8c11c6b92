/// One cause, one try. Datasets that share a sign-in (a host and a credentials name, a store and a profile)
/// stand before one door: the first that
/// falls due knocks, and the others follow once it was let in. When it was turned away (an expired sign-in),
/// it alone is tried again, as often as its backoff says; after a while one of the others knocks, because the
/// fault may be the first one's own. So an expired sign-in of 40 datasets is tried once, and one refused path
/// does not keep 39 out. Pure but for its memory; one thread.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/record.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace larder {

/// Nobody was reached, or nobody answered: it says nothing about who asked, nor about what was asked for.
[[nodiscard]] constexpr bool isOnTheWay(ErrorKind kind)
{
    return kind == ErrorKind::Network || kind == ErrorKind::Timeout || kind == ErrorKind::Throttled;
}

/// The door of a binding; empty: a directory has none.
[[nodiscard]] QString doorOf(const Binding &binding);

class Doors
{
public:
    /// What a row tells of the last look, whoever made it.
    void take(const DatasetName &dataset, const Binding &binding, const std::optional<Look> &last);
    void remove(const DatasetName &dataset);

    /// nullopt: it may go. Else the dataset that it waits for.
    [[nodiscard]] std::optional<DatasetName> waitsFor(const DatasetName &dataset, Instant now) const;
    /// The other one that was turned away; nullopt: none was, the other is just still knocking.
    [[nodiscard]] std::optional<DatasetName> turnedAway(const DatasetName &dataset) const;

    void noteStarted(const DatasetName &dataset, Instant now);
    /// The source delivers: nothing is wrong with the sign-in.
    void noteLetIn(const DatasetName &dataset, Instant now);
    /// nullopt: it ended well. Stopped is an error (Cancelled), too.
    void noteEnded(const DatasetName &dataset, const std::optional<Error> &error, Instant now);

private:
    struct Door {
        std::optional<DatasetName> knocking; ///< the others wait for what comes of it
        Instant knockingSince{};
        std::optional<DatasetName> refused; ///< the one that is tried again, alone
        Instant refusedSince{};
        QSet<DatasetName> ownTrouble; ///< refused while others were let in: says nothing about the door
        bool isOfBuckets = false; ///< what is denied is a bucket's own affair
        std::optional<Instant> openedAt; ///< somebody was let in
        std::optional<Instant> newsAt; ///< of the latest look that was taken into account
    };
    [[nodiscard]] const Door *doorOf(const DatasetName &dataset) const;
    [[nodiscard]] Door *doorOf(const DatasetName &dataset);
    static void judge(Door &door, const DatasetName &dataset, const std::optional<Error> &error, Instant at);

    QHash<DatasetName, QString> m_doorOf;
    QHash<QString, Door> m_doors;
};

} // namespace larder

/// Datasets that are cut out of one folder of a bucket, by their globs, cost one listing together: who asks
/// while another lists the same place, or soon after, waits for that listing and selects from it. It counts
/// as what it is, an observation from when it began; nobody is answered by one that began before they asked.
/// Guards itself; any thread but the GUI's. Owned by the composition, outlives every source.
#pragma once

#include "core/base/tick.h"
#include "core/dataset/datasetname.h"
#include "core/dataset/listing.h"
#include "core/sources/selection.h"

#include <QHash>
#include <QSet>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>

namespace larder {

class Clock;

class SharedListings
{
public:
    struct Question {
        QString place; ///< equal where the listings would be; see listedPlace
        DatasetName dataset;
        Tick askedAt;
        const EntryFilter &filter;
    };
    using List = std::function<Result<Listing>(const EntryFilter &filter)>;
    /// Whether the dataset still lies there: it may have been forgotten, or bound elsewhere.
    using LiesAt = std::function<bool(const QString &place, const DatasetName &dataset)>;

    SharedListings(const Clock &clock, LiesAt liesAt) : m_clock(clock), m_liesAt(std::move(liesAt)) { }

    /// `dataset` is about to ask as well: whoever lists the place next lists all of it.
    void expect(const QString &place, const DatasetName &dataset);
    /// `list`, or what another dataset's came to, errors included; `began` is the same for all of them. A
    /// place that is known to be one dataset's alone is listed by its filter, which may spare whole folders.
    [[nodiscard]] Result<Listing> read(const Question &question, const List &list,
                                       const std::stop_token &stop);

private:
    struct Flight;
    struct Place {
        QSet<DatasetName> askers; ///< all that were, until a listing of it all finds them gone
        std::shared_ptr<Flight> flight; ///< going, or ended and not yet seen by all of them
    };

    [[nodiscard]] Result<Listing> lead(std::unique_lock<std::mutex> lock, const Question &question,
                                       const List &list);
    void noteSeen(const Question &question, const std::shared_ptr<Flight> &flight);
    void dropOld();

    const Clock &m_clock;
    const LiesAt m_liesAt;
    std::mutex m_guard;
    std::condition_variable_any m_ended;
    QHash<QString, Place> m_places;
    std::deque<std::pair<Tick, QString>> m_kept; ///< places whose flight ended, since when
};

} // namespace larder

#include "core/sources/sharedlistings.h"

#include "core/base/clock.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes longestKept{1}; // the others have asked by then, or ask anew

/// Of all that is there, what the filter accepts; for whoever led as for the others, from the same instant.
Listing selected(const Listing &all, const EntryFilter &filter, const ListingBegin &began)
{
    Listing listing = all;
    listing.began = began;
    std::erase_if(listing.entries, [&filter](const Entry &entry) { return !filter.accepts(entry.path); });
    return listing;
}

/// Names that cannot be kept, or too many of them: the filter may leave them out.
bool mayDependOnFilter(const Result<Listing> &outcome)
{
    return !outcome && outcome.error().kind == ErrorKind::Unsupported;
}

} // namespace

struct SharedListings::Flight {
    const ListingBegin began;
    std::optional<Result<Listing>> outcome; ///< of everything; never changes again
    QSet<DatasetName> seenBy;
};

void SharedListings::expect(const QString &place, const DatasetName &dataset)
{
    const std::scoped_lock lock(m_guard);
    m_places[place].askers.insert(dataset);
}

Result<Listing> SharedListings::read(const Question &question, const List &list, const std::stop_token &stop)
{
    std::unique_lock lock(m_guard);
    dropOld();
    QSet<DatasetName> &askers = m_places[question.place].askers;
    askers.insert(question.dataset);
    if (askers.size() == 1) {
        lock.unlock();
        return list(question.filter);
    }
    while (const std::shared_ptr<Flight> flight = m_places[question.place].flight) {
        if (flight->began.tick < question.askedAt)
            break;
        if (!m_ended.wait(lock, stop, [&flight] { return flight->outcome.has_value(); }))
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        const Result<Listing> &outcome = *flight->outcome;
        if (!outcome && outcome.error().kind == ErrorKind::Cancelled) {
            if (m_places[question.place].flight == flight)
                m_places[question.place].flight.reset();
            continue; // its own run was stopped, not ours
        }
        noteSeen(question, flight);
        lock.unlock();
        if (mayDependOnFilter(outcome))
            return list(question.filter);
        if (!outcome)
            return outcome;
        Listing listing = selected(*outcome, question.filter, flight->began);
        listing.requests = 0;
        return listing;
    }
    return lead(std::move(lock), question, list);
}

Result<Listing> SharedListings::lead(std::unique_lock<std::mutex> lock, const Question &question,
                                     const List &list)
{
    Place &place = m_places[question.place];
    const bool isShared = std::ranges::any_of(place.askers, [&](const DatasetName &asker) {
        return asker != question.dataset && m_liesAt(question.place, asker);
    });
    if (!isShared) {
        place.askers = {question.dataset};
        lock.unlock();
        return list(question.filter);
    }
    const auto flight = std::make_shared<Flight>(ListingBegin{m_clock.now(), Tick::now()});
    place.flight = flight;
    lock.unlock();
    Result<Listing> all = list({});
    const Result<Listing> own = mayDependOnFilter(all) ? list(question.filter)
        : all ? Result<Listing>(selected(*all, question.filter, flight->began))
              : all;
    lock.lock();
    flight->outcome = std::move(all);
    m_kept.emplace_back(Tick::now(), question.place);
    noteSeen(question, flight);
    m_ended.notify_all();
    return own;
}

/// What all have seen is not kept.
void SharedListings::noteSeen(const Question &question, const std::shared_ptr<Flight> &flight)
{
    Place &place = m_places[question.place];
    flight->seenBy.insert(question.dataset);
    if (place.flight == flight && flight->seenBy.contains(place.askers))
        place.flight.reset();
}

void SharedListings::dropOld()
{
    const Tick now = Tick::now();
    while (!m_kept.empty() && now.sinceBoot - m_kept.front().first.sinceBoot > longestKept) {
        Place &place = m_places[m_kept.front().second];
        if (place.flight && place.flight->outcome)
            place.flight.reset();
        m_kept.pop_front();
    }
}

} // namespace larder

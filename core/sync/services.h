/// What the flow works with, built once in app/composition and handed down. Every reference outlives every
/// run. Any thread; the clock and the home are immutable, the rest guards itself.
#pragma once

#include <QString>

#include <optional>

class QThreadPool;

namespace larder {

class Clock;
class Home;
class HttpClientFactory;
class SharedListings;
struct SignIns;

struct SyncServices {
    const Home &home;
    const Clock &clock; ///< judges; waits and the wire use real time
    HttpClientFactory &http; ///< shares one rate limit among all runs of this process
    SignIns &signIns; ///< who we are to each provider
    QThreadPool &pool; ///< hashing beside the run's own thread
    std::optional<qint64> budgetBytes = {}; ///< for the whole store; a run prunes down to it
    QString unpackProgram = {}; ///< reads archives, in a process of its own
    SharedListings *listings = nullptr; ///< of all runs of this process; nullptr: each lists for itself
};

} // namespace larder

/// What the flow works with, built once in app/composition and handed down. Every reference outlives every
/// run. Any thread; the clock and the home are immutable, the rest guards itself.
#pragma once

#include <QtTypes>

#include <optional>

class QThreadPool;

namespace larder {

class AwsSignIn;
class Clock;
class Home;
class HttpClientFactory;

struct SyncServices {
    const Home &home;
    const Clock &clock; ///< judges; waits and the wire use real time
    HttpClientFactory &http; ///< shares one rate limit among all runs of this process
    AwsSignIn &aws; ///< who we are to S3
    QThreadPool &pool; ///< hashing beside the run's own thread
    std::optional<qint64> budgetBytes = {}; ///< for the whole store; a run prunes down to it
};

} // namespace larder

/// What one provider's sign-in remembers: keys until they expire, one failure for some seconds (forty
/// datasets that start together make one attempt), and keys that the server refused. Shared by threads: who
/// comes while a command runs shares its answer. `Keys` has `expiresAt`, `mayBeKept()` and ==.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QHash>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace larder {

template <typename Keys>
class SignInMemory
{
public:
    /// For `store`, which they are to open (an endpoint, an account; empty: the provider's own): what is
    /// known of `name`, else what `resolve()` gives: Result<Keys>; blocks as long as that does.
    template <typename Resolve>
    [[nodiscard]] Result<Keys> keys(const QString &name, const QString &store, const std::stop_token &stop,
                                    const Resolve &resolve)
    {
        const std::shared_ptr<Known> shared = knownAs(name);
        Known &known = *shared;
        const std::unique_lock lock = locked(known, stop);
        if (!lock.owns_lock())
            return failure(ErrorKind::Cancelled, QStringLiteral("stopped"));
        const Instant now = SystemClock().now(); // of the wire: the provider's clock is the real one
        const std::optional<Refusal> refusal = refusalOf(name, store);
        if (known.keys && now < known.keysUntil && !(refusal && refusal->keys == *known.keys))
            return *known.keys;
        if (known.error && std::chrono::steady_clock::now() < known.errorUntil)
            return std::unexpected(*known.error);
        Result<Keys> keys = resolve();
        known.keys.reset();
        known.error.reset();
        if (keys && refusal && refusal->keys == *keys)
            return std::unexpected(refusal->error);
        if (!keys && keys.error().kind != ErrorKind::Cancelled) {
            known.error = keys.error();
            known.errorUntil = std::chrono::steady_clock::now() + failureCounts;
        }
        if (keys && keys->mayBeKept()) {
            known.keys = *keys;
            known.keysUntil = keys->expiresAt
                ? std::max<Instant>(*keys->expiresAt - renewedBefore,
                                    std::min<Instant>(now + renewedAtMostEvery, *keys->expiresAt))
                : now + keptWithoutExpiry;
        }
        return keys;
    }

    /// The store takes these keys no more, and said so by `error`: they are asked for anew the next time; as
    /// long as the same ones are found, that error is given at once for some time to whoever wants to go
    /// there.
    void refuse(const QString &name, const QString &store, const Keys &keys, const Error &error)
    {
        const std::shared_ptr<Known> known = knownAs(name);
        // Who holds it for longer asks a command, and gets new ones.
        if (const std::unique_lock lock(known->guard, stopCheck); lock.owns_lock() && known->keys == keys)
            known->keys.reset();
        const std::scoped_lock lock(m_guard);
        m_refusals.insert({name, store}, {keys, error, std::chrono::steady_clock::now() + refusalCounts});
    }

private:
    static constexpr std::chrono::minutes renewedBefore{5}; // of expiry: a download must not outlive its keys
    static constexpr std::chrono::seconds renewedAtMostEvery{
        20}; // a command may give the same keys until they end
    static constexpr std::chrono::minutes keptWithoutExpiry{
        15}; // a command that does not say how long they live
    static constexpr std::chrono::seconds failureCounts{
        5}; // shared by what starts together; nobody waits for it
    static constexpr std::chrono::seconds refusalCounts{
        30}; // what is refused becomes good by a new sign-in only
    static constexpr std::chrono::milliseconds stopCheck{50};

    /// What its own guard guards; held while a command runs.
    struct Known {
        std::timed_mutex guard;
        std::optional<Keys> keys;
        Instant keysUntil{};
        std::optional<Error> error;
        std::chrono::steady_clock::time_point errorUntil;
    };
    struct Refusal {
        Keys keys;
        Error error;
        std::chrono::steady_clock::time_point until;
    };

    [[nodiscard]] std::shared_ptr<Known> knownAs(const QString &name)
    {
        const std::scoped_lock lock(m_guard);
        std::shared_ptr<Known> &known = m_known[name];
        if (!known)
            known = std::make_shared<Known>();
        return known;
    }
    /// Owns nothing when it was stopped.
    [[nodiscard]] static std::unique_lock<std::timed_mutex> locked(Known &known, const std::stop_token &stop)
    {
        std::unique_lock lock(known.guard, std::defer_lock);
        while (!stop.stop_requested() && !lock.try_lock_for(stopCheck)) { }
        return lock;
    }
    /// nullopt: none that still counts.
    [[nodiscard]] std::optional<Refusal> refusalOf(const QString &name, const QString &store)
    {
        const std::scoped_lock lock(m_guard);
        const auto refusal = m_refusals.constFind({name, store});
        const bool counts =
            refusal != m_refusals.constEnd() && std::chrono::steady_clock::now() < refusal->until;
        return counts ? std::optional(*refusal) : std::nullopt;
    }

    std::mutex m_guard; ///< of the tables; never held for long
    QHash<QString, std::shared_ptr<Known>> m_known;
    QHash<std::pair<QString, QString>, Refusal> m_refusals; ///< by name and store
};

} // namespace larder

/// One run's keys to a provider: taken once, renewed before they expire and when the server refuses them in
/// the middle. Lives on the run's thread. `SignIn` has `keys(who, store, stop)` and
/// `refuse(who, store, keys, error)`.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/credentials/signinname.h"

#include <QString>

#include <chrono>
#include <optional>
#include <stop_token>

namespace larder {

template <typename SignIn, typename Keys>
class RunKeys
{
public:
    /// `signIn` outlives it.
    RunKeys(SignIn &signIn, SignInName who, QString store)
        : m_signIn(signIn),
          m_who(std::move(who)),
          m_store(std::move(store))
    { }

    /// Before the first request. Errors: SignInNeeded, Cancelled.
    [[nodiscard]] Result<void> take(const std::stop_token &stop)
    {
        m_stop = stop;
        m_renewals = 0;
        Result<Keys> keys = m_signIn.keys(m_who, m_store, stop);
        if (!keys)
            return failure(keys);
        m_keys = std::move(*keys);
        return {};
    }

    /// nullptr: none were taken. What is about to expire is exchanged, if that can be.
    [[nodiscard]] const Keys *current()
    {
        if (m_keys && m_keys->expiresAt && *m_keys->expiresAt - SystemClock().now() < renewedBefore) {
            if (Result<Keys> keys = m_signIn.keys(m_who, m_store, m_stop))
                m_keys = std::move(*keys);
        }
        return m_keys ? &*m_keys : nullptr;
    }
    [[nodiscard]] const std::optional<Keys> &taken() const { return m_keys; }

    /// The server refused them by `error`. True: ask again, they may have been replaced meanwhile, by a new
    /// sign-in, or by those that a command gives now.
    [[nodiscard]] bool renew(const Error &error)
    {
        if (!m_keys)
            return false;
        const auto now = std::chrono::steady_clock::now();
        if (m_renewedAt && now - *m_renewedAt < answersOfBefore)
            return true; // that was about the keys of before: many requests were under way
        if (++m_renewals > mostRenewals)
            return false;
        m_signIn.refuse(m_who, m_store, *m_keys, error);
        Result<Keys> keys = m_signIn.keys(m_who, m_store, m_stop);
        if (!keys)
            return false;
        m_keys = std::move(*keys);
        m_renewedAt = now;
        return true;
    }

private:
    static constexpr std::chrono::minutes renewedBefore{2}; // of the keys' expiry, in the middle of a run
    static constexpr std::chrono::seconds answersOfBefore{10};
    static constexpr int mostRenewals = 3; // of a run: keys that are refused anew each time are no expiry

    SignIn &m_signIn;
    const SignInName m_who;
    const QString m_store;
    std::stop_token m_stop;
    std::optional<Keys> m_keys;
    int m_renewals = 0;
    std::optional<std::chrono::steady_clock::time_point> m_renewedAt;
};

} // namespace larder

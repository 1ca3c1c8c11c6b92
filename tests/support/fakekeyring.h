/// A keyring in memory, which a test locks.
#pragma once

#include "core/credentials/keyring.h"

#include <QMap>

#include <mutex>

namespace larder::test {

class FakeKeyring : public Keyring
{
public:
    Result<std::optional<QByteArray>> read(const QString &item, const std::stop_token &) override
    {
        const std::scoped_lock lock(m_guard);
        ++m_reads;
        if (m_isLocked)
            return refusal();
        return m_items.contains(item) ? std::optional(m_items.value(item)) : std::nullopt;
    }
    Result<void> write(const QString &item, const QByteArray &secret, const std::stop_token &) override
    {
        const std::scoped_lock lock(m_guard);
        if (m_isLocked)
            return refusal();
        m_items[item] = secret;
        return {};
    }
    Result<void> remove(const QString &item, const std::stop_token &) override
    {
        const std::scoped_lock lock(m_guard);
        if (m_isLocked)
            return refusal();
        m_items.remove(item);
        return {};
    }

    void setLocked(bool isLocked)
    {
        const std::scoped_lock lock(m_guard);
        m_isLocked = isLocked;
    }
    /// As a person does in the keyring's own program.
    void forgetAll()
    {
        const std::scoped_lock lock(m_guard);
        m_items.clear();
    }
    [[nodiscard]] QStringList items() const
    {
        const std::scoped_lock lock(m_guard);
        return m_items.keys();
    }
    [[nodiscard]] int reads() const
    {
        const std::scoped_lock lock(m_guard);
        return m_reads;
    }

private:
    static std::unexpected<Error> refusal()
    {
        return failure(ErrorKind::SignInNeeded, QStringLiteral("the desktop keyring is locked"), {},
                       QStringLiteral("unlock it"));
    }

    mutable std::mutex m_guard;
    QMap<QString, QByteArray> m_items;
    bool m_isLocked = false;
    int m_reads = 0;
};

} // namespace larder::test

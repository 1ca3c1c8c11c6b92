#include "core/sources/followingcheck.h"

#include <algorithm>

namespace larder {

namespace {

constexpr std::size_t readBytes = 64 * 1024;
constexpr qint64 fasterThanItComes = 4;

} // namespace

FollowingCheck::FollowingCheck(std::unique_ptr<BodyCheck> check, Delivery &delivery)
    : m_check(std::move(check)),
      m_delivery(delivery)
{ }

Result<void> FollowingCheck::came(qint64 at, std::span<const char> bytes)
{
    const auto size = static_cast<qint64>(bytes.size());
    if (at == m_checked) {
        m_check->add(bytes);
        m_checked += size;
        return {};
    }
    return readBack(std::min(m_delivery.offset(), m_checked + fasterThanItComes * size));
}

Result<void> FollowingCheck::readRest()
{
    return readBack(m_delivery.offset());
}

Result<void> FollowingCheck::readBack(qint64 upTo)
{
    m_buffer.resize(readBytes);
    while (m_checked < upTo) {
        const auto wanted = std::min(m_buffer.size(), static_cast<std::size_t>(upTo - m_checked));
        if (const Result<void> read = m_delivery.readAt(m_checked, {m_buffer.data(), wanted}); !read)
            return read;
        m_check->add({m_buffer.data(), wanted});
        m_checked += static_cast<qint64>(wanted);
    }
    return {};
}

} // namespace larder

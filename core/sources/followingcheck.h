/// A checksum over bytes that come in any order: what came ahead of its turn is read back from the store when
/// the turn comes, a little with each write, so that little is left for the end. On the run's thread. Errors:
/// the store's; Corrupt from verify().
#pragma once

#include "core/sources/objectserver.h"
#include "core/sources/source.h"

#include <vector>

namespace larder {

class FollowingCheck
{
public:
    /// `delivery` outlives this.
    FollowingCheck(std::unique_ptr<BodyCheck> check, Delivery &delivery);
    /// After the delivery has them.
    [[nodiscard]] Result<void> came(qint64 at, std::span<const char> bytes);
    /// After all bytes.
    [[nodiscard]] Result<void> readRest();
    [[nodiscard]] Result<void> verify() { return m_check->verify(); }

private:
    [[nodiscard]] Result<void> readBack(qint64 upTo);

    const std::unique_ptr<BodyCheck> m_check;
    Delivery &m_delivery;
    qint64 m_checked = 0;
    std::vector<char> m_buffer;
};

} // namespace larder

#include "core/sources/pendinglisting.h"

namespace larder {

using namespace Qt::StringLiterals;

void PendingListing::fail(Error error)
{
    if (!m_error && !m_stop.stop_requested())
        m_error = std::move(error);
    m_stop.request_stop();
}

Result<Listing> PendingListing::finish(const Result<void> &driven, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (m_error)
        return std::unexpected(*m_error);
    if (!driven)
        return failure(driven);
    listing.notices = ignored.notices();
    if (const Result<void> finished = finishListing(listing); !finished)
        return failure(finished);
    return std::move(listing);
}

} // namespace larder

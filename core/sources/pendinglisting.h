/// A listing over a network while it is read: what came, what was left out, the first error, and the end that
/// all of them have. Lives on the run's thread.
#pragma once

#include "core/sources/entrypath.h"

#include <optional>
#include <stop_token>

namespace larder {

class PendingListing
{
public:
    Listing listing;
    IgnoredCounter ignored;

    /// The first one ends the reading; what follows from that is none of its own.
    void fail(Error error);
    [[nodiscard]] bool hasFailed() const { return m_error.has_value(); }
    void requestStop() { m_stop.request_stop(); }
    /// What the client is driven by.
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    /// `driven` is how the client ended, `stop` a person's. Errors: Cancelled, the first that was noted,
    /// `driven`'s, those of finishListing.
    [[nodiscard]] Result<Listing> finish(const Result<void> &driven, const std::stop_token &stop);

private:
    std::optional<Error> m_error;
    std::stop_source m_stop;
};

} // namespace larder

/// Which of a source's entries make up the dataset: include and exclude globs, `newest N`, `since D`. Pure.
/// Paths count from the address's base, exactly as the source spells them.
#pragma once

#include "core/base/instant.h"
#include "core/dataset/binding.h"
#include "core/dataset/listing.h"
#include "core/sources/glob.h"

#include <optional>
#include <vector>

namespace larder {

/// By path alone. Empty: everything is accepted.
struct EntryFilter {
    std::optional<Glob> within; ///< the address's trailing globs; set by the Source, which knows its address
    std::vector<Glob> include; ///< one of them must match, unless there are none
    std::vector<Glob> exclude; ///< none of them may match

    [[nodiscard]] bool accepts(QByteArrayView path) const;
    /// False: nothing below `directory` (without a final '/') can be accepted, so it need not be listed.
    [[nodiscard]] bool acceptsBelow(QByteArrayView directory) const;
};

struct Selection {
    EntryFilter filter;
    int newest = 0; ///< only the newest N; 0: all
    std::chrono::seconds since{0}; ///< only what was modified less than this before `now`; 0: all
};

/// Errors: Invalid, for a bad glob, which is named.
[[nodiscard]] Result<Selection> selectionOf(const Binding &binding);

/// Called after every probe. Entries whose time the source does not say pass `since`, and count as oldest for
/// `newest`; a notice says so. Equal times: the later path in byte order counts as newer.
[[nodiscard]] Listing applySelection(Listing listing, const Selection &selection, Instant now);

} // namespace larder

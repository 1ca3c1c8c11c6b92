/// What it means where a bucket answers, and has no key below the prefix: there are no folders that could be
/// there and empty.
#pragma once

namespace larder {

enum class NoKeys {
    MeanMissing, ///< the address is likely wrong: NotFound
    MeanEmpty, ///< as of an empty folder (--allow-empty)
};

} // namespace larder

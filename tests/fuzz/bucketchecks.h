/// What a listing of any store may hold, once its page was read.
#pragma once

#include "core/http/httpvalidator.h"
#include "core/sources/bucketplace.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

namespace larder::fuzz {

/// What goes into a field of a request must not be able to begin another one.
[[nodiscard]] inline bool fitsAField(const QByteArray &value)
{
    return std::ranges::none_of(value,
                                [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

inline void checkValidator(const Validator &validator)
{
    const bool isNone = validator.strength == ValidatorStrength::None;
    promise(isNone == validator.token.isEmpty(), "a validator that proves something has a token");
    const std::optional<QByteArray> tag = anyETag(validator);
    promise(!tag || fitsAField(*tag), "an ETag fits into If-Match");
}

inline void checkObject(const BucketObject &object)
{
    promise(!object.key.isEmpty(), "an object has a key");
    promise(object.size >= -1, "a size is known or -1");
    checkValidator(object.validator);
}

inline void checkPage(const BucketPage &page)
{
    for (const BucketObject &object : page.objects)
        checkObject(object);
}

} // namespace larder::fuzz

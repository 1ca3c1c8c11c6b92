/// Which validator an HTTP answer gives, and how much it proves (RFC 9110 §8.8).
#pragma once

#include "core/dataset/validator.h"
#include "core/http/httpclient.h"

namespace larder {

/// nullopt: not sent, or not readable.
[[nodiscard]] std::optional<Instant> lastModified(const HttpHead &head);

/// REQUIRES: `modified` is lastModified(head). A strong ETag is strong, `W/` is weak, Last-Modified is weak,
/// and an answer with neither has none. An ETag seen within 2 s of Last-Modified by the server's own clock is
/// weak, too: it may be made of the time (nginx), and the object may change again within the same second.
/// Sizes stand beside validators, not in them: not every answer about an object tells its size.
[[nodiscard]] Validator httpValidator(const HttpHead &head, std::optional<Instant> modified);

/// What may follow the tag in a token: the object's version, where a store tells it beside the ETag.
inline constexpr QByteArrayView versionMark = " version:";

/// The ETag to send in If-Range and If-Match for bytes of this version, quotes included. nullopt: only a
/// strong ETag may join ranges of two answers.
[[nodiscard]] std::optional<QByteArray> strongETag(const Validator &validator);
/// For If-None-Match, weak ones too.
[[nodiscard]] std::optional<QByteArray> anyETag(const Validator &validator);

} // namespace larder

/// Which validator an HTTP answer gives, and how much it proves (RFC 9110 §8.8). Pure.
#pragma once

#include "core/dataset/validator.h"
#include "core/http/httpclient.h"

namespace larder {

/// A strong ETag is strong, `W/` is weak, Last-Modified with the size is weak, and an answer with neither has
/// none. An ETag made of time and size (nginx) is weak while Last-Modified is less than 2 s old by the
/// server's own clock: the object may change again within the same second. `size` is the whole object's, -1
/// unknown.
[[nodiscard]] Validator httpValidator(const HttpHead &head, qint64 size);

/// The ETag to send in If-Range and If-Match for bytes of this version, quotes included. nullopt: only a
/// strong ETag may join ranges of two answers.
[[nodiscard]] std::optional<QByteArray> strongETag(const Validator &validator);
/// For If-None-Match, weak ones too.
[[nodiscard]] std::optional<QByteArray> anyETag(const Validator &validator);

} // namespace larder

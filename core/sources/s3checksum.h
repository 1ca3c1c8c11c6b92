/// Which of the checksums that S3 keeps beside an object (x-amz-checksum-*) an answer brings. Pure. A
/// checksum of a multipart upload that is a checksum of checksums says nothing about the whole, and is passed
/// over; so is what we do not know.
#pragma once

#include "core/sources/objectserver.h"

namespace larder {

/// nullptr: the answer has none that covers the whole body.
[[nodiscard]] std::unique_ptr<BodyCheck> s3BodyCheck(const HttpHead &head);

} // namespace larder

/// The checksums that S3 keeps beside an object (x-amz-checksum-*) against the bytes that came. Pure; one
/// object per body. A checksum of a multipart upload that is a checksum of checksums ("…-3") says nothing
/// about the whole, and is passed over; so is what we do not know.
#pragma once

#include "core/sources/objectserver.h"

namespace larder {

/// nullptr: the answer has none that covers the whole body.
[[nodiscard]] std::unique_ptr<BodyCheck> s3BodyCheck(const HttpHead &head);

/// Reflected CRCs as the provider's: CRC-32 (ISO-HDLC), CRC-32C (Castagnoli), CRC-64 (NVMe).
[[nodiscard]] quint32 crc32(quint32 before, std::span<const char> bytes);
[[nodiscard]] quint32 crc32c(quint32 before, std::span<const char> bytes);
[[nodiscard]] quint64 crc64nvme(quint64 before, std::span<const char> bytes);

} // namespace larder

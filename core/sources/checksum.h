/// Checksums that stores keep beside an object, against the bytes that came. Pure; one object per body.
#pragma once

#include "core/sources/objectserver.h"

namespace larder {

enum class Checksum { Crc64Nvme, Crc32c, Crc32, Sha256, Sha1, Md5 };

/// nullptr: `base64` is no such checksum; a checksum of checksums ("…-3") says nothing about the whole.
[[nodiscard]] std::unique_ptr<BodyCheck> bodyCheckOf(Checksum kind, const QByteArray &base64);

/// Reflected CRCs: CRC-32 (ISO-HDLC), CRC-32C (Castagnoli), CRC-64 (NVMe).
[[nodiscard]] quint32 crc32(quint32 before, std::span<const char> bytes);
[[nodiscard]] quint32 crc32c(quint32 before, std::span<const char> bytes);
[[nodiscard]] quint64 crc64nvme(quint64 before, std::span<const char> bytes);

} // namespace larder

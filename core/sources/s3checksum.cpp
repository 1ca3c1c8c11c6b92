#include "core/sources/s3checksum.h"

#include "core/sources/checksum.h"

#include <array>

namespace larder {

namespace {

struct FieldRow {
    QByteArrayView field;
    Checksum kind;
};

constexpr std::array fieldRows{
    FieldRow{"x-amz-checksum-crc64nvme", Checksum::Crc64Nvme},
    FieldRow{"x-amz-checksum-crc32c", Checksum::Crc32c},
    FieldRow{"x-amz-checksum-crc32", Checksum::Crc32},
    FieldRow{"x-amz-checksum-sha256", Checksum::Sha256},
    FieldRow{"x-amz-checksum-sha1", Checksum::Sha1},
};

} // namespace

std::unique_ptr<BodyCheck> s3BodyCheck(const HttpHead &head)
{
    if (head.field("x-amz-checksum-type").value_or(QByteArray()) == "COMPOSITE")
        return nullptr;
    for (const FieldRow &row : fieldRows) {
        const std::optional<QByteArray> value = head.field(row.field);
        if (!value)
            continue;
        if (std::unique_ptr<BodyCheck> check = bodyCheckOf(row.kind, *value))
            return check;
    }
    return nullptr;
}

} // namespace larder

/// What the address of a bucket and its options say, checked. Pure. Errors: Invalid.
#pragma once

#include "core/dataset/binding.h"
#include "core/sources/address.h"

namespace larder {

struct BucketAddress {
    QByteArray scheme; ///< "s3"
    QByteArray bucket;
    QByteArray prefix; ///< decoded; ends in '/' or is empty where everything below is meant
    QByteArray endpoint; ///< "https://host[:port]" without a final '/'; empty: the scheme's own

    /// scheme://bucket/prefix
    [[nodiscard]] static Result<BucketAddress> from(const Address &address, const BucketOptions &options);
    /// For people.
    [[nodiscard]] QString shownKey(QByteArrayView key) const;
};

/// The key in a path of ours.
[[nodiscard]] QByteArray decodedKey(QByteArrayView path);

} // namespace larder

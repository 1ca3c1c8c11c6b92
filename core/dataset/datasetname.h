/// `customer/dataset`: two slugs of [a-z0-9][a-z0-9._-]{0,63}. They are also directory names.
#pragma once

#include "core/base/result.h"

#include <compare>

namespace larder {

struct DatasetName {
    QString customer;
    QString dataset;

    [[nodiscard]] static Result<DatasetName> parse(QStringView text);
    [[nodiscard]] QString text() const { return customer + u'/' + dataset; }

    bool operator==(const DatasetName &) const = default;
    std::strong_ordering operator<=>(const DatasetName &other) const;
};

[[nodiscard]] size_t qHash(const DatasetName &name, size_t seed = 0);

[[nodiscard]] bool isSlug(QStringView text);

/// `20240827T090003Z-3fa2c1`: the instant of the commit and six random hex digits. Sorts by time within a
/// dataset only as well as clocks do; order is the manifest's sequence number.
using SnapshotId = QString;

[[nodiscard]] bool isSnapshotId(QStringView text);

/// `customer/dataset@SNAPSHOT`; no snapshot: the current one.
struct SnapshotName {
    DatasetName dataset;
    SnapshotId snapshot;

    [[nodiscard]] static Result<SnapshotName> parse(QStringView text);
};

} // namespace larder

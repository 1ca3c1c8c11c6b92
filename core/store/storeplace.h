/// Where the store of a home is, and that it is the right one: data/store.json on the one side, store/version
/// on the other, joined by the store's id. Any thread; writers hold the store lock exclusively. Errors:
/// Storage (missing, another home's, newer than this program), Corrupt.
#pragma once

#include "core/base/instant.h"
#include "core/store/layout.h"

#include <optional>
#include <vector>

namespace larder {

/// A place that the store was moved away from.
struct RetiredPlace {
    QString path;
    Instant goesAt{}; ///< until then somebody may still read there

    bool operator==(const RetiredPlace &) const = default;
};

struct StorePlace {
    QString id;
    QString movedTo; ///< empty: the home's own place
    bool isBeingMade = false; ///< creation was cut short: the next opening finishes it
    std::vector<RetiredPlace> retired;

    bool operator==(const StorePlace &) const = default;
};

/// nullopt: this home knows no store yet.
[[nodiscard]] Result<std::optional<StorePlace>> readStorePlace(const DataLayout &data);
[[nodiscard]] Result<void> writeStorePlace(const DataLayout &data, const StorePlace &place);

/// The id in store/version. nullopt: there is no store at that place.
[[nodiscard]] Result<std::optional<QString>> readStoreId(const StoreLayout &store);
/// The empty folders, CACHEDIR.TAG, and last the version, which makes it a store.
[[nodiscard]] Result<void> createStore(const StoreLayout &store, const QString &id);
/// The store at this place is there and is the one with that id.
[[nodiscard]] Result<void> checkStore(const StoreLayout &store, const QString &id);

} // namespace larder

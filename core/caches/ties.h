/// What a person tied to a dataset, so that it stays fresh: items of other programs' caches that came from
/// its source. Kept in data/datasets/…/ties.json, and gone with the dataset. Any thread; writes happen under
/// the dataset's record lock. Errors: Corrupt, Invalid, NotFound (the dataset), NoSpace, Storage.
#pragma once

#include "core/caches/cachefilter.h"
#include "core/store/datasetfolder.h"

namespace larder {

/// Which items of one place. joblib: of a function, a call, or one item; fsspec: of one file, or all files
/// that lie at the dataset's source.
struct CacheTie {
    CachePlace place;
    QString function; ///< "etl.load" or "load"
    QString call; ///< `load("acme")`, as a person wrote it
    QString item; ///< a hash, or what fsspec opened
    /// When it was last tended, and for which change of the data: since when readers have got them. See
    /// keeping.h. nullopt: never yet.
    std::optional<Instant> tendedAt;
    std::optional<Instant> tendedFor;
    QString trouble; ///< a sentence, as it is told: why it could not be tended then

    /// What a person chose, whatever was tended.
    [[nodiscard]] bool isSameAs(const CacheTie &other) const;
    /// "load("acme")", "all files of its source".
    [[nodiscard]] QString text() const;
    /// Invalid: the call is none.
    [[nodiscard]] Result<CacheFilter> filter() const;
    bool operator==(const CacheTie &) const = default;
};

[[nodiscard]] QJsonObject toJson(const CacheTie &tie);

/// A tie, and what it is a tie to.
struct TiedTo {
    DatasetName dataset;
    CacheTie tie;

    bool operator==(const TiedTo &) const = default;
};

/// In the order in which they were made. Cheap where there are none.
[[nodiscard]] Result<std::vector<CacheTie>> tiesOf(const DatasetFolder &folder);
/// Of all datasets, but for those that cannot be read.
[[nodiscard]] std::vector<TiedTo> allTies(const Home &home, std::vector<Error> &troubles);
/// Each that is not there yet.
[[nodiscard]] Result<void> addTies(const Home &home, const DatasetFolder &folder,
                                   const std::vector<CacheTie> &ties);
/// Reads, changes and writes them. Returns them as written.
Result<std::vector<CacheTie>> changeTies(const Home &home, const DatasetFolder &folder,
                                         const std::function<void(std::vector<CacheTie> &)> &change);

} // namespace larder

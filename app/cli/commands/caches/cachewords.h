/// What the actions of `larder caches` share: the words, understood, and the places that they mean. Private
/// to this folder.
#pragma once

#include "app/cli/exitcode.h"
#include "app/cli/session.h"
#include "core/caches/cachefilter.h"
#include "core/caches/caches.h"
#include "core/caches/prospect.h"

namespace larder {

namespace caches {

inline constexpr int schema = 1; ///< of all that these actions print as JSON

struct Options {
    std::vector<QString> words; ///< an action, of some a dataset, then places
    CacheFilter filter;
    QString call;
    QString olderThan;
    QString atLeast;
    std::vector<QString> states;
    QString sort;
    QString expiry;
    bool checksFiles = false;
    bool showsItems = false;
    bool isAll = false;
    bool isDry = false;
    bool isRemoved = false;
};

/// The words, understood.
struct Wish {
    QString action;
    QString dataset; ///< where the action wants one
    QStringList places; ///< empty: the common ones
    CacheFilter filter;
    ReaderHabits habits;
};

/// Actions begin with those that are about a place; then those about a dataset and what is tied to it.
[[nodiscard]] Result<ExitCode> list(Session &session, Composition &composition, const Wish &wish,
                                    const Options &options);
[[nodiscard]] Result<ExitCode> evictItems(Session &session, Composition &composition, const Wish &wish,
                                          const Options &options);
[[nodiscard]] Result<ExitCode> undo(Session &session, Composition &composition, const Wish &wish,
                                    const Options &options);
[[nodiscard]] Result<ExitCode> prune(Session &session, Composition &composition, const Wish &wish,
                                     const Options &options);
[[nodiscard]] Result<ExitCode> tie(Session &session, Composition &composition, const Wish &wish,
                                   const Options &options);
[[nodiscard]] Result<ExitCode> untie(Session &session, Composition &composition, const Wish &wish,
                                     const Options &options);
[[nodiscard]] Result<ExitCode> listTies(Session &session, Composition &composition, const Wish &wish,
                                        const Options &options);
[[nodiscard]] Result<ExitCode> layFsspec(Session &session, Composition &composition, const Wish &wish,
                                         const Options &options);

[[nodiscard]] QString countedItems(qint64 items);
/// Those that are named, else the common ones.
[[nodiscard]] Result<std::vector<CachePlace>> placesOf(Session &session, const Wish &wish);
/// Each place on its own: one that cannot be read is told, and the others go on.
[[nodiscard]] Result<ExitCode>
forEachCache(Session &session, Composition &composition, const std::vector<CachePlace> &places,
             const std::function<Result<void>(const CacheContents &contents)> &work);

} // namespace caches

} // namespace larder

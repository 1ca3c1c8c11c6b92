/// Finds other programs' caches by their marks: joblib's func_code.py below a directory `joblib`, or the
/// .gitignore that it writes; fsspec's list of files, `cache`. simplecache leaves no mark, and an old joblib
/// none at a pathlib location: those are found where a person names them. No link is followed. Blocks; any
/// thread.
#pragma once

#include "core/caches/cachecontents.h"

#include <QProcessEnvironment>

#include <stop_token>

namespace larder {

/// Below a directory that a person named. NotFound: there is no such directory, or no cache in it.
[[nodiscard]] Result<std::vector<CachePlace>> cachesBelow(const QString &directory,
                                                          const std::stop_token &stop);

/// Those that are not among them yet.
void addNew(std::vector<CachePlace> &places, const std::vector<CachePlace> &found);

/// Where they commonly lie: the working directory and the cache folder, a few levels deep; what the
/// environment of joblib, fsspec and Larder names; and the temporary directories that fsspec makes for
/// itself.
[[nodiscard]] std::vector<CachePlace> commonCaches(const QProcessEnvironment &environment,
                                                   const QString &workingDirectory,
                                                   const std::stop_token &stop);

} // namespace larder

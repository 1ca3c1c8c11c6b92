/// The least that a piece of work can cost: what Larder's times are divided by. Straight calls, nothing
/// checked, nothing kept; each returns the seconds it took. They abort on an error, so that no floor is
/// measured by failing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bench {

/// Lists `directory` and stats every file below it.
[[nodiscard]] double scanAndStat(const std::filesystem::path &directory);

/// One GET of `index`, then a HEAD for each of `urls`, 64 at a time on one libcurl multi.
[[nodiscard]] double indexAndHeads(const std::string &index, const std::vector<std::string> &urls);

/// GETs each of `urls`, and forgets the bytes: what the server and the line cost.
[[nodiscard]] double drain(const std::vector<std::string> &urls);
/// The same for one large object, as four ranges at once.
[[nodiscard]] double drainRanges(const std::string &url);

/// GETs each of `urls` into a new file of `directory`; SHA-256 on another thread. Nothing is flushed.
[[nodiscard]] double download(const std::vector<std::string> &urls, const std::filesystem::path &directory);

/// One GET of `index`, the download, and the flushes of a commit: one syncfs, then a file written, flushed,
/// renamed and its directory flushed, three times.
[[nodiscard]] double listAndDownload(const std::string &index, const std::vector<std::string> &urls,
                                     const std::filesystem::path &directory);

/// Hard links to each file of `from` in the new directory `to`, then the same flushes.
[[nodiscard]] double hardLinks(const std::filesystem::path &from, const std::filesystem::path &to);

} // namespace bench

#include "core/sources/selection.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

bool EntryFilter::accepts(QByteArrayView path) const
{
    const auto matches = [path](const Glob &glob) { return glob.matches(path); };
    return (!within || within->matches(path)) && (include.empty() || std::ranges::any_of(include, matches))
        && std::ranges::none_of(exclude, matches);
}

bool EntryFilter::acceptsBelow(QByteArrayView directory) const
{
    const auto reaches = [directory](const Glob &glob) { return glob.canMatchBelow(directory); };
    const auto covers = [directory](const Glob &glob) { return glob.matchesAllBelow(directory); };
    return (!within || reaches(*within)) && (include.empty() || std::ranges::any_of(include, reaches))
        && std::ranges::none_of(exclude, covers);
}

namespace {

Result<std::vector<Glob>> parseGlobs(const QStringList &patterns)
{
    std::vector<Glob> globs;
    for (const QString &pattern : patterns) {
        Result<Glob> glob = Glob::parse(pattern);
        if (!glob)
            return failure(glob);
        globs.push_back(std::move(*glob));
    }
    return globs;
}

/// Newer first; unknown times last; of equal times the later path first.
bool isNewer(const Entry &left, const Entry &right)
{
    if (left.modified != right.modified)
        return left.modified > right.modified; // an empty optional is less than any time
    return left.path > right.path;
}

void keepNewest(std::vector<Entry> &entries, std::size_t count)
{
    if (entries.size() <= count)
        return;
    const auto end = entries.begin() + static_cast<std::ptrdiff_t>(count);
    std::ranges::nth_element(entries, end, isNewer);
    entries.erase(end, entries.end());
    std::ranges::sort(entries, {}, &Entry::path);
}

} // namespace

Result<Selection> selectionOf(const Binding &binding)
{
    Result<std::vector<Glob>> include = parseGlobs(binding.include);
    if (!include)
        return failure(include);
    Result<std::vector<Glob>> exclude = parseGlobs(binding.exclude);
    if (!exclude)
        return failure(exclude);
    return Selection{{std::nullopt, std::move(*include), std::move(*exclude)}, binding.newest, binding.since};
}

Listing applySelection(Listing listing, const Selection &selection, Instant now)
{
    std::vector<Entry> &entries = listing.entries;
    std::erase_if(entries, [&](const Entry &entry) { return !selection.filter.accepts(entry.path); });
    if (selection.since.count() == 0 && selection.newest == 0)
        return listing;

    const auto undated = std::ranges::count_if(entries, [](const Entry &entry) { return !entry.modified; });
    if (undated > 0) {
        listing.notices
            << u"the source does not say when %1 of %2 files were modified: they are taken by \"since\" "
               "and count as the oldest for \"newest\""_s.arg(undated)
                   .arg(entries.size());
    }
    if (selection.since.count() > 0) {
        const Instant oldest = now - selection.since;
        std::erase_if(entries,
                      [&](const Entry &entry) { return entry.modified && *entry.modified <= oldest; });
    }
    if (selection.newest > 0)
        keepNewest(entries, static_cast<std::size_t>(selection.newest));
    return listing;
}

} // namespace larder

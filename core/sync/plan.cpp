#include "core/sync/plan.h"

namespace larder {

namespace {

Sameness compareEntry(const Entry &was, const Validator &validatorInForce, const Entry &now)
{
    if (now.size >= 0 && now.size != was.size)
        return Sameness::Different;
    return compare(validatorInForce, now.validator);
}

/// What is known of the file now: the listing's identity where it is proven equal.
ManifestFile keptFile(const ManifestFile &file, const Entry &now)
{
    ManifestFile kept = file;
    kept.entry.validator = now.validator;
    kept.entry.modified = now.modified;
    return kept;
}

} // namespace

ChangeCounts FetchPlan::counts() const
{
    return {int(added.size()), int(changed.size()), int(removed.size())};
}

QString FetchPlan::example() const
{
    if (!changed.empty())
        return QString::fromUtf8(changed.front().path);
    if (!added.empty())
        return QString::fromUtf8(added.front().path);
    return removed.empty() ? QString() : QString::fromUtf8(removed.front());
}

FetchPlan planFetch(const Listing &listing, const Manifest *newest, const QMap<QByteArray, Validator> &later)
{
    FetchPlan plan;
    if (!newest) {
        plan.added = listing.entries;
        return plan;
    }
    auto old = newest->files.begin();
    const auto oldEnd = newest->files.end();
    plan.kept.reserve(newest->files.size());
    for (const Entry &entry : listing.entries) {
        for (; old != oldEnd && old->entry.path < entry.path; ++old)
            plan.removed.push_back(old->entry.path);
        if (old == oldEnd || old->entry.path != entry.path) {
            plan.added.push_back(entry);
            continue;
        }
        const ManifestFile &file = *old++;
        const auto laterValidator = later.isEmpty() ? later.end() : later.find(entry.path);
        switch (compareEntry(file.entry,
                             laterValidator == later.end() ? file.entry.validator : *laterValidator, entry)) {
        case Sameness::Same:
            plan.kept.push_back(keptFile(file, entry));
            break;
        case Sameness::Different:
            plan.changed.push_back(entry);
            break;
        case Sameness::Unproven:
            plan.unproven.push_back(entry);
            break;
        }
    }
    for (; old != oldEnd; ++old)
        plan.removed.push_back(old->entry.path);
    return plan;
}

} // namespace larder

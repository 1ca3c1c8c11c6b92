#include "core/changes/changes.h"

namespace larder {

Changes changesBetween(const Manifest &before, const Manifest &after)
{
    Changes changes;
    auto old = before.files.begin();
    auto now = after.files.begin();
    while (old != before.files.end() || now != after.files.end()) {
        const bool isGone =
            now == after.files.end() || (old != before.files.end() && old->entry.path < now->entry.path);
        if (isGone) {
            changes.removed.push_back({old->entry.path, old->entry.size, 0});
            ++old;
            continue;
        }
        const bool isNew = old == before.files.end() || now->entry.path < old->entry.path;
        if (isNew) {
            changes.added.push_back({now->entry.path, 0, now->entry.size});
            ++now;
            continue;
        }
        auto &list = old->hash == now->hash ? changes.identical : changes.changed;
        list.push_back({now->entry.path, old->entry.size, now->entry.size});
        ++old;
        ++now;
    }
    return changes;
}

} // namespace larder

#include "core/sync/plan.h"

#include "core/store/archive/archivename.h"

#include <algorithm>

namespace larder {

namespace {

/// `later`: newer than the one the entry came with; its size may be another then: archives of equal members.
Sameness compareEntry(const Entry &was, const Validator *later, const Entry &now)
{
    if (later)
        return compare(*later, now.validator);
    if (now.size >= 0 && now.size != was.size)
        return Sameness::Different;
    return compare(was.validator, now.validator);
}

/// What is known of it now: the listing's identity where it is proven equal.
Entry keptEntry(const Entry &was, const Entry &now)
{
    Entry kept = was;
    kept.validator = now.validator;
    kept.modified = now.modified;
    return kept;
}

/// In which forms the newest snapshot has an entry of the source.
struct Forms {
    const ManifestFile *packed = nullptr; ///< as it is
    const Entry *archive = nullptr; ///< unpacked
};

/// An unchanged entry is taken over in the form that is wanted, or received anew for it.
void keep(FetchPlan &plan, const Forms &forms, const Listing &listing, const Entry &now,
          const Manifest &newest, Unpack unpack)
{
    const bool wantsOpen = isUnpacked(now.path, unpack);
    const bool wantsPacked = !wantsOpen || unpack == Unpack::Keep;
    if ((wantsOpen && !forms.archive) || (wantsPacked && !forms.packed)) {
        plan.reshaped.push_back(now);
        return;
    }
    if (wantsPacked)
        plan.kept.push_back(
            {quint32(forms.packed - newest.files.data()), quint32(&now - listing.entries.data())});
    if (wantsOpen)
        plan.keptArchives.push_back(keptEntry(*forms.archive, now));
    plan.dropsFiles = plan.dropsFiles || (forms.packed && !wantsPacked) || (forms.archive && !wantsOpen);
}

/// The files out of archives that are kept.
void keepMembers(FetchPlan &plan, const Manifest &newest)
{
    if (plan.keptArchives.empty())
        return;
    for (const ManifestFile &file : newest.files) {
        if (!file.archive.isEmpty()
            && std::ranges::binary_search(plan.keptArchives, file.archive, {}, &Entry::path))
            plan.kept.push_back({quint32(&file - newest.files.data()), std::nullopt});
    }
    std::ranges::sort(plan.kept, {}, &KeptFile::file);
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

std::vector<ManifestFile> keptFiles(const FetchPlan &plan, const Listing &listing, const Manifest *newest)
{
    std::vector<ManifestFile> files;
    files.reserve(plan.kept.size());
    for (const KeptFile &kept : plan.kept) {
        files.push_back(newest->files[kept.file]);
        if (kept.entry)
            files.back().entry = keptEntry(files.back().entry, listing.entries[*kept.entry]);
    }
    return files;
}

bool isUnpacked(QByteArrayView path, Unpack unpack)
{
    return unpack != Unpack::Never && archiveKind(path);
}

FetchPlan planFetch(const Listing &listing, const Manifest *newest, const QMap<QByteArray, Validator> &later,
                    Unpack unpack)
{
    FetchPlan plan;
    if (!newest) {
        plan.added = listing.entries;
        return plan;
    }
    // Two lists in byte order, walked as one: files as they are, and archives that were unpacked.
    auto file = newest->files.begin();
    auto archive = newest->archives.begin();
    const auto skipMembers = [&] {
        while (file != newest->files.end() && !file->archive.isEmpty())
            ++file;
    };
    const auto nextPath = [&]() -> const QByteArray * {
        skipMembers();
        const bool hasFile = file != newest->files.end();
        if (archive != newest->archives.end() && (!hasFile || archive->path <= file->entry.path))
            return &archive->path;
        return hasFile ? &file->entry.path : nullptr;
    };
    const auto takeForms = [&](const QByteArray &path) {
        Forms forms;
        if (archive != newest->archives.end() && archive->path == path)
            forms.archive = &*archive++;
        if (file != newest->files.end() && file->archive.isEmpty() && file->entry.path == path)
            forms.packed = &*file++;
        return forms;
    };
    plan.kept.reserve(newest->files.size());
    for (const Entry &entry : listing.entries) {
        const QByteArray *old = nextPath();
        for (; old && *old < entry.path; old = nextPath()) {
            plan.removed.push_back(*old);
            takeForms(plan.removed.back());
        }
        if (!old || *old != entry.path) {
            plan.added.push_back(entry);
            continue;
        }
        const Forms forms = takeForms(entry.path);
        const Entry &was = forms.archive ? *forms.archive : forms.packed->entry;
        const auto laterValidator = later.isEmpty() ? later.end() : later.find(entry.path);
        switch (compareEntry(was, laterValidator == later.end() ? nullptr : &*laterValidator, entry)) {
        case Sameness::Same:
            keep(plan, forms, listing, entry, *newest, unpack);
            break;
        case Sameness::Different:
            plan.changed.push_back(entry);
            break;
        case Sameness::Unproven:
            plan.unproven.push_back(entry);
            break;
        }
    }
    for (const QByteArray *old = nextPath(); old; old = nextPath()) {
        plan.removed.push_back(*old);
        takeForms(plan.removed.back());
    }
    keepMembers(plan, *newest);
    return plan;
}

} // namespace larder

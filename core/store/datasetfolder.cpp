#include "core/store/datasetfolder.h"

#include "core/base/atomicfile.h"
#include "core/base/crashpoint.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"
#include "core/store/home.h"
#include "core/store/locks.h"
#include "core/store/recovery.h"
#include "core/store/reserve.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSet>

#include <unistd.h>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

struct DatasetFolder::State {
    Home home;
    DatasetName name;
    DatasetLayout layout;
};

namespace {

/// The first line of a manifest; of a large snapshot the whole is megabytes.
Result<ManifestHeader> readHeader(const QString &path)
{
    constexpr qint64 longestHeader = 64 * 1024; // `because` and the source's address are the only long fields
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(ErrorKind::Storage, u"cannot read the manifest: %1"_s.arg(file.errorString()), path);
    constexpr qint64 usualHeader = 4096;
    QByteArray text = file.read(usualHeader);
    if (!text.contains('\n'))
        text += file.read(longestHeader);
    return manifestHeaderFromText(text);
}

Result<Record> readRecord(const QString &path)
{
    const auto content = readWhole(path);
    if (!content)
        return failure(content);
    if (!*content)
        return failure(ErrorKind::Corrupt, u"the record is missing"_s, path);
    return recordFromJson(QJsonDocument::fromJson(**content).object());
}

Result<void> writeRecord(const DataLayout &data, const QString &path, const Record &record,
                         const char *asideStep)
{
    return writeFromReserve(data, path, QJsonDocument(toJson(record)).toJson(), asideStep);
}

/// What only a person knows; all else can be found out again.
bool hasSameChoices(const Record &a, const Record &b)
{
    return a.hold == b.hold && a.pins == b.pins && a.reports == b.reports;
}

void noteSwitch(const Record &before, Record &after, Instant now)
{
    if (before.current() == after.current()) {
        if (!after.current().isEmpty()
            && !after.currentSince) // a record of before this was noted, or rebuilt
            after.currentSince = now;
        return;
    }
    if (!before.current().isEmpty())
        after.supersededAt.insert(before.current(), now);
    after.supersededAt.remove(after.current());
    after.currentSince = after.current().isEmpty() ? std::nullopt : std::optional(now);
    after.replaced = before.current();
}

} // namespace

DatasetFolder::DatasetFolder(const Home &home, DatasetName name)
    : m_state(std::make_shared<const State>(State{home, name, home.data().dataset(name)}))
{ }

const DatasetName &DatasetFolder::name() const
{
    return m_state->name;
}

const DatasetLayout &DatasetFolder::layout() const
{
    return m_state->layout;
}

bool DatasetFolder::exists() const
{
    return QFile::exists(layout().binding());
}

Result<void> DatasetFolder::create(const Binding &binding, Instant now) const
{
    if (auto made = makeDirectory(layout().manifests()); !made)
        return made;
    {
        const auto lock = RecordLock::acquire(m_state->home, name());
        if (!lock)
            return failure(lock);
        if (exists()) {
            return failure(ErrorKind::Invalid, u"%1 exists already"_s.arg(name().text()), name().text(),
                           u"`larder set %1 …` changes it"_s.arg(name().text()));
        }
        if (auto written = writeRecord(m_state->home.data(), layout().record(), Record{}, nullptr); !written)
            return written;
        // Last, because a dataset is there when its binding is.
        if (auto written = writeAtomically(layout().binding(), QJsonDocument(toJson(binding)).toJson());
            !written)
            return written;
    }
    const auto published = publish(now);
    return published ? Result<void>{} : failure(published);
}

Result<Binding> DatasetFolder::binding() const
{
    const auto content = readWhole(layout().binding());
    if (!content)
        return failure(content);
    if (!*content)
        return failure(ErrorKind::NotFound, u"there is no dataset %1"_s.arg(name().text()), name().text(),
                       u"`larder list` shows them all"_s);
    auto binding = bindingFromJson(QJsonDocument::fromJson(**content).object());
    if (!binding)
        return failure(ErrorKind::Corrupt, binding.error().message, layout().binding());
    return binding;
}

Result<void> DatasetFolder::saveBinding(const Binding &binding, const Binding &basedOn, Instant now) const
{
    {
        const auto lock = RecordLock::acquire(m_state->home, name());
        if (!lock)
            return failure(lock);
        const auto present = this->binding();
        if (!present)
            return failure(present);
        if (*present != basedOn)
            return failure(ErrorKind::Conflict,
                           u"the settings of %1 were changed meanwhile"_s.arg(name().text()), name().text(),
                           u"try again"_s);
        if (auto there = m_state->home.reload(); !there)
            return there;
        const auto known = record();
        if (!known)
            return failure(known);
        if (auto warned = warnReaders(derive(binding, *known, now)); !warned)
            return warned;
        if (auto written = writeAtomically(layout().binding(), QJsonDocument(toJson(binding)).toJson());
            !written)
            return written;
    }
    const auto published = publish(now);
    return published ? Result<void>{} : failure(published);
}

Result<Record> DatasetFolder::record() const
{
    auto record = readRecord(layout().record());
    if (record || record.error().kind != ErrorKind::Corrupt)
        return record;
    if (!exists())
        return failure(ErrorKind::NotFound, u"there is no dataset %1"_s.arg(name().text()), name().text());
    const auto backup = readRecord(layout().recordBackup());
    const auto known = snapshots();
    if (!known)
        return failure(known);
    return rebuiltRecord(backup ? *backup : Record{}, *known);
}

Result<Record> DatasetFolder::changeRecord(const std::function<void(Record &)> &change, Instant now) const
{
    auto changed = changeLocked(change, now);
    if (changed)
        m_state->home.tellFollower(name(), now);
    return changed;
}

Result<Record> DatasetFolder::changeLocked(const std::function<void(Record &)> &change, Instant now) const
{
    const auto lock = RecordLock::acquire(m_state->home, name());
    if (!lock)
        return failure(lock);
    const auto before = record();
    if (!before)
        return before;
    Record after = *before;
    change(after);
    noteSwitch(*before, after, now);
    const auto next = nextView(after, now);
    if (after != *before || !QFile::exists(layout().record())) {
        crashPoint("record-before");
        if (next) {
            if (auto warned = warnReaders(*next); !warned)
                return failure(warned);
        }
        const DataLayout &data = m_state->home.data();
        if (auto written = writeRecord(data, layout().record(), after, "record-aside"); !written)
            return failure(written);
        crashPoint("record-written");
        if (!hasSameChoices(*before, after)) {
            if (auto written = writeRecord(data, layout().recordBackup(), after, nullptr); !written)
                return failure(written);
        }
    }
    if (!next)
        return failure(next);
    if (auto published = publishLocked(*next); !published)
        return failure(published);
    return after;
}

Result<std::vector<ManifestHeader>> DatasetFolder::manifestHeaders() const
{
    const auto names = namesIn(layout().manifests());
    if (!names)
        return failure(names);
    std::vector<ManifestHeader> headers;
    for (const QByteArray &file : *names) {
        const QString id = QString::fromUtf8(file);
        if (!isSnapshotId(id))
            continue;
        auto header = readHeader(layout().manifest(id));
        // A damaged manifest is told by `verify`; it must not keep the others from being used.
        if (header && header->id == id)
            headers.push_back(std::move(*header));
    }
    std::ranges::sort(headers, std::greater{}, &ManifestHeader::sequence);
    return headers;
}

Result<std::vector<ManifestHeader>> DatasetFolder::snapshots() const
{
    auto headers = manifestHeaders();
    if (headers)
        std::erase_if(*headers, [this](const ManifestHeader &header) { return !hasDirectory(header.id); });
    return headers;
}

Result<ManifestHeader> DatasetFolder::manifestHeader(const SnapshotId &id) const
{
    if (!isSnapshotId(id))
        return failure(ErrorKind::Corrupt, u"\"%1\" is not a snapshot"_s.arg(id), layout().record());
    return readHeader(layout().manifest(id));
}

Result<Manifest> DatasetFolder::manifest(const SnapshotId &id) const
{
    const auto content = isSnapshotId(id) ? readWhole(layout().manifest(id)) : std::optional<QByteArray>{};
    if (!content)
        return failure(content);
    if (!*content) {
        return failure(ErrorKind::NotFound, u"%1 has no snapshot %2"_s.arg(name().text(), id), name().text(),
                       u"`larder history %1` lists them"_s.arg(name().text()));
    }
    auto manifest = manifestFromText(**content);
    if (!manifest) {
        Error error = manifest.error();
        error.subject = layout().manifest(id);
        return std::unexpected(error);
    }
    return manifest;
}

bool DatasetFolder::hasDirectory(const SnapshotId &id) const
{
    const QString path = snapshotPath(id);
    return QFileInfo(path).isDir() || !isGone(path);
}

bool DatasetFolder::hasSnapshot(const SnapshotId &id) const
{
    return isSnapshotId(id) && QFile::exists(layout().manifest(id)) && hasDirectory(id);
}

QString DatasetFolder::snapshotPath(const SnapshotId &id) const
{
    return m_state->home.store().snapshot(name(), id);
}

Result<std::optional<Manifest>> DatasetFolder::fetchBasis() const
{
    const auto headers = manifestHeaders();
    if (!headers)
        return failure(headers);
    for (const ManifestHeader &header : *headers) {
        auto found = manifest(header.id);
        if (!found && found.error().kind == ErrorKind::Corrupt)
            continue;
        if (!found)
            return failure(found);
        if (hasDirectory(header.id))
            return std::optional(std::move(*found));
        const StoreLayout store = m_state->home.store();
        QSet<QByteArray> incomplete; // archives of which a file is lost: they are fetched again
        std::erase_if(found->files, [&](const ManifestFile &file) {
            const QFileInfo blob(store.blob(file.hash));
            const bool isLost = !blob.isFile() || blob.size() != file.entry.size;
            if (isLost && !file.archive.isEmpty())
                incomplete.insert(file.archive);
            return isLost;
        });
        std::erase_if(found->archives,
                      [&](const Entry &archive) { return incomplete.contains(archive.path); });
        return std::optional(std::move(*found));
    }
    return std::optional<Manifest>{};
}

Result<std::optional<CurrentView>> DatasetFolder::current() const
{
    const auto content = readWhole(layout().current());
    if (!content)
        return failure(content);
    if (!*content)
        return std::optional<CurrentView>{};
    auto view = currentViewFromJson(QJsonDocument::fromJson(**content).object());
    if (!view)
        return failure(view);
    return std::optional(std::move(*view));
}

Result<CurrentView> DatasetFolder::publish(Instant now) const
{
    auto published = publishRecord(now);
    if (published)
        m_state->home.tellFollower(name(), now);
    return published;
}

Result<CurrentView> DatasetFolder::publishRecord(Instant now) const
{
    const auto lock = RecordLock::acquire(m_state->home, name());
    if (!lock)
        return failure(lock);
    const auto present = record();
    if (!present)
        return failure(present);
    const auto next = nextView(*present, now);
    if (!next)
        return next;
    if (auto published = publishLocked(*next); !published)
        return failure(published);
    return next;
}

CurrentView DatasetFolder::derive(const Binding &binding, const Record &record, Instant now) const
{
    std::optional<ManifestHeader> header;
    if (const SnapshotId &id = record.current(); !id.isEmpty() && hasDirectory(id)) {
        if (auto read = readHeader(layout().manifest(id)))
            header = std::move(*read);
    }
    const QString path = record.current().isEmpty() ? QString() : snapshotPath(record.current());
    return currentView(name(), binding, record, header, path, now);
}

Result<CurrentView> DatasetFolder::nextView(const Record &record, Instant now) const
{
    if (auto there = m_state->home.reload(); !there) // another process may have moved the store
        return failure(there);
    const auto bound = binding();
    if (!bound)
        return failure(bound);
    return derive(*bound, record, now);
}

Result<void> DatasetFolder::warnReaders(const CurrentView &next) const
{
    const auto present = current();
    if (!present || !*present || !isLessFresh(next, **present))
        return {};
    const auto written = writeFromReserve(m_state->home.data(), layout().current(), toText(next));
    // What is not there is a miss, which goes to the record.
    if (!written && ::unlink(QFile::encodeName(layout().current()).constData()) != 0)
        return written;
    crashPoint("readers-warned");
    return {};
}

Result<void> DatasetFolder::publishLocked(const CurrentView &view) const
{
    const QByteArray text = toText(view);
    const auto present = readWhole(layout().current());
    if (present && *present == text)
        return {};
    if (auto written = writeFromReserve(m_state->home.data(), layout().current(), text, "current-aside");
        !written)
        return written;
    crashPoint("current-written");
    return {};
}

Result<bool> DatasetFolder::isInOrder(Instant now) const
{
    const auto record = this->record();
    if (!record)
        return failure(record);
    const auto known = snapshots();
    if (!known)
        return failure(known);
    if (!QFile::exists(layout().record()) || needsCatchUp(*record, *known))
        return false;
    const auto bound = binding();
    if (!bound)
        return failure(bound);
    const CurrentView derived = derive(*bound, *record, now);
    const auto present = current();
    return present && *present && saysTheSame(**present, derived);
}

Result<void> DatasetFolder::recover(Instant now, const RunLock *held) const
{
    const auto inOrder = isInOrder(now);
    if (!inOrder)
        return failure(inOrder);
    if (*inOrder)
        return {};
    if (auto there = m_state->home.reload();
        !there) // what looks lost may have moved, or its disk may be away
        return there;
    // A run that is going will switch by itself; only what a dead one left is finished here.
    std::optional<RunLock> own;
    if (!held) {
        auto taken = RunLock::tryAcquire(m_state->home, name(), u"recovery"_s);
        if (!taken)
            return failure(taken);
        own = std::move(*taken);
    }
    const bool mayCatchUp = held || own;
    const auto changed = changeRecord(
        [&](Record &record) {
            const auto known = snapshots();
            if (known && mayCatchUp)
                catchUp(record, *known, name());
        },
        now);
    return changed ? Result<void>{} : failure(changed);
}

} // namespace larder

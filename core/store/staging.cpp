#include "core/store/staging.h"

#include "core/base/atomicfile.h"
#include "core/base/crashpoint.h"
#include "core/store/partial.h"
#include "core/store/receivedfile.h"
#include "core/store/stagingarea.h"

#include <QRandomGenerator>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

SnapshotId newSnapshotId(Instant now)
{
    const quint32 random = QRandomGenerator::system()->bounded(1u << 24);
    return toDateTime(now).toString(u"yyyyMMdd'T'HHmmss'Z'"_s)
        + u"-%1"_s.arg(random, 6, 16, QLatin1Char('0'));
}

SnapshotId freeSnapshotId(const DatasetFolder &folder, const std::vector<ManifestHeader> &known, Instant now)
{
    SnapshotId id;
    do {
        id = newSnapshotId(now);
    } while (folder.hasSnapshot(id) || std::ranges::contains(known, id, &ManifestHeader::id));
    return id;
}

/// The snapshot's files, each at its place; what was received and is not wanted goes.
Result<void> fill(StagingArea &area, std::vector<ManifestFile> &all, const SnapshotId &parent)
{
    auto received = area.received();
    if (!received)
        return failure(received);
    for (const ManifestFile &file : all) {
        if (area.stop().stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        const auto own = received->constFind(file.entry.path);
        if (own == received->cend()) {
            if (auto kept = area.takeKept(file, parent); !kept)
                return kept;
            continue;
        }
        Q_ASSERT(own->hash == file.hash);
        received->erase(own);
    }
    for (auto unwanted = received->keyBegin(); unwanted != received->keyEnd(); ++unwanted) {
        if (auto dropped = area.drop(*unwanted); !dropped)
            return dropped;
    }
    return {};
}

} // namespace

Result<Staging> Staging::begin(const Home &home, const DatasetName &name, const QString &runId,
                               QThreadPool &pool, std::stop_token stop)
{
    auto area = StagingArea::create(home, name, runId, pool, std::move(stop));
    if (!area)
        return failure(area);
    return Staging(std::move(*area));
}

Staging::Staging(std::unique_ptr<StagingArea> area) : m_area(std::move(area)) { }
Staging::Staging(Staging &&) noexcept = default;
Staging &Staging::operator=(Staging &&) noexcept = default;
Staging::~Staging() = default;

Result<std::unique_ptr<IncomingFile>> Staging::receive(const Entry &entry)
{
    if (auto claimed = m_area->claim(entry.path); !claimed)
        return failure(claimed);
    return ReceivedFile::begin(*m_area, entry, Landing::Snapshot);
}

Result<std::unique_ptr<IncomingFile>> Staging::receiveAside(const Entry &entry)
{
    if (auto claimed = m_area->claim(entry.path); !claimed)
        return failure(claimed);
    return ReceivedFile::begin(*m_area, entry, Landing::Aside);
}

QString Staging::receivedFile(const QByteArray &path) const
{
    return m_area->receivedFile(path);
}

Result<std::vector<ManifestFile>> Staging::finishReceiving()
{
    const auto received = m_area->received();
    if (!received)
        return failure(received);
    std::vector<ManifestFile> files(received->cbegin(), received->cend());
    std::ranges::sort(files, {},
                      [](const ManifestFile &file) -> const QByteArray & { return file.entry.path; });
    crashPoint("files-received");
    return files;
}

Result<void> Staging::discard(const QByteArray &path)
{
    return m_area->drop(path);
}

Result<Manifest> Staging::commit(ManifestHeader draft, std::vector<ManifestFile> all, Instant now,
                                 std::vector<Entry> archives)
{
    Q_ASSERT(std::ranges::is_sorted(all, {}, [](const ManifestFile &file) { return file.entry.path; }));
    const DatasetFolder folder = m_area->home().dataset(m_area->name());
    const auto known = folder.manifestHeaders();
    if (!known)
        return failure(known);
    const auto there = folder.snapshots();
    if (!there)
        return failure(there);
    draft.id = freeSnapshotId(folder, *known, now);
    draft.sequence = known->empty() ? 1 : known->front().sequence + 1;
    draft.parent = there->empty() ? SnapshotId{} : there->front().id;
    draft.createdAt = now;
    draft.files = qint64(all.size());
    draft.bytes = 0;
    for (const ManifestFile &file : all)
        draft.bytes += file.entry.size;

    if (auto filled = fill(*m_area, all, draft.parent); !filled)
        return failure(filled);
    if (auto moved = m_area->moveInto(draft.id); !moved)
        return failure(moved);
    Manifest manifest{std::move(draft), std::move(all), std::move(archives)};
    const QString path = folder.layout().manifest(manifest.header.id);
    if (auto written = writeAtomically(path, toText(manifest), "manifest-aside"); !written)
        return failure(written);
    m_area->setCommitted();
    crashPoint("manifest-written");
    return manifest;
}

qint64 Staging::resumableBytes(const Home &home, const DatasetName &name, const Entry &entry)
{
    return believableBytes(partialPlace(home.store(), name, entry), name, entry).total();
}

} // namespace larder

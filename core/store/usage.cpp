#include "core/store/usage.h"

#include "core/store/blobscan.h"
#include "core/store/diskerror.h"
#include "core/store/filetree.h"

#include <QFile>

#include <sys/statvfs.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct FirstBytes {
    size_t operator()(const Sha256 &hash) const
    {
        size_t bytes = 0;
        std::memcpy(&bytes, hash.data(), sizeof bytes);
        return bytes;
    }
};

/// One content, under whatever names. Datasets and customers are numbered in the order in which they come.
struct Content {
    qint64 bytes = 0;
    int lastDataset = -1;
    int lastCustomer = -1;
    int datasets = 0;
    int customers = 0;
};

/// What runs that are going, or ended early, left beside the blobs.
Result<qint64> unfinishedBytes(const StoreLayout &store, const std::stop_token &stop)
{
    qint64 bytes = 0;
    for (const QString &place : {store.partials(), store.staging(), store.trash()}) {
        const auto walked = walkTree(
            place,
            [&bytes](const TreeFile &file) -> Result<void> {
                bytes += file.status.st_nlink == 1 ? qint64(file.status.st_size) : 0;
                return {};
            },
            stop);
        if (!walked && walked.error().kind == ErrorKind::Cancelled)
            return failure(walked); // all else: a run tidied up under the walk
    }
    return bytes;
}

/// What a dataset needs, each content once.
using Needs = std::vector<quint32>;

class Measurement
{
public:
    Measurement(const Home &home, std::stop_token stop) : m_home(home), m_stop(std::move(stop)) { }

    [[nodiscard]] Result<StoreUsage> take();

private:
    [[nodiscard]] Result<void> look(const DatasetName &name);
    void need(const Manifest &manifest);
    void divide();
    [[nodiscard]] Result<void> addOthers();

    const Home &m_home;
    const std::stop_token m_stop;
    StoreUsage m_usage;
    std::vector<Content> m_contents;
    std::unordered_map<Sha256, quint32, FirstBytes> m_indices;
    std::vector<Needs> m_needs; ///< by dataset, in the order of m_usage
};

Result<StoreUsage> Measurement::take()
{
    const auto names = m_home.datasets();
    if (!names)
        return failure(names);
    for (const DatasetName &name : *names) {
        if (auto looked = look(name); !looked)
            return failure(looked);
    }
    divide();
    if (auto added = addOthers(); !added)
        return failure(added);
    struct statvfs disk{};
    if (::statvfs(QFile::encodeName(m_home.storeRoot()).constData(), &disk) != 0)
        return diskFailure(errno, u"ask for free space"_s, m_home.storeRoot());
    m_usage.freeBytes = qint64(disk.f_bavail) * qint64(disk.f_frsize);
    m_usage.diskBytes = qint64(disk.f_blocks) * qint64(disk.f_frsize);
    return std::move(m_usage);
}

Result<void> Measurement::look(const DatasetName &name)
{
    const DatasetFolder folder = m_home.dataset(name);
    const auto headers = folder.snapshots();
    const auto record = folder.record();
    if ((!headers || !record) && !m_home.contains(name))
        return {}; // forgotten meanwhile
    if (!headers)
        return failure(headers);
    if (!record)
        return failure(record);
    if (m_usage.customers.empty() || m_usage.customers.back().slug != name.customer)
        m_usage.customers.push_back({.slug = name.customer});
    DatasetUsage &usage = m_usage.customers.back().datasets.emplace_back(DatasetUsage{.name = name});
    m_needs.emplace_back();
    for (const ManifestHeader &header : *headers) {
        if (m_stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        const auto manifest = folder.manifest(header.id);
        if (!manifest && manifest.error().kind != ErrorKind::Corrupt
            && manifest.error().kind != ErrorKind::NotFound)
            return failure(manifest);
        if (!manifest)
            continue;
        ++usage.snapshots;
        if (header.id == record->current())
            usage.currentBytes = header.bytes;
        need(*manifest);
    }
    return {};
}

void Measurement::need(const Manifest &manifest)
{
    const int dataset = int(m_needs.size()) - 1;
    const int customer = int(m_usage.customers.size()) - 1;
    for (const ManifestFile &file : manifest.files) {
        const auto [it, isNew] = m_indices.try_emplace(file.hash, quint32(m_contents.size()));
        if (isNew)
            m_contents.push_back({.bytes = file.entry.size});
        Content &content = m_contents[it->second];
        if (content.lastDataset == dataset)
            continue;
        content.lastDataset = dataset;
        ++content.datasets;
        if (std::exchange(content.lastCustomer, customer) != customer)
            ++content.customers;
        m_needs.back().push_back(it->second);
    }
}

void Measurement::divide()
{
    std::vector<int> countedFor(m_contents.size(), -1);
    size_t dataset = 0;
    for (int customer = 0; customer < int(m_usage.customers.size()); ++customer) {
        CustomerUsage &of = m_usage.customers[size_t(customer)];
        for (DatasetUsage &usage : of.datasets) {
            for (const quint32 index : m_needs[dataset]) {
                const Content &content = m_contents[index];
                (content.datasets > 1 ? usage.holding.sharedBytes : usage.holding.ownBytes) += content.bytes;
                if (std::exchange(countedFor[index], customer) == customer)
                    continue;
                (content.customers > 1 ? of.holding.sharedBytes : of.holding.ownBytes) += content.bytes;
            }
            ++dataset;
        }
    }
    for (const Content &content : m_contents) {
        m_usage.snapshotBytes += content.bytes;
        m_usage.sharedBytes += content.datasets > 1 ? content.bytes : 0;
    }
}

Result<void> Measurement::addOthers()
{
    const auto blobs = listBlobs(m_home.store(), BlobsWanted::All, m_stop);
    if (!blobs)
        return failure(blobs);
    qint64 neededBytes = 0;
    for (const Sha256 &hash : blobs->hashes) {
        const auto known = m_indices.find(hash);
        neededBytes += known == m_indices.end() ? 0 : m_contents[known->second].bytes;
    }
    const auto unfinished = unfinishedBytes(m_home.store(), m_stop);
    if (!unfinished)
        return failure(unfinished);
    m_usage.otherBytes = std::max<qint64>(0, blobs->bytes - neededBytes) + *unfinished;
    m_usage.storedBytes = blobs->bytes + *unfinished;
    return {};
}

} // namespace

Result<StoreUsage> measureUsage(const Home &home, std::stop_token stop)
{
    return Measurement(home, std::move(stop)).take();
}

Result<qint64> storedBytes(const Home &home, std::stop_token stop)
{
    const auto blobs = listBlobs(home.store(), BlobsWanted::All, stop);
    if (!blobs)
        return failure(blobs);
    return unfinishedBytes(home.store(), stop).transform([&blobs](qint64 bytes) {
        return bytes + blobs->bytes;
    });
}

} // namespace larder

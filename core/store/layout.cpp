#include "core/store/layout.h"

namespace larder {

using namespace Qt::StringLiterals;

QString DatasetLayout::binding() const
{
    return m_folder + u"/binding.json"_s;
}

QString DatasetLayout::record() const
{
    return m_folder + u"/record.json"_s;
}

QString DatasetLayout::recordBackup() const
{
    return m_folder + u"/record.backup.json"_s;
}

QString DatasetLayout::current() const
{
    return m_folder + u"/current.json"_s;
}

QString DatasetLayout::manifests() const
{
    return m_folder + u"/manifests"_s;
}

QString DatasetLayout::manifest(const SnapshotId &id) const
{
    return m_folder + u"/manifests/"_s + id;
}

QString DatasetLayout::runLock() const
{
    return m_folder + u"/run.lock"_s;
}

QString DatasetLayout::recordLock() const
{
    return m_folder + u"/record.lock"_s;
}

QString DatasetLayout::afterLock() const
{
    return m_folder + u"/after.lock"_s;
}

QString DatasetLayout::logs() const
{
    return m_folder + u"/logs"_s;
}

QString DatasetLayout::log(const QString &runId) const
{
    return logs() + u'/' + runId + u".log"_s;
}

QString DatasetLayout::ties() const
{
    return m_folder + u"/ties.json"_s;
}

QString DatasetLayout::fsspec() const
{
    return m_folder + u"/fsspec"_s;
}

QString DataLayout::storePlace() const
{
    return m_root + u"/store.json"_s;
}

QString DataLayout::reserve() const
{
    return m_root + u"/reserve"_s;
}

QString DataLayout::storeLock() const
{
    return m_root + u"/store.lock"_s;
}

QString DataLayout::customers() const
{
    return m_root + u"/customers"_s;
}

QString DataLayout::customer(const QString &slug) const
{
    return m_root + u"/customers/"_s + slug + u".json"_s;
}

QString DataLayout::datasets() const
{
    return m_root + u"/datasets"_s;
}

QString DataLayout::datasetsOf(const QString &customer) const
{
    return m_root + u"/datasets/"_s + customer;
}

DatasetLayout DataLayout::dataset(const DatasetName &name) const
{
    return DatasetLayout(m_root + u"/datasets/"_s + name.text());
}

QString DataLayout::forgetting() const
{
    return m_root + u"/forgetting"_s;
}

QString DataLayout::forgettingDataset(const DatasetName &name) const
{
    return m_root + u"/forgetting/"_s + name.customer + u'@' + name.dataset;
}

QString DataLayout::catalog() const
{
    return m_root + u"/catalog.sqlite"_s;
}

QString DataLayout::credentials() const
{
    return m_root + u"/credentials"_s;
}

QString DataLayout::schedulerLock() const
{
    return m_root + u"/scheduler.lock"_s;
}

QString DataLayout::sampleExports() const
{
    return m_root + u"/sample/shipments"_s;
}

QString DataLayout::pause() const
{
    return m_root + u"/pause.json"_s;
}

QString StoreLayout::cacheTag() const
{
    return m_root + u"/CACHEDIR.TAG"_s;
}

QString StoreLayout::version() const
{
    return m_root + u"/version"_s;
}

QString StoreLayout::blobs() const
{
    return m_root + u"/blobs"_s;
}

QString StoreLayout::blob(const Sha256 &hash) const
{
    return m_root + u"/blobs/"_s + QString::fromLatin1(blobName(hash));
}

QString StoreLayout::snapshots() const
{
    return m_root + u"/snapshots"_s;
}

QString StoreLayout::snapshotsOf(const DatasetName &name) const
{
    return m_root + u"/snapshots/"_s + name.text();
}

QString StoreLayout::snapshot(const DatasetName &name, const SnapshotId &id) const
{
    return m_root + u"/snapshots/"_s + name.text() + u'/' + id;
}

QString StoreLayout::partials() const
{
    return m_root + u"/partials"_s;
}

QString StoreLayout::staging() const
{
    return m_root + u"/staging"_s;
}

QString StoreLayout::trash() const
{
    return m_root + u"/trash"_s;
}

QString StoreLayout::bootMark() const
{
    return m_root + u"/boot"_s;
}

QStringList StoreLayout::parts() const
{
    return {blobs(),    snapshots(), partials(), staging(), trash(),
            bootMark(), sweepDue(),  cacheTag(), version()};
}

QString StoreLayout::sweepDue() const
{
    return m_root + u"/sweep-due"_s;
}

QByteArray blobName(const Sha256 &hash)
{
    const QByteArray hex = hexText(hash);
    return hex.first(2) + '/' + hex;
}

} // namespace larder

#include "ui/models/datasetreading.h"

#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/store/home.h"

#include <QFile>

namespace larder {

using namespace Qt::StringLiterals;

Result<DatasetOverview> readOverview(const SyncServices &services, const DatasetName &dataset)
{
    const auto folder = services.home.existing(dataset);
    if (!folder)
        return failure(folder);
    auto binding = folder->binding();
    if (!binding)
        return failure(binding);
    auto record = folder->record();
    if (!record)
        return failure(record);
    const auto snapshots = folder->snapshots();
    if (!snapshots)
        return failure(snapshots);
    const auto customer = services.home.customer(dataset.customer);
    if (!customer)
        return failure(customer);
    const auto usual = usualUpload(record->uploads, QTimeZone(binding->zone), services.clock.now());
    return DatasetOverview{.name = dataset,
                           .binding = std::move(*binding),
                           .customerZone = *customer ? (*customer)->zone : QByteArray("UTC"),
                           .record = std::move(*record),
                           .snapshots = QList<ManifestHeader>(snapshots->begin(), snapshots->end()),
                           .usualUpload = usual};
}

Result<Comparison> compareSnapshots(const SyncServices &services, const DatasetName &dataset,
                                    const SnapshotId &before, const SnapshotId &after)
{
    const auto folder = services.home.existing(dataset);
    if (!folder)
        return failure(folder);
    const auto older = folder->manifest(before);
    if (!older)
        return failure(older);
    const auto newer = folder->manifest(after);
    if (!newer)
        return failure(newer);
    Comparison comparison{older->header, newer->header, changesBetween(*older, *newer)};
    const auto isUntouched = [&](const FileChange &file) {
        return older->find(file.path)->entry.validator == newer->find(file.path)->entry.validator;
    };
    comparison.untouched = static_cast<qint64>(std::erase_if(comparison.changes.identical, isUntouched));
    return comparison;
}

Result<SnapshotFiles> readFiles(const SyncServices &services, const DatasetName &dataset,
                                const SnapshotId &snapshot)
{
    const auto folder = services.home.existing(dataset);
    if (!folder)
        return failure(folder);
    auto manifest = folder->manifest(snapshot);
    if (!manifest)
        return failure(manifest);
    return SnapshotFiles{std::move(*manifest), folder->snapshotPath(snapshot)};
}

Result<QList<Activity>> readActivity(const SyncServices &services, const DatasetName &dataset, int atMost)
{
    auto catalog = Catalog::open(services.home.data().catalog());
    if (!catalog)
        return failure(catalog);
    const auto found =
        catalog->activity({.customer = dataset.customer, .dataset = dataset.dataset, .limit = atMost});
    if (!found)
        return failure(found);
    return QList<Activity>(found->begin(), found->end());
}

Result<FileHead> readHead(const QString &path, qint64 atMost)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Storage, u"cannot read the file: %1"_s.arg(file.errorString()), path);
    return FileHead{file.read(atMost), file.size()};
}

} // namespace larder

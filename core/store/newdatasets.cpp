#include "core/store/newdatasets.h"

#include "core/base/atomicfile.h"
#include "core/store/diskerror.h"
#include "core/store/locks.h"

#include <QFile>
#include <QJsonDocument>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t togetherFlushed = 128; // each has a file open meanwhile; 1024 are usual for a process

std::unexpected<Error> duplicate(const DatasetName &name)
{
    return failure(ErrorKind::Invalid, u"%1 exists already"_s.arg(name.text()), name.text(),
                   u"`larder set %1 …` changes it"_s.arg(name.text()));
}

Result<void> writeUnflushed(const QString &path, const QByteArray &content)
{
    auto file = AsideFile::write(path, content);
    return file ? file->land() : failure(file);
}

/// All that belongs to it; it is there once its binding lands.
Result<AsideFile> prepare(const Home &home, const NewDataset &dataset, Instant now)
{
    const DatasetFolder folder = home.dataset(dataset.name);
    const DatasetLayout &layout = folder.layout();
    if (auto made = makeDirectory(layout.manifests()); !made)
        return failure(made);
    const auto lock = RecordLock::acquire(home, dataset.name);
    if (!lock)
        return failure(lock);
    if (folder.exists())
        return duplicate(dataset.name);
    const Record record;
    const QByteArray view = toText(currentView(dataset.name, dataset.binding, record, {}, {}, now));
    if (auto written = writeUnflushed(layout.record(), QJsonDocument(toJson(record)).toJson()); !written)
        return failure(written);
    if (auto written = writeUnflushed(layout.current(), view); !written)
        return failure(written);
    return AsideFile::write(layout.binding(), QJsonDocument(toJson(dataset.binding)).toJson());
}

Result<void> appear(const Home &home, const DatasetName &name, AsideFile &binding)
{
    const auto lock = RecordLock::acquire(home, name);
    if (!lock)
        return failure(lock);
    return home.contains(name) ? duplicate(name) : binding.land(); // another process may have made it
}

Result<void> flushData(const Home &home)
{
    const QString path = home.data().root();
    const FileDescriptor folder(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen() || ::syncfs(folder.get()) != 0)
        return diskFailure(errno, u"flush"_s, path);
    return {};
}

Result<void> createTogether(const Home &home, std::span<const NewDataset> datasets, Instant now)
{
    std::vector<AsideFile> bindings;
    bindings.reserve(datasets.size());
    for (const NewDataset &dataset : datasets) {
        auto binding = prepare(home, dataset, now);
        if (!binding)
            return failure(binding);
        bindings.push_back(std::move(*binding));
    }
    if (auto flushed = flushData(home); !flushed)
        return flushed;
    for (size_t i = 0; i < datasets.size(); ++i) {
        if (auto there = appear(home, datasets[i].name, bindings[i]); !there)
            return there;
    }
    return flushData(home);
}

} // namespace

Result<void> createDatasets(const Home &home, std::span<const NewDataset> datasets, Instant now,
                            const std::function<void(qsizetype)> &made, std::stop_token stop)
{
    for (size_t done = 0; done < datasets.size();) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        const auto next = datasets.subspan(done, std::min(togetherFlushed, datasets.size() - done));
        if (auto created = createTogether(home, next, now); !created)
            return created;
        done += next.size();
        if (made)
            made(qsizetype(done));
    }
    return {};
}

} // namespace larder

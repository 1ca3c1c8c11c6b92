/// A home in a temporary directory, and fetches into it without a source: what the tests of store, sync and
/// catalog share. `fetch` is the whole way of a run's bytes: staged, hashed, committed, switched.
#pragma once

#include "core/store/home.h"
#include "core/store/locks.h"
#include "core/store/staging.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QThreadPool>

#include <algorithm>
#include <map>

namespace larder::test {

using namespace Qt::StringLiterals;

inline Instant utc(const char *iso)
{
    return *fromIso(QString::fromLatin1(iso));
}

inline const Instant morning = utc("2026-08-01T09:00:00Z");

/// Path → bytes.
using Files = std::map<QByteArray, QByteArray>;

class StoreHome
{
public:
    explicit StoreHome(const QString &below = QDir::tempPath())
        : m_directory(below + u"/larder-XXXXXX"_s),
          m_roots(HomeRoots::below(m_directory.path())),
          m_home(*Home::open(m_roots))
    { }
    explicit StoreHome(const HomeRoots &roots) : m_roots(roots), m_home(*Home::open(roots)) { }
    ~StoreHome()
    {
        // Read-only directories are in it, which QTemporaryDir does not remove for an ordinary user.
        QProcess::execute(u"chmod"_s, {u"-R"_s, u"u+w"_s, m_directory.path()});
    }

    [[nodiscard]] const Home &home() const { return m_home; }
    [[nodiscard]] QString path() const { return m_directory.path(); }
    /// Of a person whose home lies here, so that this machine's own sign-ins are out of sight.
    [[nodiscard]] QProcessEnvironment personsEnvironment() const
    {
        QProcessEnvironment environment;
        environment.insert(u"HOME"_s, path() + u"/person"_s);
        environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
        environment.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s);
        environment.insert(u"NO_GCE_CHECK"_s, u"true"_s);
        return environment;
    }
    [[nodiscard]] const HomeRoots &roots() const { return m_roots; }
    [[nodiscard]] QThreadPool &pool() { return m_pool; }

    [[nodiscard]] DatasetFolder add(const QString &text, const Binding &binding = someBinding())
    {
        const DatasetFolder folder = m_home.dataset(*DatasetName::parse(text));
        if (const auto created = folder.create(binding, morning); !created)
            qFatal("%s", qPrintable(created.error().message));
        return folder;
    }

    [[nodiscard]] static Binding someBinding()
    {
        Binding binding;
        binding.url = u"https://example.org/data/"_s;
        binding.zone = "Europe/Paris";
        binding.createdAt = morning;
        return binding;
    }

    [[nodiscard]] static Entry entry(const QByteArray &path, const QByteArray &bytes,
                                     const QByteArray &etag = {})
    {
        const QByteArray token = etag.isEmpty() ? "etag:" + QByteArray::number(qHash(bytes)) : etag;
        return {path, bytes.size(), morning, {ValidatorStrength::Strong, token}};
    }

    /// Receives `fetched`, keeps `kept`, and commits; does not switch.
    [[nodiscard]] Result<Manifest> commit(const DatasetFolder &folder, const Files &fetched, Instant now,
                                          std::vector<ManifestFile> kept = {}, std::stop_token stop = {})
    {
        auto staging = Staging::begin(m_home, folder.name(), nextRun(), m_pool, stop);
        if (!staging)
            return failure(staging);
        for (const auto &[path, bytes] : fetched) {
            auto file = staging->receive(entry(path, bytes));
            if (!file)
                return failure(file);
            const QByteArrayView rest = QByteArrayView(bytes).sliced((*file)->offset());
            if (auto written = (*file)->write({rest.data(), size_t(rest.size())}); !written)
                return failure(written);
            if (auto finished = (*file)->finish(entry(path, bytes)); !finished)
                return failure(finished);
        }
        auto all = staging->finishReceiving();
        if (!all)
            return failure(all);
        all->insert(all->end(), kept.begin(), kept.end());
        std::ranges::sort(*all, {}, [](const ManifestFile &file) { return file.entry.path; });
        return staging->commit(
            {.probedAt = now, .source = u"https://example.org/data/"_s, .because = u"a test"_s},
            std::move(*all), now);
    }

    /// As a run does it: commit, then switch. Returns the snapshot.
    [[nodiscard]] Result<SnapshotId> fetch(const DatasetFolder &folder, const Files &fetched, Instant now,
                                           std::vector<ManifestFile> kept = {})
    {
        const auto manifest = commit(folder, fetched, now, std::move(kept));
        if (!manifest)
            return failure(manifest);
        const auto record = folder.changeRecord(
            [&](Record &changed) {
                changed.newest = manifest->header.id;
                changed.fetchedAt = now;
                changed.confirmedAt = now;
                changed.knownChange.reset();
            },
            now);
        if (!record)
            return failure(record);
        return manifest->header.id;
    }

    [[nodiscard]] QString nextRun() { return u"run-%1"_s.arg(++m_runs); }

private:
    QTemporaryDir m_directory;
    HomeRoots m_roots;
    Home m_home;
    QThreadPool m_pool;
    int m_runs = 0;
};

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<missing>");
}

/// All files below a directory with their bytes.
inline Files filesBelow(const QString &root)
{
    Files files;
    QDirIterator walk(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        files[QFile::encodeName(path.sliced(root.size() + 1))] = contentOf(path);
    }
    return files;
}

} // namespace larder::test

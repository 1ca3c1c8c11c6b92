#include "core/caches/cachesearch.h"

#include "core/caches/cachetrash.h"
#include "core/caches/foreignfile.h"
#include "core/caches/fsspectext.h"
#include "core/caches/joblibtext.h"
#include "core/store/filetree.h"
#include "core/store/safename.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Reach {
    int levels = 0;
    int directories = 0; ///< looked into at most
    bool entersTagged = false; ///< directories with a CACHEDIR.TAG: other caches, and large ones
};

constexpr Reach namedReach{.levels = 16, .directories = 1'000'000, .entersTagged = true};
constexpr Reach workingReach{.levels = 4, .directories = 5'000};
constexpr Reach cacheFolderReach{.levels = 4, .directories = 10'000};
constexpr Reach environmentReach{.levels = 4, .directories = 5'000};
constexpr Reach proofReach{.levels = 8, .directories = 2'000}; // down to the first function
constexpr int mostTemporaryFolders = 2'000;

constexpr const char *joblibFolder = "joblib";
constexpr const char *joblibMark = "# Created by joblib automatically.";
constexpr const char *fsspecMark = "cache";
constexpr qint64 longestIgnoreFile = 4096;

/// Version control, installed packages: large, and no caches of these two.
bool isPassedOver(const QByteArray &name)
{
    static const QByteArrayList names{".git", ".hg",           ".svn",        "node_modules", ".venv",
                                      "venv", "site-packages", "__pycache__", trashName,      ".tox"};
    return names.contains(name);
}

bool isDirectory(int parent, const QByteArray &name)
{
    struct stat status{};
    return ::fstatat(parent, name.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

/// A function, or an item of one, lies somewhere below.
bool hasFunctions(int directory, int levels, int &directoriesLeft)
{
    const auto names = --directoriesLeft >= 0 ? namesAt(directory) : std::nullopt;
    if (!names)
        return false;
    if (names->contains("func_code.py"))
        return true;
    for (const QByteArray &name : *names) {
        const FileDescriptor child = openDirectoryAt(directory, name.constData());
        if (!child.isOpen())
            continue;
        struct stat status{};
        const bool isItem = itemNameOf(name) == ItemName::Exact
            && ::fstatat(child.get(), "output.pkl", &status, AT_SYMLINK_NOFOLLOW) == 0;
        if (isItem || (levels > 0 && hasFunctions(child.get(), levels - 1, directoriesLeft)))
            return true;
    }
    return false;
}

bool hasFunctions(int directory)
{
    int directoriesLeft = proofReach.directories;
    return hasFunctions(directory, proofReach.levels, directoriesLeft);
}

bool hasJoblibMark(int directory)
{
    const auto ignored = readForeign(directory, ".gitignore", longestIgnoreFile);
    return ignored && ignored->contains(joblibMark);
}

bool hasFsspecMark(int directory)
{
    const auto beginning = beginningOfForeign(directory, fsspecMark);
    return beginning && looksLikeFsspecMetadata(*beginning);
}

class Search
{
public:
    Search(const Reach &reach, const std::stop_token &stop)
        : m_reach(reach),
          m_left(reach.directories),
          m_stop(stop)
    { }

    void look(const FileDescriptor &directory, const QString &path, int level)
    {
        if (m_stop.stop_requested() || --m_left < 0)
            return;
        const auto names = namesAt(directory.get());
        if (!names)
            return;
        if (hasFsspecMark(directory.get())) {
            found.push_back({CacheKind::Fsspec, path});
            return;
        }
        const bool isMarked = hasJoblibMark(directory.get());
        const bool isJoblib = path.endsWith("/joblib"_L1) || (isMarked && !names->contains(joblibFolder));
        if (isJoblib && hasFunctions(directory.get())) {
            found.push_back({CacheKind::Joblib, path});
            return;
        }
        if (level >= m_reach.levels
            || (names->contains("CACHEDIR.TAG") && !m_reach.entersTagged && level > 0))
            return;
        for (const QByteArray &name : *names) {
            if (isPassedOver(name) || !isDirectory(directory.get(), name))
                continue;
            const FileDescriptor child = openDirectoryAt(directory.get(), name.constData());
            if (child.isOpen())
                look(child, path + u'/' + QFile::decodeName(name), level + 1);
        }
    }

    std::vector<CachePlace> found;

private:
    const Reach m_reach;
    int m_left;
    const std::stop_token &m_stop;
};

std::vector<CachePlace> search(const QString &path, const Reach &reach, const std::stop_token &stop)
{
    const QString real = QFileInfo(path).canonicalFilePath();
    const FileDescriptor directory = openDirectory(real);
    if (real.isEmpty() || !directory.isOpen())
        return {};
    Search searching(reach, stop);
    searching.look(directory, real, 0);
    return std::move(searching.found);
}

bool isSimpleCache(int directory)
{
    const auto names = namesAt(directory);
    return names && !names->empty() && std::ranges::all_of(*names, [](const QByteArray &name) {
               return isFsspecDataName(name) || name == trashName;
           });
}

/// fsspec's own choice where nobody makes one: tempfile.mkdtemp().
void addTemporary(const QString &folder, std::vector<CachePlace> &found)
{
    const FileDescriptor root = openDirectory(folder);
    const auto names = root.isOpen() ? namesAt(root.get()) : std::nullopt;
    int left = mostTemporaryFolders;
    for (const QByteArray &name : names.value_or(QByteArrayList())) {
        struct stat status{};
        const FileDescriptor child = name.startsWith("tmp") && --left >= 0
            ? openDirectoryAt(root.get(), name.constData())
            : FileDescriptor();
        if (!child.isOpen() || ::fstat(child.get(), &status) != 0 || status.st_uid != ::geteuid())
            continue;
        if (hasFsspecMark(child.get()) || isSimpleCache(child.get()))
            found.push_back({CacheKind::Fsspec, folder + u'/' + QFile::decodeName(name)});
    }
}

} // namespace

Result<std::vector<CachePlace>> cachesBelow(const QString &directory, const std::stop_token &stop)
{
    const QString path = QFileInfo(directory).canonicalFilePath();
    const FileDescriptor root = openDirectory(path);
    if (path.isEmpty() || !root.isOpen()) {
        return failure(ErrorKind::NotFound, u"there is no such directory"_s, directory,
                       u"name a directory that holds a cache of joblib or fsspec"_s);
    }
    auto found = search(path, namedReach, stop);
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (!found.empty())
        return found;
    if (hasFunctions(root.get()))
        return std::vector{CachePlace{CacheKind::Joblib, path}};
    const auto names = namesAt(root.get());
    if (names
        && (std::ranges::any_of(*names, isFsspecDataName) || names->contains(fsspecMark)
            || names->contains(trashName)))
        return std::vector{CachePlace{CacheKind::Fsspec, path}};
    return failure(ErrorKind::NotFound, u"no cache of joblib or fsspec lies there"_s, directory,
                   u"name a directory that holds a cache of joblib or fsspec"_s);
}

std::vector<CachePlace> commonCaches(const QProcessEnvironment &environment, const QString &workingDirectory,
                                     const std::stop_token &stop)
{
    const auto valueOr = [&](const QString &name, const QString &otherwise) {
        const QString value = environment.value(name);
        return value.startsWith(u'/') ? value : otherwise;
    };
    const QString home = environment.value(u"HOME"_s);
    std::vector<CachePlace> found = search(workingDirectory, workingReach, stop);
    const auto append = [&](const std::vector<CachePlace> &more) {
        found.insert(found.end(), more.begin(), more.end());
    };
    const auto add = [&](const QString &path, const Reach &reach) {
        if (path.startsWith(u'/'))
            append(search(path, reach, stop));
    };
    add(valueOr(u"XDG_CACHE_HOME"_s, home + "/.cache"_L1), cacheFolderReach);
    if (const QString larder = valueOr(u"LARDER_HOME"_s, {}); !larder.isEmpty())
        add(larder + "/functions"_L1, environmentReach);
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        const bool isJoblibs = name.startsWith("JOBLIB_"_L1);
        const bool isFsspecs = name.startsWith("FSSPEC_"_L1) && name.endsWith("CACHE_STORAGE"_L1);
        const QString path = environment.value(name);
        if (isJoblibs)
            add(path, environmentReach);
        if (const auto named = isFsspecs ? cachesBelow(path, stop) : Result<std::vector<CachePlace>>(); named)
            append(*named);
    }
    addTemporary(QFileInfo(valueOr(u"TMPDIR"_s, u"/tmp"_s)).canonicalFilePath(), found);
    std::ranges::sort(found, {}, &CachePlace::path);
    const auto again = std::ranges::unique(found);
    found.erase(again.begin(), again.end());
    return found;
}

void addNew(std::vector<CachePlace> &places, const std::vector<CachePlace> &found)
{
    for (const CachePlace &place : found) {
        if (!std::ranges::contains(places, place))
            places.push_back(place);
    }
}

} // namespace larder

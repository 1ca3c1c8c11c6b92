#include "core/caches/joblibstore.h"

#include "core/base/handover.h"
#include "core/caches/cachetrash.h"
#include "core/caches/foreignfile.h"
#include "core/caches/foreigntime.h"
#include "core/caches/joblibtext.h"
#include "core/store/filetree.h"
#include "core/store/safename.h"

#include <QFile>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cerrno>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestFolder = 40; // modules and nested functions are not deeper; a loop of mounts is
constexpr qint64 longestMetadata = 1 << 20; // of one call; a longer one says nothing to a person
constexpr qint64 longestCode = 1 << 20;
constexpr std::size_t itemsAtOnce = 256;
constexpr std::size_t mostTroubles = 1000;

constexpr const char *codeName = "func_code.py";
constexpr const char *outputName = "output.pkl";
constexpr const char *metadataName = "metadata.json";

/// The last one's end: what a pickle that nobody compressed begins and ends with.
constexpr char pickleBegins = '\x80';
constexpr char pickleEnds = '.';

bool isRunning(qint64 process)
{
    return process > 0 && (::kill(pid_t(process), 0) == 0 || errno == EPERM);
}

/// The tree without its items: those are only named here.
class Walk
{
public:
    Walk(CacheContents &contents, const QString &wanted, const std::stop_token &stop)
        : m_contents(contents),
          m_wanted(wanted),
          m_stop(stop)
    { }

    void visit(int directory, const QByteArray &path, int depth)
    {
        if (m_stop.stop_requested())
            return;
        const auto names = namesAt(directory);
        if (!names)
            return trouble(systemError(errno, u"read the directory"_s, shown(path)));
        int function = -1;
        if (names->contains(codeName))
            function = addFunction(directory, path);
        for (const QByteArray &name : *names) {
            if (path.isEmpty() && name == trashName)
                continue;
            if (itemNameOf(name) == ItemName::None) {
                visitChild(directory, path, name, depth);
                continue;
            }
            if (function < 0)
                function = addFunction(directory, path);
            if (!m_wanted.isEmpty() && !m_contents.functions[size_t(function)].isCalled(m_wanted))
                continue;
            m_contents.items.push_back({.function = function,
                                        .path = path.isEmpty() ? name : path + '/' + name,
                                        .name = shownName(name)});
        }
    }

private:
    void visitChild(int directory, const QByteArray &path, const QByteArray &name, int depth)
    {
        struct stat status{};
        if (::fstatat(directory, name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            return; // gone meanwhile
        if (!S_ISDIR(status.st_mode)) {
            m_contents.otherBytes += S_ISREG(status.st_mode) ? qint64(status.st_size) : 0;
            return;
        }
        const QByteArray below = path.isEmpty() ? name : path + '/' + name;
        if (depth >= deepestFolder)
            return trouble(
                {ErrorKind::Unsupported, u"it lies too deep to be a function's"_s, shown(below), {}});
        const FileDescriptor child = openDirectoryAt(directory, name.constData());
        if (child.isOpen())
            visit(child.get(), below, depth + 1);
        else if (errno != ENOENT)
            trouble(systemError(errno, u"open the directory"_s, shown(below)));
    }

    int addFunction(int directory, const QByteArray &path)
    {
        const QByteArray place = QFile::encodeName(m_contents.place.path);
        const QByteArray own = path.isEmpty() ? place.sliced(place.lastIndexOf('/') + 1) : path;
        CacheFunction function{.name = shownName(QByteArray(own).replace('/', '.')), .path = path};
        const auto code = readForeign(directory, codeName, longestCode);
        function.hasCode = code || code.error() == EFBIG;
        if (code) {
            const QString name = shownName(own.sliced(own.lastIndexOf('/') + 1));
            function.parameters = parametersOf(QString::fromUtf8(*code), name);
        }
        m_contents.functions.push_back(std::move(function));
        return int(m_contents.functions.size()) - 1;
    }

    [[nodiscard]] QString shown(const QByteArray &path) const
    {
        return path.isEmpty() ? m_contents.place.path : m_contents.place.path + u'/' + shownName(path);
    }

    void trouble(Error error)
    {
        if (m_contents.troubles.size() < mostTroubles)
            m_contents.troubles.push_back(std::move(error));
    }

    CacheContents &m_contents;
    const QString &m_wanted; ///< whose items are named; empty: all functions'
    const std::stop_token &m_stop;
};

void readMetadata(int directory, const CacheFunction &function, CacheItem &item)
{
    const auto json = readForeign(directory, metadataName, longestMetadata);
    const auto metadata = json ? readJoblibMetadata(*json) : std::nullopt;
    if (metadata) {
        item.hasMetadata = true;
        item.arguments = inOrderOf(function.parameters, metadata->arguments);
        item.took = metadata->took;
        item.terms = metadata->terms;
        if (metadata->made) {
            item.made = metadata->made;
            item.isMadeRecorded = true;
        }
        return;
    }
    const bool isMissing = !json && json.error() == ENOENT;
    item.oddity = isMissing              ? u"its metadata is missing"_s
        : !json && json.error() == EFBIG ? u"its metadata is too large to be read"_s
                                         : u"its metadata is not readable"_s;
}

void readOutput(int directory, const struct stat &status, CacheItem &item)
{
    item.made = fileInstant(status.st_mtim);
    item.used = std::max(item.made, fileInstant(status.st_atim));
    const auto ends = endsOfForeign(directory, outputName, status.st_size);
    const bool isCut =
        !ends || ends->first.isEmpty() || (ends->first.startsWith(pickleBegins) && ends->last != pickleEnds);
    item.isThere = !isCut;
    if (isCut)
        item.oddity = u"its output is cut short"_s;
}

/// False: it is no item after all.
bool readItem(int functionFolder, const CacheFunction &function, CacheItem &item)
{
    const QByteArray name = item.path.sliced(item.path.lastIndexOf('/') + 1);
    const FileDescriptor directory = openDirectoryAt(functionFolder, name.constData());
    if (!directory.isOpen() && (errno == ELOOP || errno == ENOTDIR)) {
        struct stat status{};
        const bool isLink = ::fstatat(functionFolder, name.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0
            && S_ISLNK(status.st_mode);
        item.state = ItemState::Outside;
        item.oddity = u"it is a link to elsewhere, which is not followed"_s;
        return isLink;
    }
    const auto names = directory.isOpen() ? namesAt(directory.get()) : std::nullopt;
    if (!names) {
        item.state = ItemState::Partial;
        item.oddity = u"its directory is not readable"_s;
        return errno != ENOENT;
    }
    bool isBeingWritten = false;
    bool hasOutput = false;
    for (const QByteArray &file : *names) {
        struct stat status{};
        if (::fstatat(directory.get(), file.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0
            || !S_ISREG(status.st_mode))
            continue;
        item.bytes += qint64(status.st_size);
        if (const auto writer = writerOf(file)) {
            item.leftoverBytes += qint64(status.st_size);
            isBeingWritten = isBeingWritten || isRunning(*writer);
        } else if (file == outputName) {
            hasOutput = true;
            readOutput(directory.get(), status, item);
        }
    }
    const QString outputOddity = item.oddity;
    readMetadata(directory.get(), function, item);
    if (!outputOddity.isEmpty())
        item.oddity = outputOddity;
    if (!hasOutput) {
        item.oddity = u"its output is missing"_s;
        item.state = isBeingWritten  ? ItemState::Writing
            : item.leftoverBytes > 0 ? ItemState::Leftover
                                     : ItemState::Partial;
    } else if (!item.isThere || !item.hasMetadata) {
        item.state = ItemState::Partial;
    }
    if (itemNameOf(name) == ItemName::Prefixed) {
        item.state = ItemState::Orphan;
        item.isThere = false;
        item.oddity = u"no call looks for a name like this"_s;
    }
    return true;
}

/// Items of one function, so that its directory is opened once.
struct Batch {
    std::size_t first = 0;
    std::size_t end = 0;
};

std::vector<Batch> batchesOf(const std::vector<CacheItem> &items)
{
    std::vector<Batch> batches;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool isNew = batches.empty() || items[batches.back().first].function != items[i].function
            || i - batches.back().first >= itemsAtOnce;
        if (isNew)
            batches.push_back({i, i});
        batches.back().end = i + 1;
    }
    return batches;
}

void readItems(int root, CacheContents &contents, QThreadPool &pool, const CacheProgress &progress,
               const std::stop_token &stop)
{
    const std::vector<Batch> batches = batchesOf(contents.items);
    std::vector<char> isItem(contents.items.size(), 0);
    std::atomic<qint64> done = 0;
    forEachIndex(pool, batches.size(), [&](std::size_t number) {
        const Batch &batch = batches[number];
        const CacheFunction &function = contents.functions[size_t(contents.items[batch.first].function)];
        const FileDescriptor folder = openBelow(root, function.path);
        for (std::size_t i = batch.first; i < batch.end && folder.isOpen() && !stop.stop_requested(); ++i)
            isItem[i] = readItem(folder.get(), function, contents.items[i]) ? 1 : 0;
        const qint64 soFar = done += qint64(batch.end - batch.first);
        if (progress)
            progress(soFar, qint64(contents.items.size()));
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < contents.items.size(); ++i) {
        if (!isItem[i])
            continue;
        if (kept != i)
            contents.items[kept] = std::move(contents.items[i]);
        ++kept;
    }
    contents.items.resize(kept);
}

} // namespace

Result<CacheContents> readJoblibStore(const QString &path, const QString &function, QThreadPool &pool,
                                      const CacheProgress &progress, const std::stop_token &stop)
{
    CacheContents contents{.place = {CacheKind::Joblib, path}};
    const FileDescriptor root = openDirectory(path);
    if (!root.isOpen())
        return std::unexpected(systemError(errno, u"open the directory"_s, path));
    Walk(contents, function, stop).visit(root.get(), {}, 0);
    readItems(root.get(), contents, pool, progress, stop);
    contents.trashBytes = trashSize(path);
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    return contents;
}

} // namespace larder

#include "core/sources/filewalk.h"

#include "core/base/clock.h"
#include "core/base/filedescriptor.h"
#include "core/sources/entrypath.h"
#include "core/sources/fileidentity.h"

#include <dirent.h>
#include <fcntl.h>

#include <cstdlib>
#include <memory>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int entriesPerStopCheck = 256;

struct DirectoryCloser {
    void operator()(DIR *directory) const { ::closedir(directory); }
};
using OpenDirectory = std::unique_ptr<DIR, DirectoryCloser>;

class Walk
{
public:
    Walk(const QString &directory, const EntryFilter &filter, const std::stop_token &stop)
        : m_directory(directory),
          m_filter(filter),
          m_stop(stop)
    { }

    Result<Listing> run()
    {
        FileDescriptor top(::open(m_directory.toUtf8().constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!top.isOpen())
            return std::unexpected(sourceError(errno, u"open the directory"_s, m_directory));
        m_granularity = timeGranularity(top.get());
        if (const Result<void> walked = walk(top, {}, 0); !walked)
            return failure(walked);
        m_listing.notices = m_ignored.notices();
        if (const Result<void> finished = finishListing(m_listing); !finished)
            return failure(finished);
        return std::move(m_listing);
    }

private:
    /// Takes over the descriptor's directory stream. `prefix` is the directory's path with a final '/', or
    /// empty.
    Result<void> walk(const FileDescriptor &directory, const QByteArray &prefix, int depth)
    {
        const OpenDirectory stream(::fdopendir(::fcntl(directory.get(), F_DUPFD_CLOEXEC, 0)));
        if (!stream)
            return std::unexpected(sourceError(errno, u"read the directory"_s, shown(prefix)));
        while (true) {
            if (++m_seen % entriesPerStopCheck == 0 && m_stop.stop_requested())
                return failure(ErrorKind::Cancelled, u"stopped"_s);
            errno = 0;
            const dirent *found = ::readdir(stream.get());
            if (!found)
                break;
            const QByteArrayView name(found->d_name);
            if (name == "." || name == "..")
                continue;
            if (const Result<void> taken = take(directory.get(), *found, prefix + name, depth); !taken)
                return taken;
        }
        if (errno != 0)
            return std::unexpected(sourceError(errno, u"read the directory"_s, shown(prefix)));
        return {};
    }

    Result<void> take(int directory, const dirent &found, const QByteArray &path, int depth)
    {
        if (found.d_type == DT_DIR)
            return enter(directory, found.d_name, path, depth);
        if (found.d_type != DT_UNKNOWN && !m_filter.accepts(path))
            return {};
        struct stat status{};
        if (::fstatat(directory, found.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno == ENOENT)
                return {}; // gone since readdir: it is not there now
            return std::unexpected(sourceError(errno, u"look at"_s, shown(path)));
        }
        if (S_ISDIR(status.st_mode))
            return enter(directory, found.d_name, path, depth);
        if (!m_filter.accepts(path))
            return {};
        if (S_ISLNK(status.st_mode)) {
            const auto followed = follow(directory, found.d_name, path, status);
            if (!followed)
                return failure(followed);
            if (!*followed)
                return {};
        }
        if (!S_ISREG(status.st_mode)) {
            m_ignored.add(u"a special file"_s, u"special files"_s, readablePath(path));
            return {};
        }
        return add(path, status);
    }

    Result<void> add(const QByteArray &path, const struct stat &status)
    {
        if (const Result<void> checked = checkEntryPath(path); !checked)
            return checked;
        if (m_listing.entries.size() == maxEntries) {
            return failure(ErrorKind::Unsupported,
                           u"the directory holds more than %1 files"_s.arg(maxEntries), m_directory,
                           u"bind a part of it, or leave some out with --exclude"_s);
        }
        m_listing.entries.push_back(fileEntry(path, status, m_now, m_granularity));
        return {};
    }

    Result<void> enter(int parent, const char *name, const QByteArray &path, int depth)
    {
        if (!m_filter.acceptsBelow(path))
            return {};
        if (depth == maxDirectoryDepth) {
            return failure(ErrorKind::Unsupported,
                           u"directories are nested more than %1 deep"_s.arg(maxDirectoryDepth), shown(path),
                           u"leave it out with --exclude"_s);
        }
        // A directory that has become a link meanwhile is not followed out of here.
        const FileDescriptor directory(
            ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (directory.isOpen())
            return walk(directory, path + '/', depth + 1);
        if (errno == ENOENT)
            return {};
        return std::unexpected(sourceError(errno, u"open the directory"_s, shown(path)));
    }

    /// Puts the target's status in place of the link's. False: the link is ignored, and counted. A target
    /// that cannot be looked at is an error: it may be there.
    Result<bool> follow(int directory, const char *name, const QByteArray &path, struct stat &status)
    {
        const QString example = readablePath(path);
        if (::fstatat(directory, name, &status, 0) != 0) {
            if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
                return std::unexpected(sourceError(errno, u"follow the link"_s, shown(path)));
            m_ignored.add(u"a link that leads nowhere"_s, u"links that lead nowhere"_s, example);
            return false;
        }
        if (S_ISDIR(status.st_mode)) {
            m_ignored.add(u"a link to a directory"_s, u"links to directories"_s, example);
            return false;
        }
        if (!leadsInside(path)) {
            m_ignored.add(u"a link that leads out of the directory"_s,
                          u"links that lead out of the directory"_s, example);
            return false;
        }
        return true;
    }

    /// A customer's link to ~/.ssh must not carry a key into a dataset. (A link that is changed after this
    /// look has another target, whose identity the fetch will not accept.)
    bool leadsInside(const QByteArray &path)
    {
        const auto resolved = [](const QByteArray &name) {
            const std::unique_ptr<char, decltype(&std::free)> real(::realpath(name.constData(), nullptr),
                                                                   &std::free);
            return QByteArray(real.get());
        };
        const QByteArray top = m_directory.toUtf8();
        if (m_realTop.isEmpty())
            m_realTop = resolved(top);
        const QByteArray inside = m_realTop.endsWith('/') ? m_realTop : m_realTop + '/';
        return resolved(top + '/' + path).startsWith(inside);
    }

    QString shown(const QByteArray &path) const
    {
        return m_directory + (m_directory.endsWith(u'/') ? u""_s : u"/"_s) + readablePath(path);
    }

    const QString m_directory;
    const EntryFilter &m_filter;
    const std::stop_token &m_stop;
    const Instant m_now = SystemClock().now(); // real time: what is compared is the file system's clock
    std::chrono::milliseconds m_granularity{};
    QByteArray m_realTop;
    IgnoredCounter m_ignored;
    Listing m_listing;
    int m_seen = 0;
};

} // namespace

Result<Listing> walkDirectory(const QString &directory, const EntryFilter &filter,
                              const std::stop_token &stop)
{
    return Walk(directory, filter, stop).run();
}

} // namespace larder

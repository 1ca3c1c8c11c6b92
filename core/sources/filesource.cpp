#include "core/sources/filesource.h"

#include "core/base/clock.h"
#include "core/base/filedescriptor.h"
#include "core/sources/entrypath.h"
#include "core/sources/fileidentity.h"
#include "core/sources/filewalk.h"

#include <fcntl.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// Large enough that the loop costs nothing, small enough that a stop is seen at once.
constexpr std::size_t chunkBytes = 1024 * 1024;

std::unexpected<Error> stopped()
{
    return failure(ErrorKind::Cancelled, u"stopped"_s);
}

std::unexpected<Error> changed(const QString &path)
{
    return failure(ErrorKind::Conflict, u"the file changed while it was fetched"_s, path);
}

/// False: stopped.
bool waitUntil(std::chrono::steady_clock::time_point time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any nobody;
    nobody.wait_until(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

class FileSource : public Source
{
public:
    explicit FileSource(const Address &address)
        : m_location(address.location),
          m_fixedPart(address.fixedPart),
          m_globs(address.globs)
    { }

    Result<Listing> probe(const ProbeOptions &options, std::stop_token stop) override;
    Result<void> fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop) override;

private:
    struct OpenFile {
        FileDescriptor descriptor;
        Entry entry; ///< its identity now
    };
    /// What became of one file, apart from the store's troubles: nullopt is all well.
    using Trouble = std::optional<Error>;

    Result<Listing> probeFile(const EntryFilter &filter) const;
    Error missing(int errorNumber) const;
    Result<void> findFolder();
    Result<OpenFile> openUnchanged(const Entry &entry) const;
    Result<void> deliver(const Entry &entry, FetchSink &sink, const std::stop_token &stop);
    Result<Trouble> copy(const OpenFile &file, Delivery &delivery, const std::stop_token &stop);
    QString shown(const Entry &entry) const { return m_folder + readablePath(entry.path); }

    const QString m_location;
    const QString m_fixedPart;
    const std::optional<Glob> m_globs;
    QString m_folder; ///< ends in '/': what the entries' paths count from
    FileDescriptor m_folderDescriptor;
    std::chrono::milliseconds m_granularity = foreignGranularity;
    std::vector<char> m_buffer;
};

Result<Listing> FileSource::probe(const ProbeOptions &options, std::stop_token stop)
{
    if (stop.stop_requested())
        return stopped();
    struct stat status{};
    if (::stat(m_location.toUtf8().constData(), &status) != 0)
        return std::unexpected(missing(errno));
    EntryFilter filter = options.filter;
    filter.within = m_globs;
    if (S_ISDIR(status.st_mode))
        return walkDirectory(m_location, filter, stop);
    if (S_ISREG(status.st_mode))
        return probeFile(filter);
    return failure(ErrorKind::Unsupported, u"this is neither a file nor a directory"_s, m_location);
}

Result<Listing> FileSource::probeFile(const EntryFilter &filter) const
{
    const QByteArray name = m_location.sliced(m_location.lastIndexOf(u'/') + 1).toUtf8();
    if (!filter.accepts(name))
        return Listing{};
    if (const Result<void> checked = checkEntryPath(name); !checked)
        return failure(checked);
    const Instant now = SystemClock().now();
    const FileDescriptor file(::open(m_location.toUtf8().constData(), O_PATH | O_CLOEXEC));
    struct stat status{};
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0)
        return std::unexpected(missing(errno));
    Listing listing;
    listing.entries.push_back(fileEntry(name, status, now, timeGranularity(file.get())));
    return listing;
}

/// An unmounted share must not pass for "the day's folder is not there yet".
Error FileSource::missing(int errorNumber) const
{
    if (errorNumber == ENOTDIR && m_location.endsWith(u'/')) {
        return {ErrorKind::Unsupported, u"this is not a directory"_s, m_location,
                u"leave the final '/' out to bind the file"_s};
    }
    struct stat status{};
    if (errorNumber == ENOENT && m_fixedPart != m_location
        && ::stat(m_fixedPart.toUtf8().constData(), &status) != 0) {
        return {ErrorKind::Network, u"the directory that holds the dated paths is not there"_s, m_fixedPart,
                u"see whether its disk or share is mounted"_s};
    }
    return sourceError(errorNumber, u"find the source"_s, m_location);
}

Result<void> FileSource::findFolder()
{
    struct stat status{};
    if (::stat(m_location.toUtf8().constData(), &status) != 0)
        return std::unexpected(missing(errno));
    if (!S_ISDIR(status.st_mode))
        m_folder = m_location.first(m_location.lastIndexOf(u'/') + 1);
    else
        m_folder = m_location.endsWith(u'/') ? m_location : QString(m_location + u'/');
    m_folderDescriptor =
        FileDescriptor(::open(m_folder.toUtf8().constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!m_folderDescriptor.isOpen())
        return std::unexpected(missing(errno));
    m_granularity = timeGranularity(m_folderDescriptor.get());
    return {};
}

Result<void> FileSource::fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop)
{
    const auto begun = std::chrono::steady_clock::now();
    if (stop.stop_requested())
        return stopped();
    if (const Result<void> found = findFolder(); !found)
        return found;
    m_buffer.resize(chunkBytes);

    // A file that was young at the probe could change again without a trace. Read last, and after a wait, it
    // cannot.
    std::vector<const Entry *> ordered;
    for (const Entry &entry : wanted)
        ordered.push_back(&entry);
    const auto young = std::ranges::stable_partition(
        ordered, [](const Entry *entry) { return entry->validator.strength == ValidatorStrength::Strong; });
    for (auto next = ordered.begin(); next != ordered.end(); ++next) {
        if (next == young.begin() && !waitUntil(begun + m_granularity, stop))
            return stopped();
        if (stop.stop_requested())
            return stopped();
        if (const Result<void> delivered = deliver(**next, sink, stop); !delivered)
            return delivered;
    }
    return {};
}

Result<FileSource::OpenFile> FileSource::openUnchanged(const Entry &entry) const
{
    const Instant now = SystemClock().now();
    // O_NONBLOCK: a pipe that took the file's place must not hold us.
    FileDescriptor file(::openat(m_folderDescriptor.get(), entry.path.constData(),
                                 O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    struct stat status{};
    if (!file.isOpen() && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENXIO))
        return changed(shown(entry));
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0)
        return std::unexpected(sourceError(errno, u"read the file"_s, shown(entry)));
    OpenFile opened{std::move(file), fileEntry(entry.path, status, now, m_granularity)};
    if (!S_ISREG(status.st_mode) || opened.entry.validator.token != entry.validator.token)
        return changed(shown(entry));
    return opened;
}

/// Errors: the store's, or a stop; they end the fetch.
Result<void> FileSource::deliver(const Entry &entry, FetchSink &sink, const std::stop_token &stop)
{
    const Result<OpenFile> file = openUnchanged(entry);
    if (!file) {
        sink.failed(entry, file.error());
        return {};
    }
    const Result<std::unique_ptr<Delivery>> delivery = sink.begin(entry);
    if (!delivery)
        return failure(delivery);
    const Result<Trouble> copied = copy(*file, **delivery, stop);
    if (!copied)
        return failure(copied);
    if (*copied) {
        sink.failed(entry, **copied);
        return {};
    }
    return (*delivery)->finish(file->entry);
}

Result<FileSource::Trouble> FileSource::copy(const OpenFile &file, Delivery &delivery,
                                             const std::stop_token &stop)
{
    const Entry &entry = file.entry;
    if (delivery.offset() > 0
        && (entry.validator.strength != ValidatorStrength::Strong || delivery.offset() > entry.size)) {
        if (const Result<void> restarted = delivery.restart(); !restarted)
            return failure(restarted);
    }
    qint64 done = delivery.offset();
    while (done < entry.size) {
        if (stop.stop_requested())
            return stopped();
        const auto wanted =
            std::min<std::size_t>(m_buffer.size(), static_cast<std::size_t>(entry.size - done));
        const ssize_t count = ::pread(file.descriptor.get(), m_buffer.data(), wanted, done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return Trouble(sourceError(errno, u"read the file"_s, shown(entry)));
        if (count == 0)
            break;
        if (const Result<void> written = delivery.write({m_buffer.data(), static_cast<std::size_t>(count)});
            !written)
            return failure(written);
        done += count;
    }
    struct stat status{};
    if (::fstat(file.descriptor.get(), &status) != 0)
        return Trouble(sourceError(errno, u"read the file"_s, shown(entry)));
    const Entry after = fileEntry(entry.path, status, {}, m_granularity);
    if (done != entry.size || after.validator.token != entry.validator.token)
        return Trouble(changed(shown(entry)).error());
    return Trouble();
}

} // namespace

std::unique_ptr<Source> makeFileSource(const Address &address)
{
    return std::make_unique<FileSource>(address);
}

} // namespace larder

#include "core/store/receivedfile.h"

#include "core/base/crashpoint.h"
#include "core/base/handover.h"
#include "core/store/bootid.h"
#include "core/store/diskerror.h"
#include "core/store/sha256.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestSmallFile = 256 * 1024;
constexpr size_t chunkBytes = 256 * 1024;
constexpr qint64 writebackBytes = 8 * 1024 * 1024; // the disk starts early, so that the last flush is short
constexpr qint64 durableBytes = 64 * 1024 * 1024; // what a power cut may cost of a resumable download

} // namespace

/// Shared by the run's thread (writes), a lane (hashes) and a flush beside.
struct LargeFile {
    FileDescriptor file;
    QString path;
    std::optional<PartialPlace> partial; ///< of a strong validator: survives
    PartialNote note;
    qint64 written = 0;
    qint64 writtenBack = 0;
    qint64 flushed = 0;
    Sha256Hasher hasher; ///< the lane's

    std::mutex mutex; ///< guards the note on disk
    bool isGone = false;
    int starts = 0; ///< changed by the run's thread only
    std::atomic<bool> isFlushing = false;

    /// `start`: of which start from the beginning the bytes are; a flush may end after a later one.
    void noteDurable(qint64 bytes, int start)
    {
        const std::lock_guard guard(mutex);
        if (isGone || start != starts)
            return;
        note.durableBytes = bytes;
        (void)writePartialNote(partial->note, note); // without it, less is resumed
    }

    void removeNote()
    {
        const std::lock_guard guard(mutex);
        isGone = true;
        if (partial)
            QFile::remove(partial->note);
    }

    void removeAll()
    {
        removeNote();
        QFile::remove(path);
    }
};

namespace {

/// Starts writing out what came, and now and then makes sure of it, beside the run's thread.
void pushToDisk(const std::shared_ptr<LargeFile> &large, QThreadPool &pool)
{
    if (large->written - large->writtenBack >= writebackBytes) {
        ::sync_file_range(large->file.get(), large->writtenBack, large->written - large->writtenBack,
                          SYNC_FILE_RANGE_WRITE);
        large->writtenBack = large->written;
    }
    if (!large->partial || large->written - large->flushed < durableBytes || large->isFlushing.exchange(true))
        return;
    large->flushed = large->written;
    startOn(pool, [large, bytes = large->written, start = large->starts] {
        if (::fdatasync(large->file.get()) == 0)
            large->noteDurable(bytes, start);
        large->isFlushing = false;
    });
}

} // namespace

Result<std::unique_ptr<IncomingFile>> ReceivedFile::begin(StagingArea &area, const Entry &entry,
                                                          Landing landing)
{
    std::unique_ptr<ReceivedFile> file(new ReceivedFile(area, entry, landing));
    const bool mayBeLarge = entry.size < 0 || entry.size > largestSmallFile;
    if (!mayBeLarge)
        return file;
    const auto place = partialPlace(area.home().store(), area.name(), entry);
    const qint64 resumed = believableBytes(place, area.name(), entry);
    if (resumed > 0) {
        if (auto opened = file->openLarge(resumed); !opened)
            return failure(opened);
    }
    return file;
}

ReceivedFile::ReceivedFile(StagingArea &area, Entry entry, Landing landing)
    : m_area(area),
      m_lane(area.nextLane()),
      m_entry(std::move(entry)),
      m_landing(landing)
{
    if (m_entry.size > 0)
        m_buffer.reserve(size_t(std::min(m_entry.size, largestSmallFile)));
}

ReceivedFile::~ReceivedFile()
{
    if (m_isFinished || !m_large)
        return;
    // Whoever stopped goes on here the next time; what the store itself could not take is not worth keeping.
    const Result<void> fine = m_area.failed();
    const bool isWorthKeeping = fine || fine.error().kind == ErrorKind::Cancelled;
    if (m_large->partial && isWorthKeeping && writeBuffer() && m_large->written > 0)
        return;
    m_large->removeAll();
}

Result<void> ReceivedFile::openLarge(qint64 resumedBytes)
{
    auto large = std::make_shared<LargeFile>();
    const bool isWorthwhile = m_landing == Landing::Snapshot || resumedBytes > 0 || m_size > largestSmallFile;
    const bool isResumable = isWorthwhile && m_entry.validator.strength == ValidatorStrength::Strong;
    if (isResumable) {
        large->partial = partialPlace(m_area.home().store(), m_area.name(), m_entry);
        large->note = {m_area.name(), m_entry.path, m_entry.validator.token, 0, currentBootId()};
        large->note.durableBytes =
            resumedBytes == 0 ? 0 : readPartialNote(large->partial->note)->durableBytes;
    }
    large->path = large->partial ? large->partial->file : m_area.incomingPath();
    large->file = FileDescriptor(
        ::open(QFile::encodeName(large->path).constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!large->file.isOpen() || ::ftruncate(large->file.get(), resumedBytes) != 0
        || ::lseek(large->file.get(), resumedBytes, SEEK_SET) < 0)
        return diskFailure(errno, u"write"_s, large->path);
    if (large->partial) {
        large->note.durableBytes = std::min(large->note.durableBytes, resumedBytes);
        if (auto noted = writePartialNote(large->partial->note, large->note); !noted)
            return noted;
    }
    large->written = large->writtenBack = large->flushed = m_size = resumedBytes;
    m_large = large;
    crashPoint("large-file-begun");
    if (resumedBytes == 0 || m_landing == Landing::Aside)
        return {};
    m_lane.post(0, [&area = m_area, large, resumedBytes] {
        const qint64 read = addFile(large->hasher, large->file.get(), resumedBytes, area.stop());
        if (read == -ECANCELED)
            area.fail({ErrorKind::Cancelled, u"stopped"_s, {}, {}});
        else if (read != resumedBytes)
            area.fail(diskFailure(read < 0 ? int(-read) : EIO, u"read"_s, large->path).error());
    });
    return {};
}

Result<void> ReceivedFile::write(std::span<const char> bytes)
{
    if (auto fine = m_area.failed(); !fine)
        return fine;
    m_size += qint64(bytes.size());
    if (!m_large && m_size > largestSmallFile) {
        const qint64 size = m_size;
        if (auto opened = openLarge(0); !opened)
            return opened;
        m_size = size;
    }
    while (!bytes.empty()) {
        const size_t room = m_large ? chunkBytes - std::min(chunkBytes, m_buffer.size()) : bytes.size();
        const size_t taken = std::min(room, bytes.size());
        m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.begin() + std::ptrdiff_t(taken));
        bytes = bytes.subspan(taken);
        if (!m_large || m_buffer.size() < chunkBytes)
            continue;
        if (auto written = writeBuffer(); !written)
            return written;
    }
    return {};
}

Result<void> ReceivedFile::writeBuffer()
{
    if (m_buffer.empty())
        return {};
    if (const int failed = writeAll(m_large->file.get(), m_buffer.data(), m_buffer.size())) {
        // A part of the buffer may be there; a later attempt must not write it twice.
        (void)::ftruncate(m_large->file.get(), m_large->written);
        (void)::lseek(m_large->file.get(), m_large->written, SEEK_SET);
        return diskFailure(failed, u"store"_s, shownName(m_entry.path));
    }
    m_large->written += qint64(m_buffer.size());
    crashPoint("chunk-written");
    std::vector<char> buffer;
    buffer.reserve(chunkBytes);
    buffer.swap(m_buffer);
    const qint64 bytes = qint64(buffer.size());
    if (m_landing == Landing::Snapshot)
        m_lane.post(bytes, [large = m_large, buffer = std::move(buffer)] { large->hasher.add(buffer); });
    pushToDisk(m_large, m_area.pool());
    return {};
}

Result<void> ReceivedFile::restart()
{
    m_buffer.clear();
    m_size = 0;
    if (!m_large)
        return {};
    m_lane.drain(); // it may still read what an earlier run brought
    if (::ftruncate(m_large->file.get(), 0) != 0 || ::lseek(m_large->file.get(), 0, SEEK_SET) < 0)
        return diskFailure(errno, u"write"_s, m_large->path);
    m_large->written = m_large->writtenBack = m_large->flushed = 0;
    {
        const std::lock_guard guard(m_large->mutex);
        ++m_large->starts;
    }
    if (m_large->partial)
        m_large->noteDurable(0, m_large->starts);
    m_lane.post(0, [large = m_large] { large->hasher.reset(); });
    return {};
}

Result<void> ReceivedFile::finish(const Entry &delivered)
{
    Q_ASSERT(delivered.path == m_entry.path && !m_isFinished);
    if (auto fine = m_area.failed(); !fine)
        return fine;
    if (delivered.size >= 0 && delivered.size != m_size) {
        if (m_large)
            m_large->removeAll();
        return failure(ErrorKind::Corrupt,
                       u"\"%1\" should have %2 bytes, and %3 came"_s.arg(shownName(m_entry.path))
                           .arg(delivered.size)
                           .arg(m_size),
                       shownName(m_entry.path));
    }
    Entry stored = delivered;
    stored.size = m_size;
    if (m_landing == Landing::Aside)
        return finishAside(stored);
    if (m_large) {
        if (auto written = writeBuffer(); !written)
            return written;
    }
    m_isFinished = true;
    if (m_large)
        finishLarge(stored);
    else
        finishSmall(stored);
    return {};
}

Result<void> ReceivedFile::finishAside(const Entry &stored)
{
    if (!m_large) { // small, and yet to be read from a file
        if (auto opened = openLarge(0); !opened)
            return opened;
        m_size = stored.size;
    }
    if (auto written = writeBuffer(); !written)
        return written;
    m_isFinished = true;
    QStringList files{m_large->path};
    if (m_large->partial)
        files << m_large->partial->note;
    m_area.keepAside(stored, files);
    return {};
}

void ReceivedFile::finishSmall(const Entry &stored)
{
    m_lane.post(stored.size, [&area = m_area, stored, buffer = std::move(m_buffer)] {
        if (!area.failed())
            return;
        if (auto kept = area.keepSmall(stored, buffer); !kept)
            area.fail(kept.error());
    });
}

void ReceivedFile::finishLarge(const Entry &stored)
{
    m_lane.post(0, [&area = m_area, stored, large = m_large] {
        if (!area.failed())
            return;
        if (auto kept = area.keepLarge(stored, large->hasher.result(), large->file.get(), large->path); !kept)
            area.fail(kept.error());
        large->removeNote();
    });
}

} // namespace larder

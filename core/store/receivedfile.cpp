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
#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestSmallFile = 256 * 1024;
constexpr qint64 chunkBytes = 256 * 1024;
constexpr qint64 writebackBytes = 8 * 1024 * 1024; // the disk starts early, so that the last flush is short
constexpr qint64 durableBytes = 64 * 1024 * 1024; // what a power cut may cost of a resumable download
constexpr qint64 notedBytes = 4 * 1024 * 1024; // what a kill may cost of one that comes in ranges
constexpr size_t hashedBytes = 64 * 1024; // at a time: they stay in a processor's own cache
constexpr size_t mostRuns = 64; // far more than ranges are under way

} // namespace

/// Shared by the run's thread (writes), a lane (hashes) and a flush beside.
struct LargeFile {
    FileDescriptor file;
    QString path;
    std::optional<PartialPlace> partial; ///< of a strong validator: survives

    // The run's thread:
    ByteRanges written;
    qint64 unpushed = 0; ///< written since the disk was told to begin
    qint64 unflushed = 0; ///< written since the last flush began
    qint64 unnoted = 0; ///< written since the note told

    // The lane, which follows what is written:
    std::atomic<qint64> toHash = 0;
    std::atomic<bool> isLaneAsked = false;
    Sha256Hasher hasher;
    qint64 hashed = 0;

    std::mutex mutex; ///< guards the note
    PartialNote note;
    bool isGone = false;
    int starts = 0; ///< changed by the run's thread only
    std::atomic<bool> isPushing = false;

    /// `start`: of which start from the beginning the bytes are; a flush may end after a later one.
    void noteDurable(const ByteRanges &ranges, int start)
    {
        const std::lock_guard guard(mutex);
        if (isGone || start != starts)
            return;
        note.durable = ranges;
        for (const ByteRange &range : ranges.list()) {
            if (note.written)
                note.written->add(range);
        }
        (void)writePartialNote(partial->note, note); // without it, less is resumed
    }

    [[nodiscard]] Result<void> noteWritten()
    {
        const std::lock_guard guard(mutex);
        note.written = written;
        unnoted = 0;
        return writePartialNote(partial->note, note);
    }

    /// Only `bytes` from the first on are there from now on, and what comes follows them.
    [[nodiscard]] Result<void> cutOff(qint64 bytes)
    {
        if (::ftruncate(file.get(), bytes) != 0)
            return diskFailure(errno, u"write"_s, path);
        written.cutOff(bytes);
        const std::lock_guard guard(mutex);
        ++starts;
        note.written.reset();
        note.durable.cutOff(bytes);
        return partial ? writePartialNote(partial->note, note) : Result<void>{};
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

/// Beside the run's thread, one at a time, since each may wait for the disk: it begins early to write out
/// what came, and now and then is made sure of it.
void pushToDisk(const std::shared_ptr<LargeFile> &large, qint64 bytes, QThreadPool &pool)
{
    large->unpushed += bytes;
    large->unflushed += bytes;
    if (large->unpushed < writebackBytes || large->isPushing.exchange(true))
        return;
    large->unpushed = 0;
    const bool isFlushed = large->partial && large->unflushed >= durableBytes;
    if (!isFlushed) {
        startOn(pool, [large] {
            ::sync_file_range(large->file.get(), 0, 0, SYNC_FILE_RANGE_WRITE);
            large->isPushing = false;
        });
        return;
    }
    large->unflushed = 0;
    startOn(pool, [large, ranges = large->written, start = large->starts] {
        if (::fdatasync(large->file.get()) == 0)
            large->noteDurable(ranges, start);
        large->isPushing = false;
    });
}

void hashWhatIsThere(LargeFile &large, StagingArea &area)
{
    std::array<char, hashedBytes> buffer; // NOLINT(*-member-init): it is read into
    while (large.hashed < large.toHash && area.failed()) {
        if (area.stop().stop_requested())
            return area.fail({ErrorKind::Cancelled, u"stopped"_s, {}, {}});
        const auto wanted = std::min<size_t>(buffer.size(), size_t(large.toHash - large.hashed));
        const ssize_t got = ::pread(large.file.get(), buffer.data(), wanted, large.hashed);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return area.fail(diskFailure(got < 0 ? errno : EIO, u"read"_s, large.path).error());
        large.hasher.add({buffer.data(), size_t(got)});
        large.hashed += got;
    }
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
    const ByteRanges resumed = believableBytes(place, area.name(), entry);
    if (resumed.list().empty())
        return file;
    if (auto opened = file->openLarge(resumed); !opened)
        return failure(opened);
    return file;
}

ReceivedFile::ReceivedFile(StagingArea &area, Entry entry, Landing landing)
    : m_area(area),
      m_lane(area.nextLane()),
      m_entry(std::move(entry)),
      m_landing(landing)
{
    if (m_entry.size > 0)
        m_small.reserve(size_t(std::min(m_entry.size, largestSmallFile)));
}

ReceivedFile::~ReceivedFile()
{
    if (m_isFinished || !m_large)
        return;
    // Whoever stopped goes on here the next time; what the store itself could not take is not worth keeping.
    const Result<void> fine = m_area.failed();
    const bool isWorthKeeping = fine || fine.error().kind == ErrorKind::Cancelled;
    if (m_large->partial && isWorthKeeping && writeRuns() && m_large->written.total() > 0
        && (!m_large->note.written || m_large->noteWritten()))
        return;
    m_large->removeAll();
}

Result<void> ReceivedFile::openLarge(const ByteRanges &resumed)
{
    auto large = std::make_shared<LargeFile>();
    const bool isResumed = !resumed.list().empty();
    const bool isWorthwhile = m_landing == Landing::Snapshot || isResumed
        || std::max(m_entry.size, m_received.total()) > largestSmallFile;
    const bool isResumable = isWorthwhile && m_entry.validator.strength == ValidatorStrength::Strong;
    if (isResumable) {
        large->partial = partialPlace(m_area.home().store(), m_area.name(), m_entry);
        large->note = {m_area.name(), m_entry.path, m_entry.validator.token, {}, {}, currentBootId()};
        if (isResumed)
            large->note.durable = readPartialNote(large->partial->note)->durable;
        if (resumed.total() > resumed.leading())
            large->note.written = resumed;
    }
    large->path = large->partial ? large->partial->file : m_area.incomingPath();
    const qint64 size = isResumed ? resumed.list().back().end : 0;
    large->file = FileDescriptor(
        ::open(QFile::encodeName(large->path).constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!large->file.isOpen() || ::ftruncate(large->file.get(), size) != 0)
        return diskFailure(errno, u"write"_s, large->path);
    if (large->partial) {
        large->note.durable.cutOff(size);
        if (auto noted = writePartialNote(large->partial->note, large->note); !noted)
            return noted;
    }
    large->written = resumed;
    if (isResumed)
        m_received = resumed;
    m_large = large;
    crashPoint("large-file-begun");
    hashBeside();
    return {};
}

Result<void> ReceivedFile::write(std::span<const char> bytes)
{
    if (m_received.total() > offset()) {
        if (auto given = giveUpWhatIsAhead(); !given)
            return given;
    }
    return writeAt(offset(), bytes);
}

Result<void> ReceivedFile::writeAt(qint64 at, std::span<const char> bytes)
{
    if (auto fine = m_area.failed(); !fine)
        return fine;
    const bool staysSmall = at == offset() && at + qint64(bytes.size()) <= largestSmallFile;
    m_received.add({at, at + qint64(bytes.size())});
    if (!m_large && staysSmall) {
        m_small.insert(m_small.end(), bytes.begin(), bytes.end());
        return {};
    }
    if (!m_large) {
        if (auto grown = growLarge(); !grown)
            return grown;
    }
    return put(at, bytes);
}

Result<void> ReceivedFile::growLarge()
{
    if (auto opened = openLarge({}); !opened)
        return opened;
    const std::vector<char> small = std::exchange(m_small, {});
    return put(0, small);
}

/// Gathers what comes into chunks that end at multiples of their size.
Result<void> ReceivedFile::put(qint64 at, std::span<const char> bytes)
{
    if (auto made = beginRun(at); !made)
        return made;
    Run &run = *std::ranges::find(m_runs, at, &Run::end);
    while (!bytes.empty()) {
        const auto taken = std::min(bytes.size(), size_t(chunkBytes - run.end() % chunkBytes));
        run.bytes.insert(run.bytes.end(), bytes.begin(), bytes.begin() + std::ptrdiff_t(taken));
        bytes = bytes.subspan(taken);
        if (run.end() % chunkBytes != 0)
            continue;
        if (auto written = writeRun(run); !written)
            return written;
    }
    return {};
}

/// Nothing where one goes on there already.
Result<void> ReceivedFile::beginRun(qint64 at)
{
    if (std::ranges::contains(m_runs, at, &Run::end))
        return {};
    if (m_runs.size() == mostRuns) { // the oldest ended long ago
        if (auto written = writeRun(m_runs.front()); !written)
            return written;
        m_runs.pop_front();
    }
    m_runs.push_back({at, {}});
    m_runs.back().bytes.reserve(size_t(chunkBytes));
    return {};
}

Result<void> ReceivedFile::writeRun(Run &run)
{
    if (run.bytes.empty())
        return {};
    LargeFile &large = *m_large;
    const bool isAhead = run.first > large.written.leading();
    if (large.partial && isAhead && !large.note.written) {
        if (auto noted = large.noteWritten(); !noted) // first: from now on the size says nothing
            return noted;
    }
    if (const int failed = writeAllAt(large.file.get(), run.bytes.data(), run.bytes.size(), run.first)) {
        // A part of it may be there, of which only a size would tell.
        if (!large.note.written)
            (void)::ftruncate(large.file.get(), large.written.leading());
        return diskFailure(failed, u"store"_s, shownName(m_entry.path));
    }
    const auto bytes = qint64(run.bytes.size());
    large.written.add({run.first, run.end()});
    large.unnoted += bytes;
    run.first += bytes;
    run.bytes.clear();
    if (large.note.written && large.unnoted >= notedBytes) {
        if (auto noted = large.noteWritten(); !noted)
            return noted;
    }
    crashPoint("chunk-written");
    hashBeside();
    pushToDisk(m_large, bytes, m_area.pool());
    return {};
}

Result<void> ReceivedFile::writeRuns()
{
    for (Run &run : m_runs) {
        if (auto written = writeRun(run); !written)
            return written;
    }
    return {};
}

/// The lane reads what was written, as far as it is there in one piece: it lies in the page cache, and the
/// run's thread never waits.
void ReceivedFile::hashBeside()
{
    if (m_landing == Landing::Aside)
        return;
    m_large->toHash = m_large->written.leading();
    if (m_large->toHash == 0 || m_large->isLaneAsked.exchange(true))
        return;
    m_lane.post(0, [&area = m_area, large = m_large] {
        large->isLaneAsked = false;
        hashWhatIsThere(*large, area);
    });
}

Result<void> ReceivedFile::readAt(qint64 at, std::span<char> bytes)
{
    if (!m_large) {
        std::ranges::copy_n(m_small.begin() + at, std::ssize(bytes), bytes.begin());
        return {};
    }
    for (Run &run : m_runs) {
        const bool overlaps = run.first < at + qint64(bytes.size()) && run.end() > at;
        if (auto written = overlaps ? writeRun(run) : Result<void>{}; !written)
            return written;
    }
    while (!bytes.empty()) {
        const ssize_t got = ::pread(m_large->file.get(), bytes.data(), bytes.size(), at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return diskFailure(got < 0 ? errno : EIO, u"read"_s, m_large->path);
        bytes = bytes.subspan(size_t(got));
        at += got;
    }
    return {};
}

Result<void> ReceivedFile::giveUpWhatIsAhead()
{
    const qint64 kept = offset();
    if (auto written = writeRuns(); !written)
        return written;
    m_runs.clear();
    m_received.cutOff(kept);
    return m_large->cutOff(kept);
}

Result<void> ReceivedFile::restart()
{
    m_small.clear();
    m_runs.clear();
    m_received = {};
    if (!m_large)
        return {};
    m_large->toHash = 0;
    m_lane.drain(); // it may still read what was there
    if (auto cut = m_large->cutOff(0); !cut)
        return cut;
    m_lane.post(0, [large = m_large] {
        large->hasher.reset();
        large->hashed = 0;
    });
    return {};
}

Result<void> ReceivedFile::finish(const Entry &delivered)
{
    Q_ASSERT(delivered.path == m_entry.path && !m_isFinished);
    if (auto fine = m_area.failed(); !fine)
        return fine;
    const bool isWhole = m_received.total() == offset();
    if (!isWhole || (delivered.size >= 0 && delivered.size != offset())) {
        if (m_large)
            m_large->removeAll();
        return failure(ErrorKind::Corrupt,
                       u"\"%1\" should have %2 bytes, and %3 came"_s.arg(shownName(m_entry.path))
                           .arg(delivered.size)
                           .arg(m_received.total()),
                       shownName(m_entry.path));
    }
    Entry stored = delivered;
    stored.size = offset();
    if (m_landing == Landing::Aside)
        return finishAside(stored);
    if (m_large) {
        if (auto written = writeRuns(); !written)
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
        if (auto grown = growLarge(); !grown)
            return grown;
    }
    if (auto written = writeRuns(); !written)
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
    m_lane.post(stored.size, [&area = m_area, stored, buffer = std::move(m_small)] {
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

#include "core/sync/fetcher.h"

#include <algorithm>

namespace larder {

using namespace std::chrono_literals;

namespace {

constexpr qint64 worthChecking = 1024 * 1024; // ensureSpace leaves as much to spare
constexpr auto tellEvery = 100ms; // ten a second are enough for eyes, and cheap for ten thousand files

class StagedDelivery : public Delivery
{
public:
    StagedDelivery(Fetcher &fetcher, std::unique_ptr<IncomingFile> file)
        : m_fetcher(fetcher),
          m_file(std::move(file))
    { }

    const ByteRanges &present() const override { return m_file->present(); }

    Result<void> restart() override
    {
        m_fetcher.addBytes(-m_counted);
        m_counted = 0;
        return m_file->restart();
    }

    Result<void> write(std::span<const char> bytes) override
    {
        count(bytes);
        return m_file->write(bytes);
    }

    Result<void> writeAt(qint64 at, std::span<const char> bytes) override
    {
        count(bytes);
        return m_file->writeAt(at, bytes);
    }

    Result<void> readAt(qint64 at, std::span<char> bytes) override { return m_file->readAt(at, bytes); }

    Result<void> finish(const Entry &delivered) override
    {
        auto finished = m_file->finish(delivered);
        if (finished)
            m_fetcher.addFile();
        return finished;
    }

private:
    void count(std::span<const char> bytes)
    {
        m_counted += qint64(bytes.size());
        m_fetcher.addBytes(qint64(bytes.size()));
    }

    Fetcher &m_fetcher;
    std::unique_ptr<IncomingFile> m_file;
    qint64 m_counted = 0; ///< of this delivery; what a partial saved does not count
};

} // namespace

Fetcher::Fetcher(const Home &home, Staging &staging, std::span<const Entry> wanted, Unpack unpack,
                 Progress start, const ProgressCallback &progress)
    : m_home(home),
      m_staging(staging),
      m_wanted(wanted),
      m_unpack(unpack),
      m_plannedBytes(start.bytesTotal),
      m_unplannedFiles(int(std::ranges::count_if(wanted, [](const Entry &entry) { return entry.size < 0; }))),
      m_progress(std::move(start)),
      m_callback(progress),
      m_startedAt(std::chrono::steady_clock::now()),
      m_toldAt(m_startedAt - tellEvery)
{
    m_progress.phase = Phase::Fetching;
    tell();
}

/// A file whose size only its own answer tells: room is checked now, and what all will be is estimated.
Result<void> Fetcher::noteSize(const Entry &entry)
{
    const auto wanted = std::ranges::lower_bound(m_wanted, entry.path, {}, &Entry::path);
    const bool wasPlanned = wanted == m_wanted.end() || wanted->path != entry.path || wanted->size >= 0;
    if (wasPlanned || entry.size < 0)
        return {};
    ++m_sizedFiles;
    m_sizedBytes += entry.size;
    m_progress.bytesTotal = m_plannedBytes + m_sizedBytes * m_unplannedFiles / m_sizedFiles;
    return entry.size < worthChecking ? Result<void>{} : ensureSpace(m_home, entry.size);
}

Result<std::unique_ptr<Delivery>> Fetcher::begin(const Entry &entry)
{
    if (auto noted = noteSize(entry); !noted)
        return failure(noted);
    const bool isDropped = m_unpack == Unpack::Auto && isUnpacked(entry.path, m_unpack);
    auto file = isDropped ? m_staging.receiveAside(entry) : m_staging.receive(entry);
    if (!file)
        return failure(file);
    return std::make_unique<StagedDelivery>(*this, std::move(*file));
}

void Fetcher::failed(const Entry &, const Error &error)
{
    const bool hasMoved = error.kind == ErrorKind::Conflict || error.kind == ErrorKind::NotFound;
    auto &first = hasMoved ? m_conflict : m_failure;
    if (!first)
        first = error;
}

void Fetcher::addBytes(qint64 count)
{
    m_progress.bytesDone += count;
    tell();
}

void Fetcher::addFile()
{
    ++m_progress.filesDone;
    tell();
}

void Fetcher::tell()
{
    if (!m_callback)
        return;
    const auto now = std::chrono::steady_clock::now();
    if (now - m_toldAt < tellEvery)
        return;
    m_toldAt = now;
    const auto elapsed = std::chrono::duration<double>(now - m_startedAt).count();
    m_progress.bytesPerSecond = elapsed > 0 ? qint64(double(m_progress.bytesDone) / elapsed) : 0;
    m_callback(m_progress);
}

} // namespace larder

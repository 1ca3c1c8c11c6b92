/// The private, half-done area of one fetch: it commits or vanishes.
/// Files are received on the run's thread (any number at once); hashing, and the writing of small files,
/// happens on `pool` behind a bounded queue, so memory stays flat. Nothing is visible to readers before
/// commit(). Holds the store shared. REQUIRES: the dataset's run lock, held by the caller for longer than
/// this lives. Errors: NoSpace, Storage, Unsupported (a name), Corrupt (other bytes than announced),
/// Cancelled.
#pragma once

#include "core/base/byteranges.h"
#include "core/dataset/manifest.h"
#include "core/store/home.h"
#include "core/store/locks.h"

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

class QThreadPool;

namespace larder {

class StagingArea;

/// One file on its way in. Goes without finish(): what came is kept for a later run if the entry's validator
/// is strong (a partial), else dropped. One thread at a time; may not outlive its Staging.
class IncomingFile
{
public:
    virtual ~IncomingFile() = default;
    /// Which bytes are already here: ask the source for the rest (guarded by the validator), or restart().
    [[nodiscard]] virtual const ByteRanges &present() const = 0;
    [[nodiscard]] qint64 offset() const { return present().leading(); }
    /// The next ones after offset(). What came ahead of them is given up.
    [[nodiscard]] virtual Result<void> write(std::span<const char> bytes) = 0;
    /// Anywhere, in any order.
    [[nodiscard]] virtual Result<void> writeAt(qint64 at, std::span<const char> bytes) = 0;
    /// REQUIRES: present.
    [[nodiscard]] virtual Result<void> readAt(qint64 at, std::span<char> bytes) = 0;
    /// From the first byte again: the source did not continue.
    [[nodiscard]] virtual Result<void> restart() = 0;
    /// `delivered`: the identity from the response that delivered the bytes. Its size, when known, must be
    /// what came (Corrupt). The path may not differ. What goes wrong afterwards on the other thread is told
    /// by finishReceiving.
    [[nodiscard]] virtual Result<void> finish(const Entry &delivered) = 0;
};

class Staging
{
public:
    [[nodiscard]] static Result<Staging> begin(const Home &home, const DatasetName &name,
                                               const QString &runId, QThreadPool &pool, std::stop_token stop);
    Staging(Staging &&) noexcept;
    Staging &operator=(Staging &&) noexcept;
    ~Staging();

    /// Each path once; a second time only after the first was dropped without finish().
    [[nodiscard]] Result<std::unique_ptr<IncomingFile>> receive(const Entry &entry);
    /// The same for bytes that are read and not kept, such as an archive that is unpacked and dropped. It has
    /// no hash, and goes with the commit; without one, what has a strong validator stays for a later run.
    [[nodiscard]] Result<std::unique_ptr<IncomingFile>> receiveAside(const Entry &entry);
    /// Waits for the other threads. The files that were finished, with their hashes, in byte order of the
    /// path.
    [[nodiscard]] Result<std::vector<ManifestFile>> finishReceiving();
    /// Where the bytes of a file that was finished lie now. REQUIRES: after finishReceiving.
    [[nodiscard]] QString receivedFile(const QByteArray &path) const;

    /// Forgets a file that was finished.
    [[nodiscard]] Result<void> discard(const QByteArray &path);

    /// `all`: the whole snapshot in byte order of the path; what was not received here is taken from the
    /// store. Sets the draft's id, sequence, parent, createdAt, files and bytes. Afterwards the manifest is
    /// on disk: the snapshot is committed, and the caller switches with DatasetFolder::changeRecord.
    /// `archives`: those entries that the unpacked among them come from.
    [[nodiscard]] Result<Manifest> commit(ManifestHeader draft, std::vector<ManifestFile> all, Instant now,
                                          std::vector<Entry> archives = {});

    /// How many bytes a partial would save for this entry (0: none), without opening anything.
    [[nodiscard]] static qint64 resumableBytes(const Home &home, const DatasetName &name, const Entry &entry);

private:
    explicit Staging(std::unique_ptr<StagingArea> area);
    std::unique_ptr<StagingArea> m_area;
};

} // namespace larder

/// Inside of Staging: one file on its way in. Small ones are kept in memory and stored by a lane in one go;
/// larger ones are written here, on the run's thread, while a lane follows and hashes what is there.
#pragma once

#include "core/store/partial.h"
#include "core/store/staging.h"
#include "core/store/stagingarea.h"

#include <deque>
#include <vector>

namespace larder {

struct LargeFile;

enum class Landing {
    Snapshot, ///< as a blob, and in the snapshot's directory
    Aside, ///< where it can be read until the commit
};

class ReceivedFile final : public IncomingFile
{
public:
    /// Resumes a partial where there is one.
    [[nodiscard]] static Result<std::unique_ptr<IncomingFile>> begin(StagingArea &area, const Entry &entry,
                                                                     Landing landing);
    ~ReceivedFile() override;

    [[nodiscard]] const ByteRanges &present() const override { return m_received; }
    [[nodiscard]] Result<void> write(std::span<const char> bytes) override;
    [[nodiscard]] Result<void> writeAt(qint64 at, std::span<const char> bytes) override;
    [[nodiscard]] Result<void> readAt(qint64 at, std::span<char> bytes) override;
    [[nodiscard]] Result<void> restart() override;
    [[nodiscard]] Result<void> finish(const Entry &delivered) override;

private:
    /// Bytes that come one after the other, and are not written yet.
    struct Run {
        qint64 first = 0;
        std::vector<char> bytes;
        [[nodiscard]] qint64 end() const { return first + qint64(bytes.size()); }
    };

    ReceivedFile(StagingArea &area, Entry entry, Landing landing);
    [[nodiscard]] Result<void> openLarge(const ByteRanges &resumed);
    [[nodiscard]] Result<void> growLarge();
    [[nodiscard]] Result<void> put(qint64 at, std::span<const char> bytes);
    [[nodiscard]] Result<void> beginRun(qint64 at);
    [[nodiscard]] Result<void> writeRun(Run &run);
    [[nodiscard]] Result<void> writeRuns();
    void hashBeside();
    [[nodiscard]] Result<void> giveUpWhatIsAhead();
    void finishSmall(const Entry &stored);
    void finishLarge(const Entry &stored);
    [[nodiscard]] Result<void> finishAside(const Entry &stored);

    StagingArea &m_area;
    HashLane &m_lane;
    Entry m_entry;
    Landing m_landing;
    ByteRanges m_received; ///< what is not written yet included
    std::vector<char> m_small; ///< all of it, until there is a file
    std::deque<Run> m_runs;
    std::shared_ptr<LargeFile> m_large; ///< shared with the lane; null: all of it is in m_small
    bool m_isFinished = false;
};

} // namespace larder

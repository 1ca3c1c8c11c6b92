/// Inside of Staging: one file on its way in. Small ones are kept in memory and stored by a lane in one go;
/// larger ones are written here, on the run's thread, while a lane hashes the same buffers.
#pragma once

#include "core/store/partial.h"
#include "core/store/staging.h"
#include "core/store/stagingarea.h"

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

    [[nodiscard]] qint64 offset() const override { return m_size; }
    [[nodiscard]] Result<void> write(std::span<const char> bytes) override;
    [[nodiscard]] Result<void> restart() override;
    [[nodiscard]] Result<void> finish(const Entry &delivered) override;

private:
    ReceivedFile(StagingArea &area, Entry entry, Landing landing);
    [[nodiscard]] Result<void> openLarge(qint64 resumedBytes);
    [[nodiscard]] Result<void> writeBuffer();
    void finishSmall(const Entry &stored);
    void finishLarge(const Entry &stored);
    [[nodiscard]] Result<void> finishAside(const Entry &stored);

    StagingArea &m_area;
    HashLane &m_lane;
    Entry m_entry;
    Landing m_landing;
    qint64 m_size = 0; ///< that came in all, the buffer included
    std::vector<char> m_buffer;
    std::shared_ptr<LargeFile> m_large; ///< shared with the lane; null: all of it is in the buffer
    bool m_isFinished = false;
};

} // namespace larder

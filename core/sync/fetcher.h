/// Carries bytes from a source into a staging area, and counts them. One object serves one run, on its
/// thread. Entries that failed alone are kept apart: those that moved under the run (Conflict, or gone by
/// now) ask for another probe, any other failure ends the run.
#pragma once

#include "core/dataset/progress.h"
#include "core/sources/source.h"
#include "core/store/staging.h"
#include "core/sync/plan.h"

#include <chrono>

namespace larder {

class Fetcher : public FetchSink
{
public:
    /// `wanted`: in byte order of the path; what of it has no size yet is estimated from what has come.
    /// `unpack`: archives that do not stay packed are received aside.
    Fetcher(const Home &home, Staging &staging, std::span<const Entry> wanted, Unpack unpack, Progress start,
            const ProgressCallback &progress);

    [[nodiscard]] Result<std::unique_ptr<Delivery>> begin(const Entry &entry) override;
    void failed(const Entry &entry, const Error &error) override;

    /// The source changed while it was read.
    [[nodiscard]] const std::optional<Error> &conflict() const { return m_conflict; }
    [[nodiscard]] const std::optional<Error> &firstFailure() const { return m_failure; }
    [[nodiscard]] qint64 bytes() const { return m_progress.bytesDone; }
    [[nodiscard]] int files() const { return m_progress.filesDone; }

    void addBytes(qint64 count);
    void addFile();

private:
    [[nodiscard]] Result<void> noteSize(const Entry &entry);
    void tell();

    const Home &m_home;
    Staging &m_staging;
    std::span<const Entry> m_wanted;
    Unpack m_unpack;
    qint64 m_plannedBytes; ///< of the files whose size the probe told
    int m_unplannedFiles; ///< the others,
    int m_sizedFiles = 0; ///< of which so many have told theirs,
    qint64 m_sizedBytes = 0; ///< so much together
    Progress m_progress;
    const ProgressCallback &m_callback;
    std::chrono::steady_clock::time_point m_startedAt;
    std::chrono::steady_clock::time_point m_toldAt;
    std::optional<Error> m_conflict;
    std::optional<Error> m_failure;
};

} // namespace larder

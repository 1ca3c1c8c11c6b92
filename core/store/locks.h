/// Locks across processes. The kernel releases them when their holder dies, however it dies: nothing is ever
/// stale. Each is held by one object (also against other threads of this process) and released when that
/// goes. Order where several are needed: run, then store, then record. Errors: Busy (naming the holder),
/// Cancelled, NotFound (the dataset was forgotten), Storage.
#pragma once

#include "core/base/filedescriptor.h"
#include "core/base/result.h"
#include "core/dataset/datasetname.h"

#include <chrono>
#include <optional>
#include <stop_token>

namespace larder {

class Home;

/// Who holds a lock, for messages.
struct LockHolder {
    qint64 processId = 0;
    QString runId;
};

enum class LockMode { Shared, Exclusive };

/// One run at a time for a dataset. Held from before the probe until the record is written.
class RunLock
{
public:
    /// nullopt: somebody else has it.
    [[nodiscard]] static Result<std::optional<RunLock>> tryAcquire(const Home &home, const DatasetName &name,
                                                                   const QString &runId);
    /// Busy after `timeout`.
    [[nodiscard]] static Result<RunLock> acquire(const Home &home, const DatasetName &name,
                                                 const QString &runId, std::chrono::milliseconds timeout,
                                                 std::stop_token stop);
    /// nullopt: nobody, now.
    [[nodiscard]] static std::optional<LockHolder> holder(const Home &home, const DatasetName &name);

private:
    explicit RunLock(FileDescriptor file) : m_file(std::move(file)) { }
    FileDescriptor m_file;
};

/// The command that comes after new data: one at a time for a dataset. Nothing else waits for it.
class AfterLock
{
public:
    /// nullopt: it runs, for whoever has it.
    [[nodiscard]] static Result<std::optional<AfterLock>> tryAcquire(const Home &home,
                                                                     const DatasetName &name);
    [[nodiscard]] static Result<AfterLock> acquire(const Home &home, const DatasetName &name,
                                                   std::chrono::milliseconds timeout, std::stop_token stop);

private:
    explicit AfterLock(FileDescriptor file) : m_file(std::move(file)) { }
    FileDescriptor m_file;
};

/// Short read-modify-write of a dataset's record: so `use`, `set`, `pin` never wait for a download.
class RecordLock
{
public:
    [[nodiscard]] static Result<RecordLock> acquire(const Home &home, const DatasetName &name);

private:
    explicit RecordLock(FileDescriptor file) : m_file(std::move(file)) { }
    FileDescriptor m_file;
};

/// Runs hold the store shared while they stage and commit; sweeping blobs, forgetting and moving hold it
/// exclusively.
class StoreLock
{
public:
    [[nodiscard]] static Result<std::optional<StoreLock>> tryAcquire(const Home &home, LockMode mode);
    [[nodiscard]] static Result<StoreLock> acquire(const Home &home, LockMode mode,
                                                   std::chrono::milliseconds timeout, std::stop_token stop);
    [[nodiscard]] LockMode mode() const { return m_mode; }

private:
    StoreLock(FileDescriptor file, LockMode mode) : m_file(std::move(file)), m_mode(mode) { }
    FileDescriptor m_file;
    LockMode m_mode;
};

/// The store's lock, and the store where it is once the lock is held: another process may have moved it
/// before.
[[nodiscard]] Result<StoreLock> holdStore(const Home &home, LockMode mode, std::chrono::milliseconds timeout,
                                          std::stop_token stop);
/// nullopt: somebody else has it.
[[nodiscard]] Result<std::optional<StoreLock>> tryHoldStore(const Home &home, LockMode mode);

} // namespace larder

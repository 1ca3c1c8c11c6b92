/// A person's settings as the window shows and changes them: in force at once, written behind the scenes.
/// Where they are kept is app's business and comes in as functions. Only what was changed here
/// is written over what another process changed meanwhile. A change that could not be written
/// holds, and is written with the next one or when `saveAgain` is asked. GUI thread; the functions are called
/// in others, one at a time.
#pragma once

#include "core/base/result.h"
#include "core/engine/settings.h"
#include "core/engine/taskrunner.h"

#include <QList>
#include <QObject>

#include <functional>

namespace larder {

/// All block.
struct SettingsAccess {
    std::function<Result<Settings>()> load;
    /// Reads, changes and writes in one step, whoever else does; returns what is kept now.
    std::function<Result<Settings>(const std::function<void(Settings &)> &)> change;
    /// Larder starts with the session.
    std::function<Result<bool>()> startsWithSession;
    std::function<Result<void>(bool)> setStartsWithSession;
};

class SettingsKeeper : public QObject
{
    Q_OBJECT
public:
    using Change = std::function<void(Settings &)>;

    SettingsKeeper(TaskRunner &tasks, SettingsAccess access, const Settings &initial,
                   QObject *parent = nullptr);

    [[nodiscard]] const Settings &settings() const { return m_settings; }
    void change(Change change);
    /// Writes what could not be written before.
    void saveAgain();
    /// For the end of the program: has written what waits for another writing to end. REQUIRES: the runner
    /// was shut down, and is again afterwards.
    void saveRest();
    /// Another process may have changed them. Passed over while something is unwritten: the next writing
    /// reads them.
    void readAgain();

    [[nodiscard]] const SettingsAccess &access() const { return m_access; }

Q_SIGNALS:
    void changed(const larder::Settings &settings);
    void saved();
    void saveFailed(const larder::Error &error);

private:
    void save();
    void takeSaved(const QList<Change> &changes, const Result<Settings> &settings);
    void take(const Settings &settings);

    TaskRunner &m_tasks;
    const SettingsAccess m_access;
    Settings m_settings;
    QList<Change> m_unsaved; ///< in their order; what is being saved is not among them
    bool m_isSaving = false;
    Task m_reading;
};

} // namespace larder

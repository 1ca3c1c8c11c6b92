/// The background as a whole, the same for window and agent: joins engine, watch and scheduler, tells them
/// what the surroundings, the settings and the pause allow, and writes skipped looks into the activity log.
/// Threads: that of the application object. What it is given outlives it; the log is written in a thread of
/// its own.
#pragma once

#include "core/engine/engine.h"
#include "core/engine/homewatch.h"
#include "core/engine/scheduler.h"
#include "core/engine/surroundingswatch.h"
#include "core/engine/taskrunner.h"

#include <QObject>

namespace larder {

class Home;

class Background : public QObject
{
    Q_OBJECT
public:
    struct Parts {
        const Home &home;
        const Clock &clock;
        Engine &engine;
        HomeWatch &watch;
        Scheduler &scheduler;
        OpenNetworkView openNetwork;
    };
    Background(const Parts &parts, const Settings &settings, QObject *parent = nullptr);

    /// Rows are told at once; looks begin when the surroundings are known.
    void start();
    /// What a person changed is followed from here on; what is going goes on.
    void applySettings(const Settings &settings);

Q_SIGNALS:
    /// The network cannot be seen: looks go on as if it were there. Once.
    void networkFailed(const larder::Error &error);

private:
    void tellCircumstances();
    void takePermissions(const larder::Permissions &permissions);
    void logSkipped(const QList<larder::SkippedLook> &skipped);

    Parts m_parts;
    Settings m_settings;
    SurroundingsWatch m_surroundings;
    TaskRunner m_tasks;
    bool m_isLooking = false;
};

} // namespace larder

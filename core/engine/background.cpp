#include "core/engine/background.h"

#include "core/store/home.h"
#include "core/sync/activitylog.h"
#include "core/wording/heldbackwords.h"

#include <utility>
#include <vector>

namespace larder {

Background::Background(const Parts &parts, const Settings &settings, QObject *parent)
    : QObject(parent),
      m_parts(parts),
      m_settings(settings),
      m_surroundings(parts.openNetwork)
{
    auto &[home, clock, engine, watch, scheduler, openNetwork] = m_parts;
    connect(&watch, &HomeWatch::rowsChanged, &scheduler, &Scheduler::takeRows);
    connect(&watch, &HomeWatch::permissionsChanged, this, &Background::takePermissions);
    connect(&engine, &Engine::progressed, &scheduler, &Scheduler::noteProgress);
    connect(&engine, &Engine::runFinished, &scheduler, &Scheduler::noteFinished);
    connect(&engine, &Engine::runFinished, &watch, &HomeWatch::lookNow);
    connect(&scheduler, &Scheduler::lookDue, &engine, &Engine::start);
    connect(&scheduler, &Scheduler::looksSkipped, this, &Background::logSkipped);
    connect(&scheduler, &Scheduler::turnedAwayChanged, &watch, &HomeWatch::setTurnedAway);
    connect(&m_surroundings, &SurroundingsWatch::changed, this, &Background::tellCircumstances);
    connect(&m_surroundings, &SurroundingsWatch::networkFailed, this, &Background::networkFailed);
    connect(&m_surroundings, &SurroundingsWatch::timeJumped, &scheduler, &Scheduler::check);
}

void Background::start()
{
    m_parts.watch.start();
    m_surroundings.start();
}

void Background::applySettings(const Settings &settings)
{
    m_settings = settings;
    m_parts.engine.setAtOnce(settings.concurrency);
    m_parts.scheduler.check(); // there may be room for more
    if (m_isLooking)
        tellCircumstances();
}

void Background::tellCircumstances()
{
    m_parts.watch.setCircumstances({m_settings, m_surroundings.surroundings()});
}

void Background::takePermissions(const Permissions &permissions)
{
    m_parts.scheduler.takePermissions(permissions);
    if (!std::exchange(m_isLooking, true))
        m_parts.scheduler.start();
}

void Background::logSkipped(const QList<SkippedLook> &skipped)
{
    const Instant now = m_parts.clock.now();
    std::vector<Activity> activities;
    for (const SkippedLook &look : skipped) {
        activities.push_back({.kind = ActivityKind::Skipped,
                              .at = now,
                              .customer = look.dataset.customer,
                              .dataset = look.dataset.dataset,
                              .text = heldBackText(look.heldBack, QTimeZone::systemTimeZone())});
    }
    m_tasks.carryOut(
        this,
        [&home = m_parts.home, activities = std::move(activities)](const std::stop_token &) {
            logActivities(home, activities);
            return true;
        },
        [](bool) {});
}

} // namespace larder

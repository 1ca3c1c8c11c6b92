#include "ui/settingskeeper.h"

namespace larder {

SettingsKeeper::SettingsKeeper(TaskRunner &tasks, SettingsAccess access, const Settings &initial,
                               QObject *parent)
    : QObject(parent),
      m_tasks(tasks),
      m_access(std::move(access)),
      m_settings(initial)
{ }

void SettingsKeeper::change(Change change)
{
    Settings settings = m_settings;
    change(settings);
    if (settings == m_settings)
        return;
    m_unsaved.append(std::move(change));
    take(settings);
    if (!m_isSaving)
        save();
}

void SettingsKeeper::saveAgain()
{
    if (!m_isSaving && !m_unsaved.isEmpty())
        save();
}

void SettingsKeeper::saveRest()
{
    m_isSaving = false; // its end is told to nobody any more
    saveAgain();
}

void SettingsKeeper::readAgain()
{
    m_reading = m_tasks.run(
        this, [load = m_access.load](std::stop_token) { return load(); },
        [this](const Result<Settings> &settings) {
            if (settings && !m_isSaving && m_unsaved.isEmpty())
                take(*settings);
        });
}

void SettingsKeeper::save()
{
    m_isSaving = true;
    const QList<Change> changes = std::exchange(m_unsaved, {});
    m_tasks.carryOut(
        this,
        [change = m_access.change, changes](std::stop_token) {
            return change([&changes](Settings &settings) {
                for (const Change &each : changes)
                    each(settings);
            });
        },
        [this, changes](const Result<Settings> &settings) { takeSaved(changes, settings); });
}

void SettingsKeeper::takeSaved(const QList<Change> &changes, const Result<Settings> &settings)
{
    m_isSaving = false;
    const bool hasNewer = !m_unsaved.isEmpty();
    if (!settings)
        m_unsaved = changes + m_unsaved;
    if (hasNewer)
        save();
    else if (settings)
        take(*settings);
    if (settings)
        Q_EMIT saved();
    else
        Q_EMIT saveFailed(settings.error());
}

void SettingsKeeper::take(const Settings &settings)
{
    if (settings == m_settings)
        return;
    m_settings = settings;
    Q_EMIT changed(m_settings);
}

} // namespace larder

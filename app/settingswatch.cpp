#include "app/settingswatch.h"

#include "core/base/atomicfile.h"

#include <QFileInfo>

namespace larder {

namespace {

constexpr std::chrono::milliseconds calm{100};

} // namespace

SettingsWatch::SettingsWatch(QObject *parent) : QObject(parent)
{
    m_calm.setSingleShot(true);
    m_calm.setInterval(calm);
    connect(&m_calm, &QTimer::timeout, this, &SettingsWatch::read);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_calm, qOverload<>(&QTimer::start));
}

void SettingsWatch::start()
{
    if (const auto loaded = loadSettings())
        m_known = loaded->settings;
    const auto file = settingsFile();
    if (!file)
        return;
    const QString folder = QFileInfo(*file).path(); // the file is replaced, not rewritten
    if (makeDirectory(folder))
        m_watcher.addPath(folder);
}

void SettingsWatch::read()
{
    const auto loaded = loadSettings();
    if (!loaded || m_known == loaded->settings)
        return;
    m_known = loaded->settings;
    Q_EMIT settingsChanged(loaded->settings);
}

} // namespace larder

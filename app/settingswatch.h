/// Tells when a person changes the settings, by whatever process: the window follows `larder config`, and the
/// agent both. Nothing is polled. What cannot be read changes nothing. Its own thread only.
#pragma once

#include "app/settings.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace larder {

class SettingsWatch : public QObject
{
    Q_OBJECT
public:
    explicit SettingsWatch(QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void settingsChanged(const larder::Settings &settings);

private:
    void read();

    std::optional<Settings> m_known;
    QFileSystemWatcher m_watcher;
    QTimer m_calm; ///< a file that is written tells several times
};

} // namespace larder

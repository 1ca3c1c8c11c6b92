/// The desktop's object graph: the composition, the seam over it, the window and the tray, and how they
/// belong together: what the faces wish goes to the engine, and closing means what ui/tray/closing.h says.
/// GUI thread.
#pragma once

#include "app/composition.h"
#include "app/settingswatch.h"
#include "core/engine/background.h"
#include "core/engine/engine.h"
#include "core/engine/homewatch.h"
#include "core/engine/newsfeed.h"
#include "core/engine/scheduler.h"
#include "core/engine/taskrunner.h"
#include "ui/mainwindow.h"
#include "ui/models/datasetsmodel.h"
#include "ui/settingskeeper.h"
#include "ui/theme.h"
#include "ui/tray/notifier.h"
#include "ui/tray/trayicon.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

namespace larder {

class CloseQuestion;
class QuitQuestion;

class Desktop : public QObject
{
    Q_OBJECT
public:
    struct Start {
        QString asOf; ///< empty: the system's clock
        Qt::ColorScheme colorScheme = Qt::ColorScheme::Unknown; ///< Unknown: as the settings say
        bool canBeRaised = false; ///< a second start reaches this process
    };
    /// `appearance` outlives it, and follows the settings unless a colour scheme was chosen at the start.
    /// Errors: those of Composition::open, and Invalid for an invented instant in a real home.
    [[nodiscard]] static Result<std::unique_ptr<Desktop>> open(const Start &start, Appearance &appearance);

    void show();
    /// In the tray, if a panel shows it; else as a window, unless a person wants to go without one.
    void startHidden();
    /// The window, with this dataset selected. NotFound, which the window says as well: there is none.
    Result<void> openDataset(const DatasetName &dataset);
    /// Stops what is going, waits a little, and leaves the event loop.
    void quit();

private:
    Desktop(std::unique_ptr<Composition> composition, const Start &start, Appearance &appearance);
    void connectSeam();
    void connectFaces();
    void connectTray();
    void begin();
    void connectSettings(Qt::ColorScheme chosenScheme);
    void refresh(const QList<DatasetName> &datasets);
    /// What a person changed, in this window or elsewhere.
    void follow(const Settings &settings);
    /// Those that a person wants to hear of.
    void tellNews(const QList<News> &news);
    void pause(PauseLength length);
    void resume();
    void showPause(const Permissions &permissions);
    void closeWindow();
    /// As a person wishes it: asks first when edits would be lost.
    void askToQuit();
    void askBeforeClosing();
    void hideInTray();
    void hideAway();
    void rememberWindow();
    void toggleWindow();
    /// The panel may go while the window is hidden: then the window comes back.
    void checkHost();

    std::unique_ptr<Composition> m_composition;
    Appearance &m_appearance;
    const bool m_canBeRaised;
    TaskRunner m_tasks; ///< after what its tasks use
    SettingsKeeper m_settings;
    DatasetsModel m_model;
    Engine m_engine;
    NewsFeed m_news;
    HomeWatch m_watch; ///< after the engine: it stops first
    Scheduler m_scheduler;
    Background m_background;
    SettingsWatch m_settingsWatch;
    MainWindow m_window;
    std::optional<TrayIcon> m_tray; ///< after the first paint
    Notifier m_notifier;
    QPointer<CloseQuestion> m_closeQuestion;
    QPointer<QuitQuestion> m_quitQuestion;
    bool m_isToldOfTray = false;
    QTimer m_hostCheck;
    int m_hostMissed = 0;
};

} // namespace larder

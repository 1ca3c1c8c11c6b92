/// Larder in the panel: the worst state as picture, the summary as tooltip, and the menu. Follows the
/// StatusNotifierItem protocol, with XEmbed where a panel knows only that. GUI thread.
#pragma once

#include "core/engine/judgedrow.h"
#include "ui/stateface.h"
#include "ui/tray/traymenu.h"

#include <QObject>
#include <QTimer>

class KStatusNotifierItem;

namespace larder {

class TrayIcon : public QObject
{
    Q_OBJECT
public:
    explicit TrayIcon(QObject *parent = nullptr);

    void takeRows(const larder::RowChanges &changes);
    void showRunning(int running);
    /// Until when the background is paused, in words; empty: it is not.
    void showPaused(const QString &paused);

    [[nodiscard]] TrayMenu &menu() { return *m_menu; }

    /// Some panel shows tray icons now. Without one a hidden window could not be found again.
    [[nodiscard]] static bool hasHost();

Q_SIGNALS:
    /// The icon itself was clicked.
    void activated();

private:
    void updateSoon();
    void update();

    TrayMenu *m_menu; ///< the item deletes it
    KStatusNotifierItem *m_item;
    QTimer m_update; ///< once for all that came in one go
    TrayRows m_rows;
    StateCounts m_counts; ///< of the rows
    QString m_paused;
    int m_running = 0;
    bool m_isMenuOld = true;
    std::optional<std::optional<State>> m_shownWorst;
};

} // namespace larder

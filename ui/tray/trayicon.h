/// Larder in the panel: the worst state as picture, the summary as tooltip, and a short menu. Follows the
/// StatusNotifierItem protocol, with XEmbed where a panel knows only that. GUI thread.
#pragma once

#include "ui/stateface.h"

#include <QObject>

class KStatusNotifierItem;
class QAction;
class QMenu;

namespace larder {

class TrayIcon : public QObject
{
    Q_OBJECT
public:
    explicit TrayIcon(QObject *parent = nullptr);

    void show(const StateCounts &counts, int running);

    /// Some panel shows tray icons now. Without one a hidden window could not be found again.
    [[nodiscard]] static bool hasHost();

Q_SIGNALS:
    void refreshRequested();
    void openRequested();
    /// The icon itself was clicked.
    void activated();
    void quitRequested();

private:
    QMenu *m_menu; ///< the item deletes it
    QAction *m_refresh;
    KStatusNotifierItem *m_item;
    std::optional<std::optional<State>> m_shownWorst;
};

} // namespace larder

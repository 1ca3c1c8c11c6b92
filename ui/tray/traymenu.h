/// The menu of the tray icon: first what needs someone, each with its own refresh; then each customer; then
/// what concerns all. Built anew whenever what it shows has changed, because panels copy it. GUI thread.
#pragma once

#include "core/dataset/datasetname.h"
#include "core/dataset/verdict.h"
#include "core/engine/pause.h"

#include <QMenu>

#include <map>

namespace larder {

struct TrayRow {
    QString customer; ///< display name
    State state = State::Missing;

    bool operator==(const TrayRow &) const = default;
};
using TrayRows = std::map<DatasetName, TrayRow>;

class TrayMenu : public QMenu
{
    Q_OBJECT
public:
    using QMenu::QMenu;

    /// `paused`: until when the background is paused, in words; empty: it is not.
    void show(const TrayRows &rows, const QString &paused);

Q_SIGNALS:
    void refreshRequested(const QList<larder::DatasetName> &datasets);
    void forceRequested(const QList<larder::DatasetName> &datasets);
    void pauseRequested(larder::PauseLength length);
    void resumeRequested();
    void openRequested();
    void quitRequested();

private:
    void addTroubles(const TrayRows &rows);
    void addCustomers(const TrayRows &rows);
    void addPause(const QString &paused);
};

} // namespace larder

/// The menu of the tray icon: first what needs someone, each with its own refresh; then each customer; then
/// what concerns all. Built anew whenever what it shows has changed, because panels copy it; which datasets a
/// wish is about is looked up when it is chosen. GUI thread.
#pragma once

#include "core/dataset/datasetname.h"
#include "core/dataset/verdict.h"
#include "core/engine/pause.h"

#include <QMenu>

#include <map>
#include <optional>
#include <utility>
#include <vector>

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

    /// `paused`: until when the background is paused, in words; empty: it is not. The rows outlive the menu.
    void show(const TrayRows &rows, const QString &paused);

Q_SIGNALS:
    void refreshRequested(const QList<larder::DatasetName> &datasets);
    void forceRequested(const QList<larder::DatasetName> &datasets);
    void pauseRequested(larder::PauseLength length);
    void resumeRequested();
    void openRequested();
    void quitRequested();

private:
    struct Shown {
        int notFresh = 0;
        std::vector<std::pair<DatasetName, State>> troubles; ///< the worst ones
        std::vector<std::pair<QString, QString>> customers; ///< display name, slug; by name
        QString paused;

        bool operator==(const Shown &) const = default;
    };
    [[nodiscard]] static Shown shownOf(const TrayRows &rows, const QString &paused);
    void addTroubles(const Shown &shown);
    void addCustomers(const Shown &shown);
    void addPause(const QString &paused);
    [[nodiscard]] QList<DatasetName> notFresh() const;
    [[nodiscard]] QList<DatasetName> datasetsOf(const QString &slug) const;

    const TrayRows *m_rows = nullptr;
    std::optional<Shown> m_shown;
};

} // namespace larder

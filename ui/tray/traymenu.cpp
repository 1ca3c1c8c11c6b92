#include "ui/tray/traymenu.h"

#include "ui/stateface.h"

#include <algorithm>
#include <ranges>
#include <vector>

namespace larder {

namespace {

constexpr std::size_t mostTroubles = 8; // a menu is read at a glance; the window shows all
constexpr std::size_t mostCustomers = 20;

/// A single "&" would become an access key.
QString menuText(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

std::vector<std::pair<DatasetName, State>> worstFirst(const TrayRows &rows)
{
    std::vector<std::pair<DatasetName, State>> troubles;
    for (const auto &[name, row] : rows) {
        if (!isFreshEnough(row.state))
            troubles.emplace_back(name, row.state);
    }
    std::ranges::stable_sort(troubles, {}, [](const auto &trouble) { return trayRank(trouble.second); });
    return troubles;
}

} // namespace

void TrayMenu::show(const TrayRows &rows, const QString &paused)
{
    clear();
    addTroubles(rows);
    addCustomers(rows);
    addPause(paused);
    addSeparator();
    setDefaultAction(addAction(tr("Open Larder"), this, &TrayMenu::openRequested));
    addAction(tr("Quit"), this, &TrayMenu::quitRequested);
}

void TrayMenu::addTroubles(const TrayRows &rows)
{
    const auto troubles = worstFirst(rows);
    if (troubles.empty())
        return;
    QList<DatasetName> all;
    for (const auto &[name, state] : troubles)
        all << name;
    addAction(tr("Refresh all %n that are not fresh", nullptr, int(all.size())), this,
              [this, all] { Q_EMIT refreshRequested(all); });
    for (const auto &[name, state] : troubles | std::views::take(mostTroubles)) {
        const QString text = tr("Refresh %1 (%2)").arg(name.text(), faceWord(faceOf(state)).toLower());
        addAction(QIcon(faceIcon(faceOf(state))), menuText(text), this,
                  [this, name] { Q_EMIT refreshRequested({name}); });
    }
    if (troubles.size() > mostTroubles)
        addAction(tr("%n more in the window", nullptr, int(troubles.size() - mostTroubles)), this,
                  &TrayMenu::openRequested);
    addSeparator();
}

void TrayMenu::addCustomers(const TrayRows &rows)
{
    std::map<QString, QList<DatasetName>> byCustomer;
    for (const auto &[name, row] : rows)
        byCustomer[row.customer] << name;
    for (const auto &[customer, datasets] : byCustomer | std::views::take(mostCustomers)) {
        QMenu *menu = addMenu(menuText(customer));
        menu->addAction(tr("Refresh"), this, [this, datasets] { Q_EMIT refreshRequested(datasets); });
        menu->addAction(tr("Fetch everything again…"), this,
                        [this, datasets] { Q_EMIT forceRequested(datasets); });
    }
    if (byCustomer.size() > mostCustomers)
        addAction(tr("%n more customers in the window", nullptr, int(byCustomer.size() - mostCustomers)),
                  this, &TrayMenu::openRequested);
    if (!byCustomer.empty())
        addSeparator();
}

void TrayMenu::addPause(const QString &paused)
{
    if (!paused.isEmpty()) {
        addAction(tr("Resume background sync (%1)").arg(paused), this, &TrayMenu::resumeRequested);
        return;
    }
    QMenu *menu = addMenu(tr("Pause background sync"));
    const auto add = [&](const QString &text, PauseLength length) {
        menu->addAction(text, this, [this, length] { Q_EMIT pauseRequested(length); });
    };
    add(tr("For 1 hour"), PauseLength::OneHour);
    add(tr("Until tomorrow"), PauseLength::UntilTomorrow);
    add(tr("Until resumed"), PauseLength::UntilResumed);
}

} // namespace larder

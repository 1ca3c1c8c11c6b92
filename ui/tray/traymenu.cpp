#include "ui/tray/traymenu.h"

#include "ui/menutext.h"
#include "ui/stateface.h"

#include <algorithm>
#include <ranges>

namespace larder {

namespace {

constexpr std::size_t mostTroubles = 8; // a menu is read at a glance; the window shows all
constexpr std::size_t mostCustomers = 20;

} // namespace

TrayMenu::Shown TrayMenu::shownOf(const TrayRows &rows, const QString &paused)
{
    Shown shown{.notFresh = 0, .troubles = {}, .customers = {}, .paused = paused};
    for (const auto &[name, row] : rows) { // those of a customer follow each other
        if (shown.customers.empty() || shown.customers.back().second != name.customer)
            shown.customers.emplace_back(row.customer, name.customer);
        shown.notFresh += isFreshEnough(row.state) ? 0 : 1;
    }
    std::ranges::sort(shown.customers);
    for (const State state : allStates) { // the worst first
        for (auto row = rows.begin(); !isFreshEnough(state) && row != rows.end(); ++row) {
            if (shown.troubles.size() == mostTroubles)
                return shown;
            if (row->second.state == state)
                shown.troubles.emplace_back(row->first, state);
        }
    }
    return shown;
}

void TrayMenu::show(const TrayRows &rows, const QString &paused)
{
    m_rows = &rows;
    const Shown shown = shownOf(rows, paused);
    if (m_shown == shown)
        return;
    m_shown = shown;
    clear(); // but not the menus below it, which own their entries; one of them may be open right now
    for (QMenu *below : findChildren<QMenu *>(Qt::FindDirectChildrenOnly))
        below->deleteLater();
    addTroubles(shown);
    addCustomers(shown);
    addPause(paused);
    addSeparator();
    setDefaultAction(addAction(tr("Open Larder"), this, &TrayMenu::openRequested));
    addAction(tr("Quit"), this, &TrayMenu::quitRequested);
}

QList<DatasetName> TrayMenu::notFresh() const
{
    QList<DatasetName> names;
    for (const auto &[name, row] : *m_rows) {
        if (!isFreshEnough(row.state))
            names << name;
    }
    return names;
}

QList<DatasetName> TrayMenu::datasetsOf(const QString &slug) const
{
    QList<DatasetName> names;
    for (const auto &[name, row] : *m_rows) {
        if (name.customer == slug)
            names << name;
    }
    return names;
}

void TrayMenu::addTroubles(const Shown &shown)
{
    if (shown.notFresh == 0)
        return;
    addAction(tr("Refresh all %n that are not fresh", nullptr, shown.notFresh), this,
              [this] { Q_EMIT refreshRequested(notFresh()); });
    for (const auto &[name, state] : shown.troubles) {
        const QString text = tr("Refresh %1 (%2)").arg(name.text(), faceWord(faceOf(state)).toLower());
        addAction(QIcon(faceIcon(faceOf(state))), menuText(text), this,
                  [this, name] { Q_EMIT refreshRequested({name}); });
    }
    if (const int more = shown.notFresh - static_cast<int>(shown.troubles.size()); more > 0)
        addAction(tr("%n more in the window", nullptr, more), this, &TrayMenu::openRequested);
    addSeparator();
}

void TrayMenu::addCustomers(const Shown &shown)
{
    const auto &customers = shown.customers;
    for (const auto &[displayName, slug] : customers | std::views::take(mostCustomers)) {
        const bool isOneOfSeveral =
            std::ranges::count(customers, displayName, &std::pair<QString, QString>::first) > 1;
        QMenu *menu = addMenu(menuText(isOneOfSeveral ? tr("%1 (%2)").arg(displayName, slug) : displayName));
        menu->addAction(tr("Refresh"), this, [this, slug] { Q_EMIT refreshRequested(datasetsOf(slug)); });
        menu->addAction(tr("Fetch everything again…"), this,
                        [this, slug] { Q_EMIT forceRequested(datasetsOf(slug)); });
    }
    if (customers.size() > mostCustomers)
        addAction(tr("%n more customers in the window", nullptr, int(customers.size() - mostCustomers)), this,
                  &TrayMenu::openRequested);
    if (!customers.empty())
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

#include "ui/tray/trayicon.h"

#include "ui/tray/traypicture.h"

#include <KStatusNotifierItem>
#include <QSystemTrayIcon>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds updateInterval{500}; // at midnight thousands change, one after the other

} // namespace

TrayIcon::TrayIcon(QObject *parent)
    : QObject(parent),
      m_menu(new TrayMenu),
      m_item(new KStatusNotifierItem(u"larder"_s, this))
{
    m_item->setTitle(tr("Larder"));
    m_item->setCategory(KStatusNotifierItem::ApplicationStatus);
    m_item->setStatus(KStatusNotifierItem::Active);
    m_item->setStandardActionsEnabled(false); // its Quit asks; ours is the window's
    m_item->setContextMenu(m_menu);
    connect(m_item, &KStatusNotifierItem::activateRequested, this, &TrayIcon::activated);
    m_update.setSingleShot(true);
    m_update.setInterval(updateInterval);
    connect(&m_update, &QTimer::timeout, this, &TrayIcon::update);
    update();
}

void TrayIcon::takeRows(const RowChanges &changes)
{
    for (const DatasetName &name : changes.gone) {
        if (const auto row = m_rows.find(name); row != m_rows.end()) {
            m_counts.add(row->second.state, -1);
            m_rows.erase(row);
            m_isMenuOld = true;
        }
    }
    for (const JudgedRow &judged : changes.changed) {
        const TrayRow next{judged.row.customer.displayName, judged.verdict.state};
        const auto [row, isNew] = m_rows.try_emplace(judged.row.name, next);
        if (!isNew && row->second == next)
            continue;
        if (!isNew)
            m_counts.add(row->second.state, -1);
        m_counts.add(next.state, 1);
        row->second = next;
        m_isMenuOld = true;
    }
    updateSoon();
}

void TrayIcon::showRunning(int running)
{
    m_running = running;
    updateSoon();
}

void TrayIcon::showPaused(const QString &paused)
{
    m_isMenuOld |= m_paused != paused;
    m_paused = paused;
    updateSoon();
}

void TrayIcon::updateSoon()
{
    if (!m_update.isActive()) // what changes all the time must not put it off for ever
        m_update.start();
}

void TrayIcon::update()
{
    const std::optional<State> worst = m_counts.worst();
    if (m_shownWorst != worst) {
        m_shownWorst = worst;
        const QIcon picture = trayPicture(worst);
        m_item->setIconByPixmap(picture);
        m_item->setAttentionIconByPixmap(picture);
        const bool needsSomeone = worst && trayRank(*worst) == trayRank(State::Failed);
        m_item->setStatus(needsSomeone ? KStatusNotifierItem::NeedsAttention : KStatusNotifierItem::Active);
        m_item->setToolTipIconByPixmap(picture);
    }
    QStringList lines{worst ? summaryText(m_counts) : tr("No datasets yet")};
    if (m_running > 0)
        lines << tr("%n running", nullptr, m_running);
    if (!m_paused.isEmpty())
        lines << m_paused;
    m_item->setToolTipTitle(worst ? tr("Larder: %1").arg(faceWord(faceOf(*worst)).toLower()) : tr("Larder"));
    m_item->setToolTipSubTitle(lines.join(u" · "_s));
    if (std::exchange(m_isMenuOld, false))
        m_menu->show(m_rows, m_paused);
}

bool TrayIcon::hasHost()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

} // namespace larder

#include "ui/tray/trayicon.h"

#include "ui/tray/traypicture.h"

#include <KStatusNotifierItem>
#include <QSystemTrayIcon>

namespace larder {

using namespace Qt::StringLiterals;

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
    connect(&m_update, &QTimer::timeout, this, &TrayIcon::update);
    update();
}

void TrayIcon::takeRows(const RowChanges &changes)
{
    for (const DatasetName &name : changes.gone)
        m_rows.erase(name);
    for (const JudgedRow &judged : changes.changed)
        m_rows[judged.row.name] = {judged.row.customer.displayName, judged.verdict.state};
    m_update.start();
}

void TrayIcon::showRunning(int running)
{
    m_running = running;
    m_update.start();
}

void TrayIcon::showPaused(const QString &paused)
{
    m_paused = paused;
    m_update.start();
}

void TrayIcon::update()
{
    StateCounts counts;
    for (const auto &[name, row] : m_rows)
        counts.add(row.state, 1);
    const std::optional<State> worst = counts.worst();
    if (m_shownWorst != worst) {
        m_shownWorst = worst;
        const QIcon picture = trayPicture(worst);
        m_item->setIconByPixmap(picture);
        m_item->setAttentionIconByPixmap(picture);
        const bool needsSomeone = worst && trayRank(*worst) == trayRank(State::Failed);
        m_item->setStatus(needsSomeone ? KStatusNotifierItem::NeedsAttention : KStatusNotifierItem::Active);
        m_item->setToolTipIconByPixmap(picture);
    }
    QStringList lines{worst ? summaryText(counts) : tr("No datasets yet")};
    if (m_running > 0)
        lines << tr("%n running", nullptr, m_running);
    if (!m_paused.isEmpty())
        lines << m_paused;
    m_item->setToolTipTitle(worst ? tr("Larder: %1").arg(faceWord(faceOf(*worst)).toLower()) : tr("Larder"));
    m_item->setToolTipSubTitle(lines.join(u" · "_s));
    if (const auto menu = std::pair(m_rows, m_paused); m_shownMenu != menu) {
        m_menu->show(m_rows, m_paused);
        m_shownMenu = menu;
    }
}

bool TrayIcon::hasHost()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

} // namespace larder

#include "ui/tray/trayicon.h"

#include "ui/tray/traypicture.h"

#include <KStatusNotifierItem>
#include <QMenu>
#include <QSystemTrayIcon>

namespace larder {

using namespace Qt::StringLiterals;

TrayIcon::TrayIcon(QObject *parent)
    : QObject(parent),
      m_menu(new QMenu),
      m_refresh(new QAction(this)),
      m_item(new KStatusNotifierItem(u"larder"_s, this))
{
    m_item->setTitle(tr("Larder"));
    m_item->setCategory(KStatusNotifierItem::ApplicationStatus);
    m_item->setStatus(KStatusNotifierItem::Active);
    m_item->setStandardActionsEnabled(false); // its Quit asks; ours is the window's
    connect(m_refresh, &QAction::triggered, this, &TrayIcon::refreshRequested);
    m_menu->addAction(m_refresh);
    m_menu->addSeparator();
    QAction *open = m_menu->addAction(tr("Open Larder"), this, &TrayIcon::openRequested);
    m_menu->setDefaultAction(open);
    m_menu->addSeparator();
    m_menu->addAction(tr("Quit"), this, &TrayIcon::quitRequested);
    m_item->setContextMenu(m_menu);
    connect(m_item, &KStatusNotifierItem::activateRequested, this, &TrayIcon::activated);
    show({}, 0);
}

void TrayIcon::show(const StateCounts &counts, int running)
{
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
    const QString title = worst ? tr("Larder: %1").arg(faceWord(faceOf(*worst)).toLower()) : tr("Larder");
    QStringList lines{worst ? summaryText(counts) : tr("No datasets yet")};
    if (running > 0)
        lines << tr("%1 running").arg(running);
    m_item->setToolTipTitle(title);
    m_item->setToolTipSubTitle(lines.join(u" · "_s));
    const int notFresh = counts.notFresh();
    m_refresh->setText(notFresh > 0 ? tr("Refresh (%1 not fresh)").arg(notFresh) : tr("Refresh"));
    m_refresh->setEnabled(worst.has_value());
}

bool TrayIcon::hasHost()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

} // namespace larder

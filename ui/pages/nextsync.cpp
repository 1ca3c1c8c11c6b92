#include "ui/pages/nextsync.h"

#include "core/base/clock.h"
#include "core/wording/quantities.h"
#include "ui/theme.h"

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

NextSync::NextSync(const Clock &clock, QTimeZone viewerZone, QWidget *parent)
    : ElidedLabel(parent),
      m_clock(clock),
      m_viewerZone(std::move(viewerZone))
{
    setInk(*this, Ink::Quiet);
    setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    tell();
}

void NextSync::showNext(std::optional<Instant> next)
{
    m_next = next;
    tell();
}

void NextSync::showWhyNot(const QString &whyNot)
{
    m_whyNot = whyNot;
    tell();
}

void NextSync::tell()
{
    if (!m_next || !m_whyNot.isEmpty()) {
        setFullText(m_whyNot);
        return;
    }
    const Instant now = m_clock.now();
    const QString where = QString::fromUtf8(m_viewerZone.id());
    if (*m_next <= now) {
        setFullText(tr("Syncing now · %1").arg(where));
        return;
    }
    const QDateTime wall = toDateTime(*m_next, m_viewerZone);
    const bool isToday = wall.date() == toDateTime(now, m_viewerZone).date();
    const QString when =
        isToday ? wall.time().toString(u"HH:mm"_s) : friendlyInstant(*m_next, now, m_viewerZone);
    setFullText(tr("Next sync %1 · %2").arg(when, where));
}

} // namespace larder

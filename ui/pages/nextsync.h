/// When the background looks next, or why it does not, in a few words that give way. GUI thread.
#pragma once

#include "core/base/instant.h"
#include "ui/elidedlabel.h"

#include <QTimeZone>

#include <optional>

namespace larder {

class Clock;

class NextSync : public ElidedLabel
{
    Q_OBJECT
public:
    NextSync(const Clock &clock, QTimeZone viewerZone, QWidget *parent);

    /// nullopt: nothing is due.
    void showNext(std::optional<Instant> next);
    /// Empty: it looks.
    void showWhyNot(const QString &whyNot);

private:
    void tell();

    const Clock &m_clock;
    const QTimeZone m_viewerZone;
    std::optional<Instant> m_next;
    QString m_whyNot;
};

} // namespace larder

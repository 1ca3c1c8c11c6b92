/// Tells news through the desktop's notifications, with what can be done about them as buttons where the
/// server has those. A trouble that is told again takes the place of its older notification. GUI thread.
#pragma once

#include "core/engine/news.h"

#include <QObject>
#include <QPointer>

class KNotification;

namespace larder {

class Notifier : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void tell(const News &news);

Q_SIGNALS:
    void openRequested(const larder::DatasetName &dataset);
    void refreshRequested(const QList<larder::DatasetName> &datasets);

private:
    QHash<QString, QPointer<KNotification>> m_shown; ///< by what it is about
};

/// What a notification says, in words.
struct NewsWords {
    QString title;
    QString text;

    bool operator==(const NewsWords &) const = default;
};
[[nodiscard]] NewsWords wordsOf(const News &news);

} // namespace larder

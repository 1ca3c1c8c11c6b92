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
    /// Instants are told in the viewer's zone.
    explicit Notifier(QTimeZone viewerZone, QObject *parent = nullptr);

    void tell(const News &news);
    /// Each of a few; many are summed up in one.
    void tellAll(const QList<News> &news);
    /// The window was closed, and Larder goes on in the tray.
    void tellHidden();

Q_SIGNALS:
    void openRequested(const larder::DatasetName &dataset);
    void changesRequested(const larder::DatasetName &dataset);
    void reportRequested(const larder::DatasetName &dataset);
    void refreshRequested(const QList<larder::DatasetName> &datasets);
    void windowRequested();
    void quitRequested();

private:
    void addActions(KNotification &notification, const News &news);

    QTimeZone m_viewerZone;
    QHash<QString, QPointer<KNotification>> m_shown; ///< by what it is about
};

/// What a notification says, in words.
struct NewsWords {
    QString title;
    QString text;

    bool operator==(const NewsWords &) const = default;
};
[[nodiscard]] NewsWords wordsOf(const News &news, const QTimeZone &viewerZone);
/// Of many that came while nobody was told.
[[nodiscard]] NewsWords wordsOf(const QList<News> &news);

} // namespace larder

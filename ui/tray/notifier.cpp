#include "ui/tray/notifier.h"

#include "core/wording/runwords.h"

#include <KNotification>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// The events of resources/desktop/larder.notifyrc, which a person may mute one by one.
QString eventOf(NewsKind kind)
{
    switch (kind) {
    case NewsKind::Reuploaded:
    case NewsKind::Identical:
        return u"fetched"_s;
    case NewsKind::SignInNeeded:
        return u"signin"_s;
    case NewsKind::Failing:
        return u"failed"_s;
    case NewsKind::Late:
        return u"late"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

bool isTrouble(NewsKind kind)
{
    return kind == NewsKind::SignInNeeded || kind == NewsKind::Failing;
}

QString subjectOf(const News &news)
{
    const QString first = news.datasets.constFirst().text();
    return news.datasets.size() == 1
        ? first
        : Notifier::tr("%1 and %n more", nullptr, int(news.datasets.size()) - 1).arg(first);
}

QString sentence(const QString &text)
{
    return text.isEmpty() ? text : text.first(1).toUpper() + text.sliced(1) + u'.';
}

} // namespace

NewsWords wordsOf(const News &news)
{
    const QString subject = subjectOf(news);
    switch (news.kind) {
    case NewsKind::Reuploaded: {
        const QString what = news.changes.isEmpty()
            ? Notifier::tr("The new upload is fetched.")
            : Notifier::tr("The new upload is fetched: %1.").arg(changeCountsText(news.changes));
        return {Notifier::tr("%1 uploaded %2 again").arg(news.customer, subject),
                news.report.isEmpty() ? what
                                      : Notifier::tr("You reported \"%1\". %2").arg(news.report, what)};
    }
    case NewsKind::Identical:
        return {Notifier::tr("%1: the fix did not take").arg(subject),
                Notifier::tr("You reported \"%1\". What %2 uploaded since is byte-identical.")
                    .arg(news.report, news.customer)};
    case NewsKind::SignInNeeded:
        return {Notifier::tr("Sign-in needed for %1").arg(subject),
                sentence(news.error ? errorSentence(*news.error) : QString())};
    case NewsKind::Failing:
        return {Notifier::tr("%1 could not be fetched %n times", nullptr, news.failures).arg(subject),
                sentence(news.error ? errorSentence(*news.error) : QString())};
    case NewsKind::Late:
        return {Notifier::tr("The export of %1 is late").arg(subject),
                Notifier::tr("%1 has not uploaded by the expected time. Your copy is the last one there is.")
                    .arg(news.customer)};
    }
    Q_UNREACHABLE_RETURN({});
}

void Notifier::tell(const News &news)
{
    const QString about = eventOf(news.kind) + u' ' + news.datasets.constFirst().text();
    QPointer<KNotification> &shown = m_shown[about];
    if (shown)
        shown->close();
    const NewsWords words = wordsOf(news);
    auto *notification = new KNotification(eventOf(news.kind), KNotification::CloseOnTimeout, this);
    notification->setComponentName(u"larder"_s);
    notification->setTitle(words.title);
    notification->setText(words.text.toHtmlEscaped());
    notification->setIconName(u"larder"_s);
    if (isTrouble(news.kind))
        notification->setUrgency(KNotification::HighUrgency);

    const auto open = [this, first = news.datasets.constFirst()] { Q_EMIT openRequested(first); };
    connect(notification->addDefaultAction(tr("Show")), &KNotificationAction::activated, this, open);
    if (isTrouble(news.kind)) {
        connect(notification->addAction(tr("Try again")), &KNotificationAction::activated, this,
                [this, datasets = news.datasets] { Q_EMIT refreshRequested(datasets); });
    } else {
        connect(notification->addAction(tr("Show what changed")), &KNotificationAction::activated, this,
                open);
    }
    shown = notification;
    notification->sendEvent();
}

} // namespace larder

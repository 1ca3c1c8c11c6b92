#include "ui/tray/notifier.h"

#include "core/wording/runwords.h"

#include <KNotification>

#include <algorithm>
#include <functional>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostToldOneByOne = 3;

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
    case NewsKind::AfterFailed:
        return u"after"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

bool isTrouble(NewsKind kind)
{
    return kind == NewsKind::SignInNeeded || kind == NewsKind::Failing || kind == NewsKind::AfterFailed;
}

QString subjectOf(const News &news)
{
    const QString first = news.datasets.constFirst().text();
    return news.datasets.size() == 1
        ? first
        : Notifier::tr("%1 and %n more", nullptr, int(news.datasets.size()) - 1).arg(first);
}

KNotification *makeNotification(Notifier &notifier, const QString &event, const NewsWords &words)
{
    auto *notification = new KNotification(event, KNotification::CloseOnTimeout, &notifier);
    notification->setComponentName(u"larder"_s);
    notification->setTitle(words.title);
    notification->setText(words.text.toHtmlEscaped());
    notification->setIconName(u"larder"_s);
    return notification;
}

void on(KNotificationAction &action, std::function<void()> act)
{
    QObject::connect(&action, &KNotificationAction::activated, &action, std::move(act));
}

QString sentence(const QString &text)
{
    return text.isEmpty() ? text : text.first(1).toUpper() + text.sliced(1) + u'.';
}

NewsWords lateWords(const News &news, const QString &subject, const QTimeZone &viewerZone)
{
    const QString time = news.expectedBy
        ? toDateTime(*news.expectedBy, viewerZone).time().toString(u"HH:mm"_s)
        : Notifier::tr("an unknown time");
    const QString expected = news.isLearned
        ? Notifier::tr("%1 usually uploads by %2.").arg(news.customer, time)
        : Notifier::tr("%1 was to upload by %2.").arg(news.customer, time);
    return {Notifier::tr("The export of %1 is late").arg(subject),
            expected + u' ' + Notifier::tr("Your copy is the last one there is.")};
}

} // namespace

NewsWords wordsOf(const News &news, const QTimeZone &viewerZone)
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
        return lateWords(news, subject, viewerZone);
    case NewsKind::AfterFailed:
        return {Notifier::tr("The command after the fetch of %1 failed").arg(subject),
                Notifier::tr("%1 The new data are in place all the same.")
                    .arg(sentence(news.error ? errorSentence(*news.error) : QString()))};
    }
    Q_UNREACHABLE_RETURN({});
}

NewsWords wordsOf(const QList<News> &news)
{
    QMap<NewsKind, int> counts;
    for (const News &one : news)
        counts[one.kind] += int(one.datasets.size());
    QStringList parts;
    const auto add = [&](NewsKind kind, const auto &words) {
        if (const int count = counts.value(kind); count > 0)
            parts << words(count);
    };
    add(NewsKind::SignInNeeded, [](int n) { return Notifier::tr("sign-in needed for %n", nullptr, n); });
    add(NewsKind::Failing, [](int n) { return Notifier::tr("%n failing", nullptr, n); });
    add(NewsKind::AfterFailed, [](int n) { return Notifier::tr("%n with a failed command", nullptr, n); });
    add(NewsKind::Late, [](int n) { return Notifier::tr("%n late", nullptr, n); });
    add(NewsKind::Reuploaded, [](int n) { return Notifier::tr("%n uploaded again", nullptr, n); });
    add(NewsKind::Identical, [](int n) { return Notifier::tr("%n byte-identical", nullptr, n); });
    return {Notifier::tr("While Larder was closed"), sentence(parts.join(u", "_s))};
}

Notifier::Notifier(QTimeZone viewerZone, QObject *parent)
    : QObject(parent),
      m_viewerZone(std::move(viewerZone))
{ }

void Notifier::tell(const News &news)
{
    const QString about = eventOf(news.kind) + u' ' + news.datasets.constFirst().text();
    QPointer<KNotification> &shown = m_shown[about];
    if (shown)
        shown->close();
    const NewsWords words = wordsOf(news, m_viewerZone);
    shown = makeNotification(*this, eventOf(news.kind), words);
    if (isTrouble(news.kind))
        shown->setUrgency(KNotification::HighUrgency);
    addActions(*shown, news);
    shown->sendEvent();
}

void Notifier::tellAll(const QList<News> &news)
{
    if (news.size() <= mostToldOneByOne) {
        for (const News &one : news)
            tell(one);
        return;
    }
    const bool hasTrouble = std::ranges::any_of(news, [](const News &one) { return isTrouble(one.kind); });
    KNotification *summary = makeNotification(*this, hasTrouble ? u"failed"_s : u"fetched"_s, wordsOf(news));
    on(*summary->addDefaultAction(tr("Show")), [this] { Q_EMIT windowRequested(); });
    summary->sendEvent();
}

void Notifier::tellHidden()
{
    KNotification *hidden =
        makeNotification(*this, u"hidden"_s,
                         {tr("Larder goes on in the tray"),
                          tr("It keeps your datasets fresh. Its icon brings the window back.")});
    on(*hidden->addDefaultAction(tr("Show")), [this] { Q_EMIT windowRequested(); });
    on(*hidden->addAction(tr("Quit Larder")), [this] { Q_EMIT quitRequested(); });
    hidden->sendEvent();
}

void Notifier::addActions(KNotification &notification, const News &news)
{
    const DatasetName first = news.datasets.constFirst();
    const auto show = [this, first] { Q_EMIT openRequested(first); };
    const auto refresh = [this, datasets = news.datasets] { Q_EMIT refreshRequested(datasets); };
    const auto add = [&](const QString &words, const auto &act) { on(*notification.addAction(words), act); };
    switch (news.kind) {
    case NewsKind::Reuploaded: {
        const auto showChanges = [this, first] { Q_EMIT changesRequested(first); };
        on(*notification.addDefaultAction(tr("Show")), showChanges);
        add(tr("Show what changed"), showChanges);
        return;
    }
    case NewsKind::Identical:
        on(*notification.addDefaultAction(tr("Show")), show);
        add(tr("I told the customer…"), [this, first] { Q_EMIT reportRequested(first); });
        return;
    case NewsKind::SignInNeeded:
    case NewsKind::Failing:
        on(*notification.addDefaultAction(tr("Show")), show);
        add(tr("Try again"), refresh);
        return;
    case NewsKind::Late:
        on(*notification.addDefaultAction(tr("Show")), show);
        add(tr("Look now"), refresh);
        return;
    case NewsKind::AfterFailed:
        on(*notification.addDefaultAction(tr("Show")), show);
        return;
    }
}

} // namespace larder

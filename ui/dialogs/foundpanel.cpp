#include "ui/dialogs/foundpanel.h"

#include "core/store/safename.h"
#include "core/wording/quantities.h"
#include "core/wording/told.h"
#include "ui/capitalised.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

#include <ranges>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t shownFiles = 5; // enough to see that it is the right place
constexpr qsizetype longestName = 56;
constexpr int iconSize = 16;

QString cut(const QString &name)
{
    if (name.size() <= longestName)
        return name;
    return name.first(longestName / 2) + u'…' + name.last(longestName / 2 - 1);
}

QLabel *makeWords(QWidget *parent)
{
    auto *words = new QLabel(parent);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words->setFocusPolicy(Qt::NoFocus);
    words->setMinimumWidth(1); // a long word or sentence never widens the dialog
    return words;
}

} // namespace

FoundPanel::FoundPanel(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_title(makeWords(this)),
      m_words(makeWords(this)),
      m_files(makeWords(this)),
      m_notices(makeWords(this)),
      m_busy(new QProgressBar(this))
{
    setObjectName(u"inset"_s);
    m_title->setFont(sectionFont(font()));
    m_files->setWordWrap(false);
    for (QLabel *label : {m_words, m_notices})
        setInk(*label, Ink::Quiet);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setAccessibleName(tr("Asking the source"));
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_busy), static_cast<QWidget *>(m_words),
          static_cast<QWidget *>(m_files), static_cast<QWidget *>(m_notices)})
        words->addWidget(widget);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
}

void FoundPanel::showAdvice(const QString &title, const QString &advice)
{
    say(Mood::Advice, title, advice);
}

void FoundPanel::showAsking(const QString &address)
{
    say(Mood::Asking, tr("Asking what is there…"), address);
}

void FoundPanel::showFound(const BindingPreview &preview, Matching matching, Instant now)
{
    const Listing &listing = preview.listing;
    if (preview.isNothingYet) {
        say(Mood::Doubtful,
            tr("Nothing there yet for %1").arg(QLocale().toString(preview.day, QLocale::ShortFormat)),
            tr("It is fetched once it is uploaded."));
    } else if (listing.entries.empty() && matching == Matching::Everything) {
        say(Mood::Doubtful, tr("Nothing is there yet"),
            tr("It can be added all the same: it is fetched once something is uploaded, and is missing until "
               "then."));
    } else if (listing.entries.empty()) {
        say(Mood::Doubtful, tr("The source is there, but nothing in it matches"),
            tr("See whether the address and the patterns are what you mean."));
    } else {
        QStringList parts{fileCountText(qint64(listing.entries.size()))};
        if (const qint64 bytes = listing.totalBytes(); bytes > 0)
            parts << byteSizeText(bytes);
        if (const auto uploaded = listing.newestModified())
            parts << tr("newest of %1").arg(friendlyInstant(*uploaded, now, QTimeZone::systemTimeZone()));
        say(Mood::Good, tr("Found %1").arg(parts.join(u" · "_s)), {});
        showFiles(listing);
    }
    m_notices->setText(toldEach(listing.notices).join(u'\n'));
    m_notices->setVisible(!listing.notices.isEmpty());
}

void FoundPanel::showError(const Error &error)
{
    const bool saysWhere = error.subject.isEmpty() || error.message.contains(error.subject);
    const QString where = saysWhere ? QString() : error.subject;
    say(Mood::Bad, capitalised(told(error.message)),
        capitalised(error.hint.isEmpty() ? where : told(error.hint)));
}

void FoundPanel::say(Mood mood, const QString &title, const QString &words)
{
    const Colors &colors = colorsFor(palette());
    const bool isQuiet = mood == Mood::Advice || mood == Mood::Asking;
    const Face face = mood == Mood::Good ? Face::Fresh
        : mood == Mood::Doubtful         ? Face::Late
        : mood == Mood::Bad              ? Face::Failed
                                         : Face::Missing;
    m_icon->setVisible(!isQuiet);
    m_icon->setPixmap(tintedPixmap(faceIcon(face), colors.tone(stateFace(face).tone).ink,
                                   {iconSize, iconSize}, devicePixelRatio()));
    m_icon->setAccessibleName(faceWord(face));
    m_title->setText(title);
    m_title->setAccessibleName(title);
    m_title->setVisible(!title.isEmpty());
    setInk(*m_title, mood == Mood::Bad ? Ink::Bad : Ink::Plain);
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    m_busy->setVisible(mood == Mood::Asking);
    m_files->hide();
    m_notices->hide();
}

void FoundPanel::showFiles(const Listing &listing)
{
    QStringList lines;
    for (const Entry &entry : listing.entries | std::views::take(shownFiles)) {
        const QString name = cut(shownName(entry.path));
        lines << (entry.size < 0 ? name : tr("%1 · %2").arg(name, byteSizeText(entry.size)));
    }
    if (listing.entries.size() > shownFiles)
        lines << tr("… and %1 more").arg(QLocale().toString(qint64(listing.entries.size() - shownFiles)));
    m_files->setText(lines.join(u'\n'));
    m_files->setAccessibleName(m_files->text());
    m_files->show();
}

} // namespace larder

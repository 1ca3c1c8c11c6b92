#include "ui/pages/noticebar.h"

#include "core/wording/runwords.h"
#include "ui/elidedlabel.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/theme.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStyle>
#include <QUrl>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent),
      m_words(new ElidedLabel(this)),
      m_openFolder(new QPushButton(tr("Open folder"), this)),
      m_retry(new QPushButton(tr("Try again"), this)),
      m_close(new QPushButton(tr("Close"), this))
{
    setObjectName(u"noticeBar"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(pageMargin, 6, pageMargin, 6);
    layout->setSpacing(8);
    layout->addWidget(m_words, 1);
    for (QPushButton *button : {m_openFolder, m_retry, m_close}) {
        button->setProperty("small", true);
        layout->addWidget(button);
    }
    m_close->setAccessibleName(tr("Close this line"));
    connect(m_retry, &QPushButton::clicked, this, &NoticeBar::retryRequested);
    connect(m_openFolder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder)); });
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void NoticeBar::tellFailure(const Error &error)
{
    if (m_offersRetry) // nothing is as much in the way
        return;
    m_folder.clear();
    showWords(errorSentence(error), Tone::Bad);
}

void NoticeBar::tell(const QString &words, const QString &folder)
{
    if (m_offersRetry)
        return;
    m_folder = folder;
    showWords(words, Tone::Plain);
}

void NoticeBar::offerRetry(const QString &words)
{
    m_offersRetry = true;
    m_folder.clear();
    showWords(words, Tone::Bad);
}

void NoticeBar::endRetry()
{
    if (std::exchange(m_offersRetry, false))
        hide();
}

void NoticeBar::showWords(const QString &words, Tone tone)
{
    m_words->setFullText(words);
    setInk(*m_words, tone == Tone::Bad ? Ink::Bad : Ink::Plain);
    setObjectName(tone == Tone::Bad ? u"noticeBar"_s : u"newsBar"_s);
    style()->unpolish(this);
    style()->polish(this);
    m_openFolder->setVisible(!m_folder.isEmpty());
    m_retry->setVisible(m_offersRetry);
    m_close->setVisible(!m_offersRetry);
    show();
}

} // namespace larder

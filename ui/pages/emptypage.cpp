#include "ui/pages/emptypage.h"

#include "core/wording/runwords.h"
#include "ui/theme.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int textWidth = 460;

} // namespace

EmptyPage::EmptyPage(QWidget *parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_words(new QLabel(this)),
      m_add(new QPushButton(tr("Add dataset…"), this)),
      m_sample(new QPushButton(tr("Try with sample data"), this)),
      m_retry(new QPushButton(tr("Try again"), this))
{
    auto *picture = new QLabel(this);
    picture->setPixmap(QIcon(u":/icons/hicolor/scalable/apps/larder.svg"_s).pixmap(72, 72));
    picture->setAccessibleName(tr("Larder"));
    QFont big = font();
    big.setPointSizeF(font().pointSizeF() * 1.5);
    big.setWeight(QFont::DemiBold);
    m_title->setFont(big);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignHCenter);
    m_words->setFixedWidth(textWidth);
    setInk(*m_words, Ink::Quiet);
    m_add->setProperty("primary", true);
    m_add->setToolTip(tr("Say where a customer's files come from (Ctrl+N)"));
    m_sample->setToolTip(tr("Make a few datasets from files that come with Larder"));
    m_retry->setProperty("primary", true);
    connect(m_add, &QPushButton::clicked, this, &EmptyPage::addRequested);
    connect(m_sample, &QPushButton::clicked, this, &EmptyPage::sampleRequested);
    connect(m_retry, &QPushButton::clicked, this, &EmptyPage::retryRequested);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addStretch(3);
    for (QWidget *widget :
         {static_cast<QWidget *>(picture), static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_words)})
        layout->addWidget(widget, 0, Qt::AlignHCenter);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    for (QPushButton *button : {m_add, m_sample, m_retry})
        buttons->addWidget(button);
    buttons->addStretch(1);
    layout->addSpacing(4);
    layout->addLayout(buttons);
    layout->addStretch(4);
    showBeginning();
}

void EmptyPage::showBeginning()
{
    m_title->setText(tr("No datasets yet"));
    m_words->setText(
        tr("Larder keeps your copy of customers' data fresh: it asks each source whether anything "
           "changed, fetches only that, and tells you why."));
    fitWords();
    m_add->show();
    m_sample->show();
    m_retry->hide();
}

void EmptyPage::showError(const Error &error)
{
    m_title->setText(tr("The datasets cannot be read"));
    m_words->setText(errorSentence(error));
    fitWords();
    m_add->hide();
    m_sample->hide();
    m_retry->show();
}

/// A centred label is not asked for its height at a width: it is told.
void EmptyPage::fitWords()
{
    m_words->setFixedHeight(m_words->heightForWidth(textWidth));
}

void EmptyPage::focusInEvent(QFocusEvent *event)
{
    (m_retry->isVisible() ? m_retry : m_add)->setFocus(event->reason());
}

} // namespace larder

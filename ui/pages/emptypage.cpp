#include "ui/pages/emptypage.h"

#include "core/wording/runwords.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QFrame>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int textWidth = 460;

QString firstCommand()
{
    return u"larder add acme/shipments https://files.example.com/exports/"_s;
}

} // namespace

EmptyPage::EmptyPage(QWidget *parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_words(new QLabel(this)),
      m_codeLine(makeCodeLine()),
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
    m_retry->setProperty("primary", true);
    connect(m_retry, &QPushButton::clicked, this, &EmptyPage::retryRequested);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addStretch(3);
    for (QWidget *widget : {static_cast<QWidget *>(picture), static_cast<QWidget *>(m_title),
                            static_cast<QWidget *>(m_words), m_codeLine, static_cast<QWidget *>(m_retry)})
        layout->addWidget(widget, 0, Qt::AlignHCenter);
    layout->addStretch(4);
    showBeginning();
}

void EmptyPage::showBeginning()
{
    m_title->setText(tr("No datasets yet"));
    m_words->setText(
        tr("Larder keeps your copy of customers' data fresh: it asks each source whether anything "
           "changed, fetches only that, and tells you why. Add the first dataset in a terminal; it "
           "appears here by itself."));
    fitWords();
    m_codeLine->show();
    m_retry->hide();
}

void EmptyPage::showError(const Error &error)
{
    m_title->setText(tr("The datasets cannot be read"));
    m_words->setText(errorSentence(error));
    fitWords();
    m_codeLine->hide();
    m_retry->show();
}

/// A centred label is not asked for its height at a width: it is told.
void EmptyPage::fitWords()
{
    m_words->setFixedHeight(m_words->heightForWidth(textWidth));
}

QWidget *EmptyPage::makeCodeLine()
{
    auto *frame = new QFrame(this);
    frame->setObjectName(u"codeLine"_s);
    auto *layout = new QHBoxLayout(frame);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(12);
    auto *command = new QLabel(firstCommand(), frame);
    command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    command->setAccessibleName(tr("Command that adds a dataset"));
    auto *copy = new QToolButton(frame);
    copy->setText(tr("Copy"));
    copy->setToolTip(tr("Copy the command"));
    copy->setAccessibleName(tr("Copy the command"));
    connect(copy, &QToolButton::clicked, this, [] { QApplication::clipboard()->setText(firstCommand()); });
    layout->addWidget(command);
    layout->addWidget(copy);
    return frame;
}

} // namespace larder

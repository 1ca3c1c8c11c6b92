#include "ui/pages/activitydetails.h"

#include "ui/pages/datasetsdelegate.h"
#include "ui/theme.h"

#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownOutputLines = 10;

QLabel *makeWords(QWidget *parent)
{
    auto *words = new QLabel(parent);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return words;
}

} // namespace

ActivityDetails::ActivityDetails(QWidget *parent)
    : QScrollArea(parent),
      m_title(makeWords(this)),
      m_what(makeWords(this)),
      m_lines(new QFormLayout),
      m_output(new QPlainTextEdit(this))
{
    setAccessibleName(tr("Details of the selected entry"));
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(pageMargin, 12, pageMargin, 12);
    layout->setSpacing(8);
    m_title->setFont(sectionFont(font()));
    layout->addWidget(m_title);
    layout->addWidget(m_what);
    m_lines->setLabelAlignment(Qt::AlignLeft);
    m_lines->setHorizontalSpacing(20);
    m_lines->setVerticalSpacing(5);
    layout->addLayout(m_lines);
    m_output->setReadOnly(true);
    m_output->setTabChangesFocus(true);
    m_output->setAccessibleName(tr("What the command said"));
    m_output->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_output->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_output->setMinimumHeight(fontMetrics().lineSpacing() * shownOutputLines);
    layout->addWidget(m_output);
    layout->addStretch(1);
    setWidget(content);
    show(nullptr, QTimeZone::UTC);
}

void ActivityDetails::show(const ActivityItem *item, const QTimeZone &viewerZone)
{
    while (m_lines->rowCount() > 0)
        m_lines->removeRow(0);
    m_output->hide();
    m_title->setVisible(item != nullptr);
    setInk(*m_what, item ? Ink::Plain : Ink::Quiet);
    m_what->setVisible(true);
    if (!item) {
        m_what->setText(tr("Select an entry to see what is known about it."));
        return;
    }
    m_title->setText(tr("%1 · %2").arg(item->subject, item->when));
    m_what->setText(item->what);
    m_what->setVisible(!item->activity.run || !item->activity.run->error); // else its parts follow
    for (const ActivityDetail &detail : activityDetails(item->activity, viewerZone))
        addLine(detail);
}

void ActivityDetails::showOutput(const QString &text)
{
    m_output->setPlainText(text);
    m_output->moveCursor(QTextCursor::End); // why it failed mostly stands there
    m_output->show();
}

void ActivityDetails::addLine(const ActivityDetail &detail)
{
    auto *label = new QLabel(detail.label, widget());
    setInk(*label, Ink::Quiet);
    auto *words = makeWords(widget());
    words->setText(detail.words);
    words->setAccessibleName(tr("%1: %2").arg(detail.label, detail.words));
    setInk(*words, detail.isBad ? Ink::Bad : Ink::Plain);
    m_lines->addRow(label, words);
}

} // namespace larder

#include "ui/pages/details/reportdialog.h"

#include "core/sync/choices.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

ReportDialog::ReportDialog(const DatasetName &dataset, ReportState state, QWidget *parent)
    : QDialog(parent),
      m_text(new QPlainTextEdit(this)),
      m_room(new QLabel(this)),
      m_report(new QPushButton(tr("Watch for the re-upload"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("I told the customer – %1").arg(dataset.text()));
    auto *words = new QLabel(tr("What is wrong with the upload of %1? Larder then asks the source every two "
                                "minutes, and tells you once when a different upload has landed.")
                                 .arg(dataset.text()),
                             this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setBuddy(m_text);
    m_text->setAccessibleName(tr("What is wrong with the upload"));
    m_text->setPlaceholderText(tr("for example: the supplier ids are empty"));
    m_text->setTabChangesFocus(true);
    setInk(*m_room, Ink::Bad);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_report->setProperty("primary", true);
    m_report->setDefault(true);
    buttons->addButton(m_report, QDialogButtonBox::AcceptRole);
    if (state == ReportState::Open) {
        QPushButton *close =
            buttons->addButton(tr("Close the open report"), QDialogButtonBox::DestructiveRole);
        close->setToolTip(tr("The customer need not upload again"));
        connect(close, &QPushButton::clicked, this, [this] {
            Q_EMIT closeRequested();
            reject();
        });
    }
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_report, &QPushButton::clicked, this, [this] {
        Q_EMIT reported(m_text->toPlainText());
        accept();
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, &ReportDialog::updateButtons);
    for (const QKeySequence &keys :
         {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)})
        connect(new QShortcut(keys, this), &QShortcut::activated, m_report, &QPushButton::click);
    m_report->setToolTip(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(words);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_room);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 76, fontMetrics().height() * 14);
    updateButtons();
    m_text->setFocus();
}

void ReportDialog::updateButtons()
{
    const qsizetype over = m_text->toPlainText().simplified().size() - longestReport;
    m_room->setText(over > 0 ? tr("%n characters too many", nullptr, int(over)) : QString());
    m_room->setVisible(over > 0);
    m_report->setEnabled(over <= 0 && !m_text->toPlainText().simplified().isEmpty());
}

} // namespace larder

#include "ui/dialogs/credentialfields.h"

#include "core/credentials/namedcredentials.h"
#include "ui/dialogs/dialogform.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char *words)
{
    return QCoreApplication::translate("CredentialKind", words);
}

} // namespace

int credentialLabelWidth(const QWidget &form)
{
    int width = 0;
    for (const CredentialForm &kind : credentialForms()) {
        for (const CredentialField &field : kind.fields)
            width = std::max(width, form.fontMetrics().horizontalAdvance(translated(field.words)));
    }
    return width + 4; // a label asks for a little more than its words
}

QString kindWords(CredentialKind kind)
{
    return translated(formOf(kind).words);
}

Result<CredentialValues> withFiles(CredentialKind kind, CredentialValues written)
{
    for (const CredentialField &field : formOf(kind).fields) {
        if (field.form != FieldForm::File)
            continue;
        Result<QByteArray> content = keyFileContent(QString::fromUtf8(written.value(field.name)));
        if (!content)
            return failure(content);
        written[field.name] = std::move(*content);
    }
    return written;
}

CredentialFields::CredentialFields(CredentialKind kind, QWidget *parent)
    : QWidget(parent),
      m_layout(new QFormLayout(this))
{
    dressForm(*m_layout);
    for (const CredentialField &field : formOf(kind).fields)
        addField(field);
}

void CredentialFields::addField(const CredentialField &field)
{
    const QString words = translated(field.words);
    auto *text = new QLineEdit(this);
    text->setAccessibleName(words);
    if (field.form == FieldForm::Secret)
        text->setEchoMode(QLineEdit::Password);
    if (field.isOptional)
        text->setPlaceholderText(tr("may be empty"));
    connect(text, &QLineEdit::textChanged, this, &CredentialFields::changed);
    m_rows.push_back({field, text});
    auto *label = new QLabel(words, this);
    label->setBuddy(text);
    label->setMinimumWidth(credentialLabelWidth(*this));
    if (field.form != FieldForm::File) {
        m_layout->addRow(label, text);
        return;
    }
    auto *place = new QWidget(this);
    auto *choose = new QPushButton(tr("Choose…"), place);
    choose->setAccessibleName(tr("Choose the key file"));
    choose->setAutoDefault(false);
    auto *line = new QHBoxLayout(place);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(text, 1);
    line->addWidget(choose);
    m_layout->addRow(label, place);
    connect(choose, &QPushButton::clicked, this, [this, text] { chooseFile(text); });
}

void CredentialFields::chooseFile(QLineEdit *path)
{
    auto *dialog = new QFileDialog(this, tr("Key file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, path, &QLineEdit::setText);
    dialog->open();
}

bool CredentialFields::isComplete() const
{
    return std::ranges::all_of(
        m_rows, [](const Row &row) { return row.field.isOptional || !row.text->text().trimmed().isEmpty(); });
}

CredentialValues CredentialFields::written() const
{
    CredentialValues values;
    for (const Row &row : m_rows)
        values[row.field.name] = row.text->text().toUtf8();
    return values;
}

void CredentialFields::focusFirst()
{
    m_rows.front().text->setFocus();
}

} // namespace larder

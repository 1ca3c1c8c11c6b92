#include "ui/dialogs/keyeditor.h"

#include "core/sync/bindingkeys.h"
#include "ui/dialogs/keylabels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownLines = 2; // more scroll

} // namespace

KeyEditor::KeyEditor(const BindingKey &key, QWidget *place) : QObject(place)
{
    switch (key.form) {
    case KeyForm::Flag:
        m_flag = new QCheckBox(flagWords(key), place);
        connect(m_flag, &QCheckBox::toggled, this, &KeyEditor::edited);
        break;
    case KeyForm::List:
        m_list = new QPlainTextEdit(place);
        m_list->setTabChangesFocus(true);
        m_list->setFixedHeight(place->fontMetrics().lineSpacing() * shownLines + 18);
        connect(m_list, &QPlainTextEdit::textChanged, this, &KeyEditor::edited);
        break;
    case KeyForm::Choice:
        m_choice = new QComboBox(place);
        for (const Choice &choice : choicesOf(key))
            m_choice->addItem(choice.words, choice.value);
        m_choice->setFocusPolicy(Qt::StrongFocus);
        m_choice->installEventFilter(this);
        connect(m_choice, &QComboBox::currentIndexChanged, this, &KeyEditor::edited);
        break;
    case KeyForm::Text:
    case KeyForm::Number:
        m_line = new QLineEdit(place);
        connect(m_line, &QLineEdit::textChanged, this, &KeyEditor::edited);
        break;
    }
    setPlaceholder(exampleOf(key));
    widget()->setToolTip(helpOf(key));
    widget()->setAccessibleName(labelOf(key));
    widget()->setAccessibleDescription(helpOf(key));
}

QWidget *KeyEditor::widget() const
{
    if (m_line)
        return m_line;
    if (m_list)
        return m_list;
    return m_flag ? static_cast<QWidget *>(m_flag) : m_choice;
}

QStringList KeyEditor::values() const
{
    if (m_flag)
        return m_flag->isChecked() ? QStringList{u"yes"_s} : QStringList();
    if (m_choice)
        return linesOf(m_choice->currentData().toString());
    return linesOf(m_line ? m_line->text() : m_list->toPlainText());
}

void KeyEditor::set(const QStringList &values)
{
    const QSignalBlocker quietly(widget());
    if (m_line)
        m_line->setText(values.value(0));
    else if (m_list)
        m_list->setPlainText(values.join(u'\n'));
    else if (m_flag)
        m_flag->setChecked(!values.isEmpty());
    else
        m_choice->setCurrentIndex(m_choice->findData(values.value(0, u""_s)));
}

void KeyEditor::setPlaceholder(const QString &words)
{
    if (m_line)
        m_line->setPlaceholderText(words);
    if (m_list)
        m_list->setPlaceholderText(words);
}

void KeyEditor::suggest(const QStringList &words)
{
    if (!m_line || words.isEmpty())
        return;
    auto *completer = new QCompleter(words, m_line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_line->setCompleter(completer);
    m_line->setPlaceholderText(words.join(u", "_s));
}

/// Who scrolls the form past a choice does not mean to change it.
bool KeyEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel || widget()->hasFocus())
        return QObject::eventFilter(watched, event);
    event->ignore();
    return true;
}

} // namespace larder

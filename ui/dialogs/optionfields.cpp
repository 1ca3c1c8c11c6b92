#include "ui/dialogs/optionfields.h"

#include "core/sources/glob.h"
#include "core/sync/bindingkeys.h"
#include "core/wording/runwords.h"
#include "ui/dialogs/keylabels.h"
#include "ui/pages/settingsform.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownPatterns = 2; // lines; more scroll

/// The table of keys keeps patterns as they are written; here a mistake in one is told at once.
Result<void> checkGlobs(const BindingKey &key, const QStringList &values)
{
    if (key.form != KeyForm::List)
        return {};
    for (const QString &pattern : values) {
        if (const auto glob = Glob::parse(pattern); !glob)
            return failure(glob);
    }
    return {};
}

} // namespace

QStringList optionKeys()
{
    QStringList keys;
    for (const BindingKey &key : bindingKeys()) {
        if (isOption(key))
            keys << key.name;
    }
    return keys;
}

int dialogLabelWidth(const QWidget &form)
{
    int width = 0;
    for (const BindingKey &key : bindingKeys()) {
        if (isOption(key))
            width = std::max(width, form.fontMetrics().horizontalAdvance(labelOf(key)));
    }
    return width + 4; // a label asks for a little more than its words
}

OptionFields::OptionFields(const QStringList &keys, QWidget *parent)
    : QWidget(parent),
      m_layout(new QFormLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(16);
    m_layout->setVerticalSpacing(8);
    m_layout->setLabelAlignment(Qt::AlignLeft);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_fields.reserve(size_t(keys.size()));
    for (const QString &name : keys) {
        if (const BindingKey *key = findBindingKey(name))
            addField(*key);
    }
}

void OptionFields::addField(const BindingKey &key)
{
    const size_t number = m_fields.size();
    Field field{.key = &key};
    auto *place = new QWidget(this);
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    const auto judgeIt = [this, number] { judge(number); };
    switch (key.form) {
    case KeyForm::Flag:
        field.flag = new QCheckBox(flagWords(key), place);
        connect(field.flag, &QCheckBox::toggled, this, judgeIt);
        break;
    case KeyForm::List:
        field.list = new QPlainTextEdit(place);
        field.list->setTabChangesFocus(true);
        field.list->setPlaceholderText(exampleOf(key));
        field.list->setFixedHeight(fontMetrics().lineSpacing() * shownPatterns + 16);
        connect(field.list, &QPlainTextEdit::textChanged, this, judgeIt);
        break;
    case KeyForm::Text:
    case KeyForm::Number:
        field.text = new QLineEdit(place);
        field.text->setPlaceholderText(exampleOf(key));
        connect(field.text, &QLineEdit::textChanged, this, judgeIt);
        break;
    }
    QWidget *editor = field.editor();
    editor->setToolTip(helpOf(key));
    editor->setAccessibleName(labelOf(key));
    editor->setAccessibleDescription(helpOf(key));
    field.mistake = new QLabel(place);
    field.mistake->setWordWrap(true);
    field.mistake->setMinimumWidth(1);
    field.mistake->setFont(smallFont(font()));
    field.mistake->hide();
    layout->addWidget(editor);
    layout->addWidget(field.mistake);
    auto *name = new QLabel(labelOf(key), this);
    name->setBuddy(editor);
    name->setMinimumWidth(dialogLabelWidth(*this));
    name->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    name->setContentsMargins(0, field.flag ? 0 : 7, 0, 0); // beside the first line of its field
    m_layout->addRow(name, place);
    m_fields.push_back(field);
}

QWidget *OptionFields::Field::editor() const
{
    return text ? static_cast<QWidget *>(text) : list ? static_cast<QWidget *>(list) : flag;
}

QStringList OptionFields::valuesOf(const Field &field)
{
    if (field.flag)
        return {field.flag->isChecked() ? u"yes"_s : u"no"_s};
    return field.list ? linesOf(field.list->toPlainText()) : QStringList{field.text->text().trimmed()};
}

void OptionFields::judge(size_t number)
{
    Field &field = m_fields[number];
    Binding ignored;
    const QStringList values = valuesOf(field);
    Result<void> parsed = field.key->parse(ignored, values);
    if (parsed)
        parsed = checkGlobs(*field.key, values);
    field.isValid = parsed.has_value();
    tellMistake(*field.mistake, *field.editor(), parsed ? QString() : errorSentence(parsed.error()));
    Q_EMIT changed();
}

bool OptionFields::isValid() const
{
    return std::ranges::all_of(m_fields, &Field::isValid);
}

void OptionFields::into(Binding &binding) const
{
    for (const Field &field : m_fields)
        (void)field.key->parse(binding, valuesOf(field)); // judged while it was written
}

void OptionFields::suggest(const QString &key, const QStringList &words)
{
    const auto field =
        std::ranges::find_if(m_fields, [&key](const Field &each) { return each.key->name == key; });
    if (field == m_fields.end() || !field->text || words.isEmpty())
        return;
    auto *completer = new QCompleter(words, field->text);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    field->text->setCompleter(completer);
    field->text->setPlaceholderText(words.join(u", "_s));
}

} // namespace larder

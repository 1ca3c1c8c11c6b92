#include "ui/dialogs/optionfields.h"

#include "core/sources/glob.h"
#include "core/sync/bindingkeys.h"
#include "core/wording/runwords.h"
#include "ui/dialogs/dialogform.h"
#include "ui/dialogs/keyeditor.h"
#include "ui/dialogs/keylabels.h"
#include "ui/pages/settingsform.h"
#include "ui/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

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
    dressForm(*m_layout);
    m_fields.reserve(size_t(keys.size()));
    for (const QString &name : keys) {
        if (const BindingKey *key = findBindingKey(name))
            addField(*key);
    }
}

void OptionFields::addField(const BindingKey &key)
{
    const size_t number = m_fields.size();
    auto *place = new QWidget(this);
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    Field field{.key = &key, .editor = new KeyEditor(key, place), .mistake = new QLabel(place)};
    connect(field.editor, &KeyEditor::edited, this, [this, number] { judge(number); });
    field.mistake->setWordWrap(true);
    field.mistake->setMinimumWidth(1);
    field.mistake->setFont(smallFont(font()));
    field.mistake->hide();
    layout->addWidget(field.editor->widget());
    layout->addWidget(field.mistake);
    auto *name = new QLabel(labelOf(key), this);
    name->setBuddy(field.editor->widget());
    name->setMinimumWidth(dialogLabelWidth(*this));
    name->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    name->setContentsMargins(0, key.form == KeyForm::Flag ? 0 : 7, 0,
                             0); // beside the first line of its field
    m_layout->addRow(name, place);
    m_fields.push_back(field);
}

void OptionFields::judge(size_t number)
{
    Field &field = m_fields[number];
    Binding ignored;
    const QStringList values = field.editor->values();
    Result<void> parsed = field.key->parse(ignored, values);
    if (parsed)
        parsed = checkGlobs(*field.key, values);
    field.isValid = parsed.has_value();
    tellMistake(*field.mistake, *field.editor->widget(), parsed ? QString() : errorSentence(parsed.error()));
    Q_EMIT changed();
}

bool OptionFields::isValid() const
{
    return std::ranges::all_of(m_fields, &Field::isValid);
}

void OptionFields::into(Binding &binding) const
{
    for (const Field &field : m_fields)
        (void)field.key->parse(binding, field.editor->values()); // judged while it was written
}

void OptionFields::suggest(const QString &key, const QStringList &words)
{
    const auto field =
        std::ranges::find_if(m_fields, [&key](const Field &each) { return each.key->name == key; });
    if (field != m_fields.end())
        field->editor->suggest(words);
}

} // namespace larder

#include "ui/dialogs/optionfields.h"

#include "core/sources/glob.h"
#include "core/sync/bindingkeys.h"
#include "core/wording/runwords.h"
#include "ui/pages/settingsform.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// How a key is called where there is room for words.
struct KeyWords {
    QLatin1StringView key;
    const char *label;
    const char *example;
};

constexpr KeyWords keyWords[] = {
    {"include"_L1, QT_TRANSLATE_NOOP("larder::OptionFields", "Only files like"), "*.csv *.parquet"},
    {"exclude"_L1, QT_TRANSLATE_NOOP("larder::OptionFields", "Not files like"), "*.tmp old/"},
    {"zone"_L1, QT_TRANSLATE_NOOP("larder::OptionFields", "Time zone of its own"), "Europe/Paris"},
    {"expect"_L1, QT_TRANSLATE_NOOP("larder::OptionFields", "Upload expected by"), "06:00, weekdays@06:00"},
    {"settle"_L1, QT_TRANSLATE_NOOP("larder::OptionFields", "Must hold still for"), "2m"},
    {"recheck"_L1, QT_TRANSLATE_NOOP("larder::OptionFields", "Background looks every"), "15m"},
    {"newest"_L1, QT_TRANSLATE_NOOP("larder::OptionFields", "Only the newest"), "30"},
    {"since"_L1, QT_TRANSLATE_NOOP("larder::OptionFields", "Only younger than"), "7d"},
    {"keep"_L1, QT_TRANSLATE_NOOP("larder::OptionFields", "Snapshots to keep"), "7"},
    {"allow-empty"_L1, QT_TRANSLATE_NOOP("larder::OptionFields", "An empty source is no failure"), ""},
    {"stale-if-error"_L1,
     QT_TRANSLATE_NOOP("larder::OptionFields", "Give readers the stale copy when the source cannot be asked"),
     ""},
};

const KeyWords *wordsOf(const QString &key)
{
    const auto *found = std::ranges::find(keyWords, key, &KeyWords::key);
    return found == std::end(keyWords) ? nullptr : found;
}

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
        if (wordsOf(key.name))
            keys << key.name;
    }
    return keys;
}

int dialogLabelWidth(const QWidget &form)
{
    int width = 0;
    for (const KeyWords &words : keyWords) {
        if (*words.example != '\0')
            width = std::max(width, form.fontMetrics().horizontalAdvance(OptionFields::tr(words.label)));
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
    const KeyWords *words = wordsOf(key.name);
    const QString label = words ? tr(words->label) : key.name;
    const size_t number = m_fields.size();
    Field field{.key = &key};
    if (key.form == KeyForm::Flag) {
        field.flag = new QCheckBox(label, this);
        field.flag->setToolTip(helpOf(key));
        m_layout->addRow(field.flag);
        connect(field.flag, &QCheckBox::toggled, this, &OptionFields::changed);
        m_fields.push_back(field);
        return;
    }
    auto *place = new QWidget(this);
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    field.text = new QLineEdit(place);
    field.text->setPlaceholderText(words ? QString::fromLatin1(words->example) : key.takes);
    field.text->setToolTip(helpOf(key));
    field.text->setAccessibleName(label);
    field.text->setAccessibleDescription(helpOf(key));
    field.mistake = new QLabel(place);
    field.mistake->setWordWrap(true);
    field.mistake->setMinimumWidth(1);
    field.mistake->setFont(smallFont(font()));
    setInk(*field.mistake, Ink::Bad);
    field.mistake->hide();
    layout->addWidget(field.text);
    layout->addWidget(field.mistake);
    auto *name = new QLabel(label, this);
    name->setBuddy(field.text);
    name->setMinimumWidth(dialogLabelWidth(*this));
    m_layout->addRow(name, place);
    connect(field.text, &QLineEdit::textChanged, this, [this, number] { judge(number); });
    m_fields.push_back(field);
}

QStringList OptionFields::valuesOf(const Field &field)
{
    if (field.flag)
        return {field.flag->isChecked() ? u"yes"_s : u"no"_s};
    const QString text = field.text->text().trimmed();
    if (field.key->form == KeyForm::List)
        return text.split(u' ', Qt::SkipEmptyParts);
    return {text};
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
    tellMistake(*field.mistake, *field.text, parsed ? QString() : errorSentence(parsed.error()));
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

QString helpOf(const BindingKey &key)
{
    return QCoreApplication::translate("BindingKey", key.help);
}

} // namespace larder

#include "ui/pages/details/bindingtab.h"

#include "core/base/duration.h"
#include "core/sources/address.h"
#include "core/sources/sourcetable.h"
#include "core/wording/bindingwords.h"
#include "core/wording/runwords.h"
#include "ui/dialogs/keyeditor.h"
#include "ui/dialogs/keylabels.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/settingsform.h"
#include "ui/theme.h"

#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

bool isOfFirstColumn(const BindingKey &key)
{
    return std::ranges::contains(
        std::array{"url"_L1, "include"_L1, "exclude"_L1, "policy"_L1, "zone"_L1, "expect"_L1}, key.name);
}

/// What an empty field means.
QString defaultOf(const BindingKey &key, const QByteArray &customerZone)
{
    const Binding plain;
    if (key.name == "policy"_L1)
        return plain.policy;
    if (key.name == "zone"_L1)
        return BindingTab::tr("as the customer: %1").arg(QString::fromUtf8(customerZone));
    if (key.name == "recheck"_L1)
        return durationText(*plain.recheck);
    if (key.name == "time-limit"_L1)
        return durationText(plain.timeLimit);
    if (key.name == "keep"_L1)
        return QString::number(plain.keep);
    if (key.name == "expect"_L1 || key.name == "settle"_L1)
        return u"off"_s;
    if (key.name == "newest"_L1 || key.name == "since"_L1)
        return BindingTab::tr("all");
    return key.form == KeyForm::List ? exampleOf(key) : QString();
}

/// The value in words, where that says more than the value.
QString meaningOf(const BindingKey &key, const Binding &binding, const std::optional<UsualUpload> &usual)
{
    if (key.name == "expect"_L1 && binding.expect.isEmpty() && usual)
        return usualUploadInWords(usual->by);
    if (key.name == "policy"_L1)
        return policyInWords(binding.policy);
    if (key.name == "expect"_L1)
        return expectInWords(binding.expect);
    if (key.name == "recheck"_L1)
        return recheckInWords(recheckInForce(binding));
    return {};
}

/// As it would be kept: `~/exports` is an address for people.
Result<void> validate(Binding binding)
{
    const auto url = absoluteUrl(binding.url, QDir::currentPath(), QDir::homePath());
    if (!url)
        return failure(url);
    binding.url = *url;
    return validateBinding(binding);
}

} // namespace

struct BindingTab::Field {
    const BindingKey *key = nullptr;
    KeyEditor *editor = nullptr;
    QLabel *meaning = nullptr;
    QLabel *mistake = nullptr;
    QFormLayout *form = nullptr;
    QWidget *cell = nullptr;
    QStringList saved;
    std::optional<QStringList> sent; ///< by the last save; what is still so is not being edited

    [[nodiscard]] QStringList values() const { return editor->values(); }
    [[nodiscard]] bool isEdited() const { return values() != saved; }
    void setMistake(const QString &words) const
    {
        tellMistake(*mistake, *editor->widget(), words);
        editor->widget()->setAccessibleDescription(words.isEmpty() ? helpOf(*key) : words);
    }
};

BindingTab::BindingTab(QWidget *parent)
    : QWidget(parent),
      m_scroll(new QScrollArea(this)),
      m_message(new QLabel(this)),
      m_save(new QPushButton(tr("Save"), this)),
      m_revert(new QPushButton(tr("Revert"), this))
{
    auto *content = new QWidget(m_scroll);
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(pageMargin, 12, pageMargin, 12);
    columns->setSpacing(32);
    const auto addColumn = [columns](int stretch) {
        auto *form = new QFormLayout;
        form->setHorizontalSpacing(12);
        form->setVerticalSpacing(8);
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
        auto *column = new QVBoxLayout; // keeps the rows of the shorter form together
        column->addLayout(form);
        column->addStretch(1);
        columns->addLayout(column, stretch);
        return form;
    };
    // What is taken and when it goes stale, beside how it is kept.
    QFormLayout *first = addColumn(5);
    QFormLayout *second = addColumn(4);
    for (const BindingKey &key : bindingKeys())
        addField(isOfFirstColumn(key) ? *first : *second, key);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);

    m_save->setProperty("primary", true);
    m_save->setToolTip(tr("Write what was edited (Ctrl+S)"));
    m_save->setShortcut(QKeySequence::Save);
    m_revert->setToolTip(tr("Take back what was edited"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    connect(m_save, &QPushButton::clicked, this, &BindingTab::save);
    connect(m_revert, &QPushButton::clicked, this, &BindingTab::revert);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(pageMargin, 8, pageMargin, 8);
    foot->setSpacing(8);
    foot->addWidget(m_message, 1);
    foot->addWidget(m_revert);
    foot->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(foot);
    clear();
}

BindingTab::~BindingTab() = default;

void BindingTab::addField(QFormLayout &form, const BindingKey &key)
{
    auto field = std::make_unique<Field>();
    Field *made = field.get();
    made->key = &key;
    auto *cell = new QWidget;
    auto *column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    made->meaning = new QLabel(cell);
    setInk(*made->meaning, Ink::Quiet);
    made->editor = new KeyEditor(key, cell);
    QWidget *editor = made->editor->widget();
    connect(made->editor, &KeyEditor::edited, this, [this, made] { edited(*made); });
    const bool isWide = key.name == "url"_L1 || key.form == KeyForm::List;
    if (!isWide && key.form != KeyForm::Flag && key.form != KeyForm::Choice)
        editor->setMaximumWidth(fontMetrics().averageCharWidth() * 26);
    row->addWidget(editor, 1);
    row->addWidget(made->meaning, isWide ? 0 : 1);
    made->meaning->setVisible(!isWide);
    made->mistake = new QLabel(cell);
    made->mistake->setTextFormat(Qt::PlainText);
    made->mistake->setWordWrap(true);
    column->addLayout(row);
    column->addWidget(made->mistake);
    auto *label = new QLabel(labelOf(key), this);
    label->setBuddy(editor);
    label->setToolTip(u"%1: %2"_s.arg(key.name, helpOf(key)));
    label->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    label->setContentsMargins(0, key.form == KeyForm::Flag ? 0 : 7, 0,
                              0); // beside the first line of its editor
    editor->setObjectName(key.name);
    made->setMistake({});
    form.addRow(label, cell);
    made->form = &form;
    made->cell = cell;
    m_fields.push_back(std::move(field));
}

void BindingTab::show(const DatasetOverview &overview)
{
    const bool isOther = overview.name != m_overview.name;
    if (isOther)
        putDraftAside();
    m_overview = overview;
    m_scroll->setEnabled(true);
    if (isOther) {
        m_isSaving = false;
        m_message->clear();
        m_scroll->ensureVisible(0, 0);
    }
    for (const auto &field : m_fields) {
        const bool isBeingEdited =
            !isOther && field->isEdited() && (m_isSaving || field->values() != field->sent);
        if (!m_isSaving)
            field->sent.reset();
        field->saved = field->key->print(overview.binding);
        if (!isBeingEdited)
            takeValue(*field);
    }
    if (isOther)
        takeUpDraft();
    showWhatBucketsHave();
    updateButtons();
}

/// Keys of buckets stand there for buckets only, and where one has a value nevertheless.
void BindingTab::showWhatBucketsHave()
{
    const auto url =
        std::ranges::find_if(m_fields, [](const auto &field) { return field->key->name == "url"_L1; });
    const QStringList keys = bucketKeysOf((*url)->values().value(0).section(u':', 0, 0).toLower());
    for (const auto &field : m_fields) {
        if (field->key->isOfBucket)
            field->form->setRowVisible(field->cell,
                                       keys.contains(field->key->name) || !field->values().isEmpty());
    }
}

void BindingTab::clear()
{
    putDraftAside();
    m_overview = {};
    m_isSaving = false;
    for (const auto &field : m_fields) {
        field->saved.clear();
        takeValue(*field);
    }
    showWhatBucketsHave();
    m_message->clear();
    m_scroll->setEnabled(false);
    updateButtons();
}

void BindingTab::takeValue(Field &field)
{
    field.editor->set(field.saved);
    field.editor->setPlaceholder(defaultOf(*field.key, m_overview.customerZone));
    field.setMistake({});
    updateMeaning(field);
}

void BindingTab::putDraftAside()
{
    Draft draft;
    for (const auto &field : m_fields) {
        if (field->isEdited())
            draft.insert(field->key->name, field->values());
    }
    if (!draft.isEmpty())
        m_drafts.insert(m_overview.name, draft);
}

/// What was saved meanwhile is no longer an edit.
void BindingTab::takeUpDraft()
{
    const Draft draft = m_drafts.take(m_overview.name);
    for (const auto &field : m_fields) {
        const auto values = draft.constFind(field->key->name);
        if (values == draft.constEnd())
            continue;
        field->editor->set(*values);
        judge(*field);
    }
    if (!isEdited())
        return;
    m_message->setText(tr("Edited before, and not saved yet"));
    setInk(*m_message, Ink::Quiet);
}

void BindingTab::forget(const DatasetName &dataset)
{
    m_drafts.remove(dataset);
    if (m_overview.name == dataset)
        revert();
}

/// Each mistake is told while it is being made: the keys' parsers are pure.
void BindingTab::edited(Field &field)
{
    judge(field);
    m_message->clear();
    updateButtons();
}

void BindingTab::judge(Field &field)
{
    Binding tried = m_overview.binding;
    auto parsed = setBindingKey(tried, field.key->name, field.values());
    if (parsed && field.isEdited())
        parsed = validate(tried);
    field.setMistake(parsed ? QString() : errorSentence(parsed.error()));
    updateMeaning(field);
    showWhatBucketsHave();
}

void BindingTab::updateMeaning(Field &field)
{
    Binding tried = m_overview.binding;
    const bool isUnderstood = setBindingKey(tried, field.key->name, field.values()).has_value();
    field.meaning->setText(isUnderstood ? meaningOf(*field.key, tried, m_overview.usualUpload) : QString());
}

void BindingTab::revert()
{
    for (const auto &field : m_fields)
        takeValue(*field);
    m_message->clear();
    updateButtons();
}

QList<KeyValue> BindingTab::changedKeys() const
{
    QList<KeyValue> settings;
    for (const auto &field : m_fields) {
        if (!field->isEdited())
            continue;
        const QStringList values = field->values();
        for (const QString &value : values)
            settings << KeyValue{field->key->name, value};
        if (values.isEmpty())
            settings << KeyValue{field->key->name, field->key->form == KeyForm::Flag ? u"no"_s : QString()};
    }
    return settings;
}

void BindingTab::save()
{
    const QList<KeyValue> settings = changedKeys();
    if (settings.isEmpty())
        return;
    for (const auto &field : m_fields)
        field->sent = field->values();
    m_isSaving = true;
    m_message->setText(tr("Saving…"));
    setInk(*m_message, Ink::Quiet);
    updateButtons();
    Q_EMIT saveRequested(settings);
}

void BindingTab::showSaved()
{
    m_isSaving = false;
    for (const auto &field : m_fields)
        field->saved = field->sent.value_or(field->saved);
    m_message->setText(tr("Saved"));
    setInk(*m_message, Ink::Quiet);
    updateButtons();
}

void BindingTab::showSaveError(const Error &error)
{
    m_isSaving = false;
    const auto meant = std::ranges::find_if(
        m_fields, [&error](const auto &field) { return field->key->name == error.subject; });
    if (meant != m_fields.end()) {
        (*meant)->setMistake(errorSentence(error));
        m_scroll->ensureWidgetVisible((*meant)->editor->widget());
        (*meant)->editor->widget()->setFocus();
        m_message->clear();
    } else {
        m_message->setText(errorSentence(error));
        setInk(*m_message, Ink::Bad);
    }
    updateButtons();
}

bool BindingTab::isEdited() const
{
    return std::ranges::any_of(m_fields, [](const auto &field) { return field->isEdited(); });
}

QList<DatasetName> BindingTab::unsaved() const
{
    QList<DatasetName> names = m_drafts.keys();
    const bool isUnsaved = std::ranges::any_of(m_fields, [this](const auto &field) {
        return field->isEdited() && !(m_isSaving && field->values() == field->sent);
    });
    if (isUnsaved)
        names << m_overview.name;
    std::ranges::sort(names);
    return names;
}

void BindingTab::updateButtons()
{
    const bool isMistaken =
        std::ranges::any_of(m_fields, [](const auto &field) { return !field->mistake->text().isEmpty(); });
    m_save->setEnabled(isEdited() && !isMistaken && !m_isSaving);
    m_revert->setEnabled(isEdited() && !m_isSaving);
    Q_EMIT editedChanged(isEdited());
}

} // namespace larder

#include "ui/dialogs/namefields.h"

#include "core/freshness/walltime.h"
#include "core/wording/runwords.h"
#include "ui/dialogs/dialogform.h"
#include "ui/dialogs/naming.h"
#include "ui/dialogs/optionfields.h"
#include "ui/pages/settingsform.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// By a person: what is emptied, or is again what was suggested, follows the address.
bool isWritten(const QString &text, const QString &suggested)
{
    return !text.isEmpty() && text != suggested;
}

} // namespace

NameFields::NameFields(QWidget *parent)
    : QWidget(parent),
      m_layout(new QFormLayout(this)),
      m_customer(new QComboBox(this)),
      m_displayName(new QLineEdit(this)),
      m_slug(new QLineEdit(this)),
      m_zone(new QComboBox(this)),
      m_dataset(new QLineEdit(this))
{
    dressForm(*m_layout);
    m_customer->setAccessibleName(tr("Customer"));
    m_displayName->setPlaceholderText(tr("Acme Textiles"));
    m_displayName->setAccessibleName(tr("Display name of the new customer"));
    m_slug->setPlaceholderText(u"acme"_s);
    m_slug->setAccessibleName(tr("Short name of the new customer"));
    for (QComboBox *choice : {m_customer, m_zone}) { // a long name never widens the dialog
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(20);
    }
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->setMaxVisibleItems(12);
    m_zone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_zone->completer()->setFilterMode(Qt::MatchContains);
    m_zone->setAccessibleName(tr("Time zone of the new customer"));
    m_dataset->setPlaceholderText(u"shipments"_s);
    m_dataset->setAccessibleName(tr("Name of the dataset"));
    const auto addRow = [this](const QString &words, QWidget *buddy, QWidget *field) {
        auto *label = new QLabel(words, this);
        label->setBuddy(buddy);
        label->setMinimumWidth(dialogLabelWidth(*this));
        m_layout->addRow(label, field);
    };
    addRow(tr("Customer"), m_customer, m_customer);
    addRow(tr("Display name"), m_displayName, withMistake(m_displayName, m_customerMistake));
    addRow(tr("Short name"), m_slug, withMistake(m_slug, m_slugMistake));
    addRow(tr("Time zone"), m_zone, withMistake(m_zone, m_zoneMistake));
    addRow(tr("Dataset"), m_dataset, withMistake(m_dataset, m_datasetMistake));

    connect(m_customer, &QComboBox::activated, this, [this] { m_isCustomerChosen = true; });
    connect(m_customer, &QComboBox::currentIndexChanged, this, &NameFields::showCustomer);
    connect(m_displayName, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (!m_isSlugWritten)
            m_slug->setText(slugFrom(text));
        judge();
    });
    connect(m_displayName, &QLineEdit::textEdited, this,
            [this](const QString &text) { m_isCustomerChosen = isWritten(text, m_suggestedCustomer); });
    connect(m_slug, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_isSlugWritten = isWritten(text, slugFrom(m_displayName->text()));
        m_isCustomerChosen = m_isCustomerChosen || m_isSlugWritten;
    });
    connect(m_slug, &QLineEdit::textChanged, this, &NameFields::judge);
    connect(m_zone, &QComboBox::currentTextChanged, this, &NameFields::judge);
    connect(m_zone, &QComboBox::activated, this, [this] { m_isZoneWritten = true; });
    connect(m_zone->lineEdit(), &QLineEdit::textEdited, this,
            [this](const QString &text) { m_isZoneWritten = !text.isEmpty(); });
    connect(m_dataset, &QLineEdit::textEdited, this,
            [this](const QString &text) { m_isDatasetWritten = isWritten(text, m_suggestedDataset); });
    connect(m_dataset, &QLineEdit::textChanged, this, &NameFields::judge);
    take({});
}

QWidget *NameFields::withMistake(QWidget *field, QLabel *&mistake)
{
    auto *place = new QWidget(this);
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    mistake = new QLabel(place);
    mistake->setWordWrap(true);
    mistake->setMinimumWidth(1);
    mistake->setTextFormat(Qt::PlainText);
    mistake->setFont(smallFont(font()));
    mistake->hide();
    layout->addWidget(field);
    layout->addWidget(mistake);
    return place;
}

/// What was chosen stays chosen. A customer who is gone by now is never exchanged for another one: the new
/// customer's empty fields ask.
void NameFields::take(const KnownNames &known)
{
    const QString chosen = m_customer->currentData().toString();
    const bool wasAsked = !m_known.customers.empty() || m_isCustomerChosen;
    m_known = known;
    const QSignalBlocker quiet(m_customer);
    m_customer->clear();
    for (const Customer &customer : m_known.customers) {
        m_customer->addItem(customer.displayName == customer.slug
                                ? customer.slug
                                : tr("%1 (%2)").arg(customer.displayName, customer.slug),
                            customer.slug);
    }
    m_customer->addItem(tr("A new customer…"), QString());
    const int again = wasAsked ? m_customer->findData(chosen) : -1;
    m_customer->setCurrentIndex(again < 0 ? m_customer->count() - 1 : again);
    const QString zone = m_isZoneWritten ? m_zone->currentText() : QString::fromLatin1(m_known.systemZone);
    m_zone->clear();
    for (const QByteArray &id : m_known.zones)
        m_zone->addItem(QString::fromLatin1(id));
    m_zone->setCurrentText(zone);
    showCustomer();
}

void NameFields::suggest(const QString &address)
{
    m_suggestedDataset = suggestedDataset(address);
    m_suggestedCustomer = suggestedCustomer(address);
    if (!m_isDatasetWritten)
        m_dataset->setText(m_suggestedDataset);
    if (m_isCustomerChosen)
        return;
    const int known =
        m_suggestedCustomer.isEmpty() ? -1 : m_customer->findData(slugFrom(m_suggestedCustomer));
    m_customer->setCurrentIndex(known < 0 ? m_customer->count() - 1 : known);
    if (isNewCustomer())
        m_displayName->setText(m_suggestedCustomer);
}

DatasetName NameFields::name() const
{
    const QString customer =
        isNewCustomer() ? m_slug->text().trimmed() : m_customer->currentData().toString();
    return {customer, m_dataset->text().trimmed()};
}

QString NameFields::newCustomerName() const
{
    return isNewCustomer() ? m_displayName->text().simplified() : QString();
}

QByteArray NameFields::zone() const
{
    if (isNewCustomer())
        return m_zone->currentText().trimmed().toUtf8();
    const auto known =
        std::ranges::find(m_known.customers, m_customer->currentData().toString(), &Customer::slug);
    return known == m_known.customers.end() ? m_known.systemZone : known->zone;
}

bool NameFields::isNewCustomer() const
{
    return m_customer->currentData().toString().isEmpty();
}

void NameFields::tellConflict(const QString &words)
{
    tellMistake(*m_datasetMistake, *m_dataset, words);
}

/// What is only asked of a new customer is shown for one; the choice itself, once there is something to
/// choose.
void NameFields::showCustomer()
{
    m_layout->setRowVisible(m_customer, !m_known.customers.empty());
    for (QWidget *field : {static_cast<QWidget *>(m_displayName), static_cast<QWidget *>(m_slug),
                           static_cast<QWidget *>(m_zone)})
        m_layout->setRowVisible(field->parentWidget(), isNewCustomer());
    judge();
}

void NameFields::judge()
{
    const QString customer = customerMistake();
    const QString slug = slugMistake();
    const QString zone = zoneMistake();
    const QString dataset = datasetMistake();
    tellMistake(*m_customerMistake, *m_displayName, customer);
    tellMistake(*m_slugMistake, *m_slug, slug);
    tellMistake(*m_zoneMistake, *m_zone, zone);
    tellMistake(*m_datasetMistake, *m_dataset, dataset);
    const bool hasCustomer = !isNewCustomer() || !m_displayName->text().simplified().isEmpty();
    if (!hasCustomer && customer.isEmpty())
        tellNeed(*m_customerMistake, tr("Needed: how the customer is called."));
    if (hasCustomer && isNewCustomer() && m_slug->text().trimmed().isEmpty())
        tellNeed(*m_slugMistake, tr("Needed: a name for folders and commands, such as acme."));
    if (name().dataset.isEmpty())
        tellNeed(*m_datasetMistake, tr("Needed: a name for folders and commands, such as shipments."));
    const bool isComplete = hasCustomer && !name().customer.isEmpty() && !name().dataset.isEmpty();
    m_isValid = isComplete && customer.isEmpty() && slug.isEmpty() && zone.isEmpty() && dataset.isEmpty();
    Q_EMIT changed();
}

/// An empty field is no mistake yet; what it keeps waiting is said all the same.
QString NameFields::customerMistake() const
{
    const bool hasNothing = m_displayName->text().simplified().isEmpty() && !m_slug->text().isEmpty();
    return isNewCustomer() && hasNothing ? tr("Say how the customer is called.") : QString();
}

QString NameFields::shortNameMistake(const QString &name) const
{
    if (isSlug(name))
        return {};
    if (name.size() > longestSlug && isSlug(name.first(longestSlug)))
        return tr("At most %1 characters; these are %2. It is also a folder's name.")
            .arg(longestSlug)
            .arg(name.size());
    return tr("Small letters, digits, and . _ - after the first: it is also a folder's name.");
}

QString NameFields::slugMistake() const
{
    const QString slug = m_slug->text().trimmed();
    if (!isNewCustomer() || slug.isEmpty())
        return {};
    if (const QString mistake = shortNameMistake(slug); !mistake.isEmpty())
        return mistake;
    if (std::ranges::contains(m_known.customers, slug, &Customer::slug))
        return tr("There is a customer %1 already: choose it above, or take another short name.").arg(slug);
    return {};
}

QString NameFields::zoneMistake() const
{
    if (!isNewCustomer())
        return {};
    const auto zone = parseZone(this->zone());
    return zone ? QString() : errorSentence(zone.error());
}

QString NameFields::datasetMistake() const
{
    const DatasetName written = name();
    if (written.dataset.isEmpty())
        return {};
    if (const QString mistake = shortNameMistake(written.dataset); !mistake.isEmpty())
        return mistake;
    if (m_known.datasets.contains(written))
        return tr("%1 exists already: take another name.").arg(written.text());
    return {};
}

} // namespace larder

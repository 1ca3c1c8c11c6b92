#include "ui/dialogs/credentialsdialog.h"

#include "core/credentials/signins.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "ui/dialogs/credentialfields.h"
#include "ui/dialogs/dialogform.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/listdelegate.h"
#include "ui/taborder.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 20;
enum Column { NameColumn, KindColumn, UsersColumn };

QString usersText(const std::vector<DatasetName> &users)
{
    QStringList names;
    for (const DatasetName &user : users)
        names << user.text();
    return names.join(u", "_s);
}

} // namespace

CredentialsDialog::CredentialsDialog(const PageServices &services, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_list(new QTreeWidget(this)),
      m_keep(new QPushButton(tr("Add…"), this)),
      m_exchange(new QPushButton(tr("New secret…"), this)),
      m_try(new QPushButton(tr("Test…"), this)),
      m_remove(new QPushButton(tr("Remove…"), this)),
      m_panel(new QFrame(this)),
      m_title(new QLabel(this)),
      m_words(new QLabel(this)),
      m_naming(new QWidget(this)),
      m_name(new QLineEdit(this)),
      m_kind(new QComboBox(this)),
      m_fieldsPlace(new QVBoxLayout),
      m_address(new QLineEdit(this)),
      m_go(new QPushButton(this)),
      m_removeForGood(new QPushButton(tr("Remove for good"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this))
{
    setWindowTitle(tr("Credentials"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *words =
        new QLabel(tr("Sign-ins that datasets may name. Their secrets lie in the desktop keyring and "
                      "nowhere else."),
                   this);
    words->setWordWrap(true);
    setInk(*words, Ink::Quiet);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(margin, margin, margin, 12);
    top->addWidget(words);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(makeList(), 1); // where room is short, it is the list that yields
    layout->addWidget(makePanel());
    layout->addWidget(makeFoot());
    const QSize usual(fontMetrics().averageCharWidth() * 96, fontMetrics().height() * 36);
    resize(parent ? usual.boundedTo(parent->window()->size() - QSize(0, 2 * margin)) : usual);
    connect(m_keep, &QPushButton::clicked, this, [this] { openPanel(Wish::Keep); });
    connect(m_exchange, &QPushButton::clicked, this, [this] { openPanel(Wish::Exchange); });
    connect(m_try, &QPushButton::clicked, this, [this] { openPanel(Wish::Try); });
    connect(m_remove, &QPushButton::clicked, this, [this] { openPanel(Wish::Remove); });
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, [this] {
        if (m_wish != Wish::Keep && !m_isBusy)
            closePanel();
        judge();
    });
    connect(m_kind, &QComboBox::currentIndexChanged, this, &CredentialsDialog::showKind);
    connect(m_name, &QLineEdit::textChanged, this, &CredentialsDialog::judge);
    connect(m_address, &QLineEdit::textChanged, this, &CredentialsDialog::judge);
    connect(m_go, &QPushButton::clicked, this, &CredentialsDialog::carryOut);
    connect(m_removeForGood, &QPushButton::clicked, this, &CredentialsDialog::carryOut);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_trying.stop();
        setBusy(false);
        closePanel();
    });
    closePanel();
    askRows();
}

/// Words that are wrapped ask for a height that a window's own least size does not know of.
bool CredentialsDialog::event(QEvent *event)
{
    const bool isDone = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        setMinimumHeight(
            std::min(layout()->totalMinimumHeightForWidth(width()), screen()->availableSize().height()));
    return isDone;
}

QWidget *CredentialsDialog::makeList()
{
    auto *place = new QWidget(this);
    m_list->setHeaderLabels({tr("Name"), tr("Kind"), tr("Used by")});
    m_list->setAccessibleName(tr("Credentials"));
    setUpList(*m_list);
    m_list->setRootIsDecorated(false);
    m_list->header()->setStretchLastSection(true);
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_keep, m_exchange, m_try, m_remove}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    m_keep->setAccessibleName(tr("Add credentials"));
    m_exchange->setAccessibleName(tr("New secret for the selected credentials"));
    m_try->setAccessibleName(tr("Test the selected credentials"));
    m_remove->setAccessibleName(tr("Remove the selected credentials"));
    buttons->addStretch(1);
    auto *layout = new QHBoxLayout(place);
    layout->setContentsMargins(margin, 0, margin, 12);
    layout->setSpacing(12);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    return place;
}

QFrame *CredentialsDialog::makePanel()
{
    m_panel->setObjectName(u"drawer"_s);
    m_title->setFont(sectionFont(font()));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (const CredentialForm &form : credentialForms())
        m_kind->addItem(kindWords(form.kind), static_cast<int>(form.kind));
    m_name->setPlaceholderText(u"acme-exports"_s);
    m_name->setAccessibleName(tr("Name of the credentials"));
    m_kind->setAccessibleName(tr("Kind of the credentials"));
    m_address->setAccessibleName(tr("Address to list"));
    for (QPushButton *button : {m_go, m_removeForGood, m_cancel})
        button->setAutoDefault(false);
    m_go->setProperty("primary", true);
    m_removeForGood->setProperty("danger", true);
    auto *naming = new QFormLayout(m_naming);
    dressForm(*naming);
    for (const auto &[words, field] : {std::pair(tr("Name"), static_cast<QWidget *>(m_name)),
                                       std::pair(tr("Kind"), static_cast<QWidget *>(m_kind))}) {
        auto *label = new QLabel(words, m_naming);
        label->setBuddy(field);
        label->setMinimumWidth(credentialLabelWidth(*this));
        naming->addRow(label, field);
    }
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_removeForGood);
    buttons->addWidget(m_go);
    auto *layout = new QVBoxLayout(m_panel);
    layout->setContentsMargins(margin, 12, margin, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_naming);
    layout->addLayout(m_fieldsPlace);
    layout->addWidget(m_address);
    layout->addWidget(m_words);
    layout->addLayout(buttons);
    return m_panel;
}

QWidget *CredentialsDialog::makeFoot()
{
    auto *foot = new QFrame(this);
    foot->setObjectName(u"runBar"_s);
    auto *closeButton = new QPushButton(tr("Close"), foot);
    closeButton->setAutoDefault(false);
    auto *layout = new QHBoxLayout(foot);
    layout->setContentsMargins(margin, 12, margin, 12);
    layout->addStretch(1);
    layout->addWidget(closeButton);
    connect(closeButton, &QPushButton::clicked, this, &QDialog::reject);
    return foot;
}

/// Whoever cannot be asked which datasets there are tells so on the page of the datasets.
QList<CredentialsDialog::Row> CredentialsDialog::rowsOf(const PageServices &services)
{
    QList<Row> rows;
    const NamedCredentials *named = services.sync.signIns.named;
    for (const NamedCredential &credential : named ? named->list() : QList<NamedCredential>()) {
        rows << Row{credential,
                    datasetsUsing(services.sync.home, credential.name).value_or(std::vector<DatasetName>())};
    }
    return rows;
}

void CredentialsDialog::askRows()
{
    m_asking = m_services.tasks.run(
        this, [services = m_services](const std::stop_token &) { return rowsOf(services); },
        [this](const QList<Row> &rows) { showRows(rows); });
}

void CredentialsDialog::showRows(const QList<Row> &rows)
{
    m_rows = rows;
    const QString before = m_wanted.isEmpty() && selected() ? selected()->credential.name : m_wanted;
    m_wanted.clear();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const Row &row : m_rows) {
            auto *item = new QTreeWidgetItem(m_list,
                                             {row.credential.name, kindWords(row.credential.kind),
                                              row.users.empty() ? tr("no dataset") : usersText(row.users)});
            item->setData(KindColumn, QuietRole, true);
            item->setData(UsersColumn, QuietRole, true);
            if (row.credential.name == before)
                m_list->setCurrentItem(item);
        }
        if (!m_list->currentItem())
            m_list->setCurrentItem(m_list->topLevelItem(0));
    }
    m_list->setColumnWidth(NameColumn, columnWidthFor(*m_list, u"customer-exports"_s));
    m_list->setColumnWidth(KindColumn, columnWidthFor(*m_list, kindWords(CredentialKind::WebPassword)));
    if (m_rows.isEmpty() && m_wish == Wish::Nothing)
        openPanel(Wish::Keep); // nothing else can be done
    judge();
}

const CredentialsDialog::Row *CredentialsDialog::selected() const
{
    const QTreeWidgetItem *item = m_list->selectedItems().value(0);
    const auto row = std::ranges::find_if(
        m_rows, [item](const Row &each) { return item && each.credential.name == item->text(NameColumn); });
    return row == m_rows.end() ? nullptr : &*row;
}

CredentialKind CredentialsDialog::chosenKind() const
{
    if (m_wish == Wish::Exchange && selected())
        return selected()->credential.kind;
    return static_cast<CredentialKind>(m_kind->currentData().toInt());
}

void CredentialsDialog::openPanel(Wish wish)
{
    if (m_isBusy)
        return;
    m_wish = wish;
    const QString name = selected() ? selected()->credential.name : QString();
    const QString users = selected() ? usersText(selected()->users) : QString();
    m_go->setVisible(wish != Wish::Remove);
    m_removeForGood->setVisible(wish == Wish::Remove);
    delete std::exchange(m_fields, nullptr);
    m_naming->setVisible(wish == Wish::Keep);
    m_address->setVisible(wish == Wish::Try);
    m_address->clear();
    say({});
    switch (wish) {
    case Wish::Nothing:
        return closePanel();
    case Wish::Keep:
        m_title->setText(tr("Add credentials"));
        m_go->setText(tr("Save"));
        m_name->clear();
        break;
    case Wish::Exchange:
        m_title->setText(tr("New secret for %1").arg(name));
        m_go->setText(tr("Save"));
        break;
    case Wish::Try:
        m_title->setText(tr("Test %1").arg(name));
        m_go->setText(tr("Test"));
        m_address->setPlaceholderText(users.isEmpty() ? tr("An address to list, such as s3://bucket/prefix/")
                                                      : tr("An address to list; else that of %1").arg(users));
        break;
    case Wish::Remove:
        m_title->setText(tr("Remove %1").arg(name));
        say(users.isEmpty()
                ? tr("No dataset uses it. This cannot be undone.")
                : tr("These sign in with it, and fail without it: %1. This cannot be undone.").arg(users));
        break;
    }
    m_panel->show();
    showKind();
    if (wish == Wish::Keep)
        m_name->setFocus();
    else if (m_fields)
        m_fields->focusFirst();
    else
        (wish == Wish::Try ? static_cast<QWidget *>(m_address) : m_cancel)->setFocus();
}

void CredentialsDialog::closePanel()
{
    m_wish = Wish::Nothing;
    delete std::exchange(m_fields, nullptr); // what was written there is gone with it
    m_panel->hide();
    judge();
}

void CredentialsDialog::showKind()
{
    delete std::exchange(m_fields, nullptr);
    if (m_wish == Wish::Keep || m_wish == Wish::Exchange) {
        m_fields = new CredentialFields(chosenKind(), m_panel);
        m_fieldsPlace->addWidget(m_fields);
        m_fields->show();
        connect(m_fields, &CredentialFields::changed, this, &CredentialsDialog::judge);
    }
    tabAsLaidOut(*this);
    judge();
}

void CredentialsDialog::judge()
{
    const bool hasOne = selected() && !m_isBusy;
    m_keep->setEnabled(!m_isBusy);
    for (QPushButton *button : {m_exchange, m_try, m_remove})
        button->setEnabled(hasOne);
    const bool isNamed = m_wish != Wish::Keep || !m_name->text().trimmed().isEmpty();
    const bool isPlaced = m_wish != Wish::Try || !m_address->text().trimmed().isEmpty()
        || (selected() && !selected()->users.empty());
    m_go->setEnabled(!m_isBusy && isNamed && isPlaced && (!m_fields || m_fields->isComplete()));
    m_removeForGood->setEnabled(hasOne);
}

void CredentialsDialog::say(const QString &words, Ink ink)
{
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    setInk(*m_words, ink);
}

void CredentialsDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    for (QWidget *part : {static_cast<QWidget *>(m_naming), static_cast<QWidget *>(m_fields),
                          static_cast<QWidget *>(m_address), static_cast<QWidget *>(m_list)}) {
        if (part)
            part->setEnabled(!isBusy);
    }
    judge();
}

void CredentialsDialog::carryOut()
{
    switch (m_wish) {
    case Wish::Nothing:
        return;
    case Wish::Keep:
    case Wish::Exchange:
        return keep();
    case Wish::Try:
        return tryIt();
    case Wish::Remove:
        return remove();
    }
}

void CredentialsDialog::keep()
{
    const QString name = m_wish == Wish::Keep ? m_name->text().trimmed() : selected()->credential.name;
    const bool isTaken =
        std::ranges::any_of(m_rows, [&name](const Row &row) { return row.credential.name == name; });
    if (m_wish == Wish::Keep && isTaken)
        return say(tr("There are credentials of that name already."), Ink::Bad);
    m_wanted = name;
    setBusy(true);
    say(tr("Asking the keyring…"), Ink::Quiet);
    m_services.tasks.carryOut(
        this,
        [named = m_services.sync.signIns.named, name, kind = chosenKind(),
         written = m_fields->written()](const std::stop_token &stop) -> Result<void> {
            const auto values = withFiles(kind, written);
            if (!values)
                return failure(values);
            return named->keep(name, formOf(kind), *values, stop);
        },
        [this](const Result<void> &kept) { done(kept); });
}

void CredentialsDialog::tryIt()
{
    const QString name = selected()->credential.name;
    const QString address = m_address->text().trimmed();
    const std::vector<DatasetName> users = selected()->users;
    setBusy(true);
    say(tr("Asking the source…"), Ink::Quiet);
    m_trying = m_services.tasks.run(
        this,
        [sync = m_services.sync, name, address, users](const std::stop_token &stop) {
            return address.isEmpty() ? tryDataset(sync, users.front(), stop)
                                     : tryCredentials(sync, name, address, {}, stop);
        },
        [this](const Result<OpenedPlace> &place) {
            setBusy(false);
            if (!place)
                return say(errorSentence(place.error()), Ink::Bad);
            say(tr("It works: %1 can be listed, %2, %3.")
                    .arg(place->address, fileCountText(place->files), byteSizeText(place->bytes)));
        });
}

void CredentialsDialog::remove()
{
    setBusy(true);
    say(tr("Asking the keyring…"), Ink::Quiet);
    m_services.tasks.carryOut(
        this,
        [named = m_services.sync.signIns.named, name = selected()->credential.name](
            const std::stop_token &stop) -> Result<void> { return named->remove(name, stop); },
        [this](const Result<void> &removed) { done(removed); });
}

void CredentialsDialog::done(const Result<void> &carriedOut)
{
    setBusy(false);
    if (!carriedOut)
        return say(errorSentence(carriedOut.error()), Ink::Bad);
    closePanel();
    askRows();
    Q_EMIT namesChanged();
}

} // namespace larder

#include "ui/dialogs/adddatasetdialog.h"

#include "core/base/clock.h"
#include "core/credentials/signins.h"
#include "core/freshness/walltime.h"
#include "core/sources/address.h"
#include "core/sources/sourcetable.h"
#include "core/store/home.h"
#include "core/sync/activitylog.h"
#include "core/sync/bindingkeys.h"
#include "core/sync/sample.h"
#include "core/wording/runwords.h"
#include "ui/dialogs/addressoptions.h"
#include "ui/dialogs/credentialsdialog.h"
#include "ui/dialogs/droppedaddress.h"
#include "ui/dialogs/foundpanel.h"
#include "ui/dialogs/policyeditor.h"
#include "ui/dialogs/remotefield.h"
#include "ui/dialogs/schemeform.h"
#include "ui/dialogs/startfolder.h"
#include "ui/taborder.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

constexpr auto writingPause = 400ms;
constexpr int margin = 20;

Result<KnownNames> namesOf(const Home &home)
{
    auto customers = home.customers();
    if (!customers)
        return failure(customers);
    const auto datasets = home.datasets();
    if (!datasets)
        return failure(datasets);
    KnownNames known{.customers = std::move(*customers), .systemZone = systemZone()};
    for (const DatasetName &name : *datasets)
        known.datasets.insert(name);
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds()) {
        if (id.contains('/') && !id.startsWith("Etc/"))
            known.zones << id;
    }
    known.zones << "UTC";
    return known;
}

Result<BindingPreview> preview(const SyncServices &sync, const DatasetName &name, Binding binding,
                               const std::stop_token &stop)
{
    const auto url = keptUrl(binding.url);
    if (!url)
        return failure(url);
    binding.url = *url;
    nameTheStore(binding, sync.signIns); // as it will be bound
    if (const auto valid = validateBinding(binding); !valid)
        return failure(valid);
    return previewBinding(sync, name, binding, stop);
}

Result<void> bind(const SyncServices &sync, const DatasetName &name, const Binding &written,
                  const QString &customerName)
{
    const auto prepared = prepareBinding(sync, name, written);
    if (!prepared)
        return failure(prepared);
    if (auto added = addDataset(sync, name, *prepared, customerName); !added)
        return added;
    logActivity(sync.home,
                {.kind = ActivityKind::Added,
                 .at = sync.clock.now(),
                 .customer = name.customer,
                 .dataset = name.dataset,
                 .text = u"bound to %1"_s.arg(redactedAddress(prepared->url))});
    return {};
}

FoundPanel::Matching matchingOf(const Binding &binding, QDate day)
{
    const auto address = parseAddress(binding.url, day);
    const bool isChosen = !binding.include.isEmpty() || !binding.exclude.isEmpty()
        || binding.since.count() > 0 || (address && address->globs);
    return isChosen ? FoundPanel::Matching::Patterns : FoundPanel::Matching::Everything;
}

QLabel *makeSectionLabel(const QString &words, QWidget *parent)
{
    auto *label = new QLabel(words, parent);
    label->setFont(sectionFont(parent->font()));
    return label;
}

} // namespace

AddDatasetDialog::AddDatasetDialog(const PageServices &services, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_address(new QLineEdit(this)),
      m_folder(new QPushButton(tr("Choose a folder…"), this)),
      m_tryOnce(new QPushButton(tr("Run it once"), this)),
      m_credentials(new QPushButton(tr("Keep a sign-in in the keyring…"), this)),
      m_found(new FoundPanel(this)),
      m_remote(new RemoteField(this)),
      m_schemePlace(new QVBoxLayout),
      m_names(new NameFields(this)),
      m_policy(new PolicyEditor(services.sync.clock, this)),
      m_moreSwitch(new QToolButton(this)),
      m_morePlace(new QVBoxLayout),
      m_options(new AddressOptions(services, *m_schemePlace, *m_morePlace, this)),
      m_scroll(new QScrollArea(this)),
      m_refusal(new QLabel(this)),
      m_sample(new QPushButton(tr("Try with sample data"), this)),
      m_add(new QPushButton(tr("Add"), this))
{
    setWindowTitle(tr("Add dataset"));
    setAcceptDrops(true);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *content = new QWidget(this);
    auto *contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(margin, margin, margin, margin);
    contentLayout->setSpacing(18);
    for (QWidget *part : {makeSource(), makeNames(), makePolicy(), makeMore()})
        contentLayout->addWidget(part);
    contentLayout->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(makeFoot());
    const QSize usual(fontMetrics().averageCharWidth() * 92, fontMetrics().height() * 40);
    resize(parent ? usual.boundedTo(parent->window()->size() - QSize(0, 2 * margin)) : usual);
    connectAll();
    m_options->setAddress(address());
    addressChanged();
    askHome();
    m_address->setFocus();
}

QWidget *AddDatasetDialog::makeSource()
{
    auto *source = new QWidget(this);
    m_address->setPlaceholderText(tr("https://exports.example.com/daily/ or /path/to/folder"));
    m_address->setAccessibleName(tr("Address of the data"));
    addClearButton(*m_address);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_address, 1);
    line->addWidget(m_folder);
    line->addWidget(m_tryOnce);
    auto *layout = new QVBoxLayout(source);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeSectionLabel(tr("Where does the data come from?"), this));
    layout->addLayout(line);
    layout->addWidget(m_found);
    layout->addWidget(m_remote);
    layout->addLayout(m_schemePlace);
    layout->addWidget(m_credentials, 0, Qt::AlignLeft);
    m_credentials->setProperty("link", true);
    m_credentials->setAutoDefault(false);
    return source;
}

QWidget *AddDatasetDialog::makeNames()
{
    auto *names = new QWidget(this);
    auto *layout = new QVBoxLayout(names);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeSectionLabel(tr("Whose is it, and how is it called?"), this));
    layout->addWidget(m_names);
    return names;
}

QWidget *AddDatasetDialog::makePolicy()
{
    auto *policy = new QWidget(this);
    auto *layout = new QVBoxLayout(policy);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeSectionLabel(tr("When is it to be asked again?"), this));
    layout->addWidget(m_policy);
    return policy;
}

QWidget *AddDatasetDialog::makeMore()
{
    auto *more = new QWidget(this);
    m_moreSwitch->setText(tr("More options"));
    m_moreSwitch->setCheckable(true);
    m_moreSwitch->setProperty("link", true);
    auto *layout = new QVBoxLayout(more);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_moreSwitch, 0, Qt::AlignLeft);
    layout->addLayout(m_morePlace);
    return more;
}

QWidget *AddDatasetDialog::makeFoot()
{
    auto *foot = new QFrame(this);
    foot->setObjectName(u"runBar"_s);
    m_refusal->setWordWrap(true);
    m_refusal->setTextFormat(Qt::PlainText);
    setInk(*m_refusal, Ink::Bad);
    m_refusal->hide();
    m_sample->setProperty("link", true);
    m_sample->setAutoDefault(false);
    m_folder->setAutoDefault(false);
    m_tryOnce->setAutoDefault(false);
    m_add->setProperty("primary", true);
    auto *answers = new QDialogButtonBox(QDialogButtonBox::Cancel, foot); // in the order of every dialog
    answers->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    answers->addButton(m_add, QDialogButtonBox::AcceptRole);
    m_add->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_sample);
    buttons->addStretch(1);
    buttons->addWidget(answers);
    auto *layout = new QVBoxLayout(foot);
    layout->setContentsMargins(margin, 12, margin, 12);
    layout->setSpacing(8);
    layout->addWidget(m_refusal);
    layout->addLayout(buttons);
    connect(answers, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return foot;
}

void AddDatasetDialog::connectAll()
{
    m_askPause.setSingleShot(true);
    m_askPause.setInterval(writingPause);
    connect(&m_askPause, &QTimer::timeout, this, &AddDatasetDialog::ask);
    connect(m_address, &QLineEdit::textChanged, this, &AddDatasetDialog::addressChanged);
    connect(m_folder, &QPushButton::clicked, this, &AddDatasetDialog::chooseFolder);
    connect(m_remote, &RemoteField::chosen, this,
            [this](const QString &remote) { setAddress(withRemote(address(), remote)); });
    connect(m_tryOnce, &QPushButton::clicked, this, &AddDatasetDialog::ask);
    connect(m_names, &NameFields::changed, this, [this] {
        askSoon();
        judge();
    });
    connect(m_policy, &PolicyEditor::changed, this, [this] {
        askSoon(); // it decides which day a dated address means
        judge();
    });
    connect(m_options, &AddressOptions::changed, this, [this] {
        askSoon();
        judge();
    });
    connect(m_options, &AddressOptions::remade, this, [this] { tabAsLaidOut(*this); });
    connect(m_options, &AddressOptions::remotesKnown, m_remote, &RemoteField::take);
    connect(m_moreSwitch, &QToolButton::toggled, this, [this](bool isOpen) {
        if (!m_options->showMore(isOpen)) {
            m_moreSwitch->setChecked(true);
            return;
        }
        if (isOpen) // once there is something below
            QTimer::singleShot(0, this,
                               [this] { m_scroll->ensureWidgetVisible(m_options->moreFields(), 0, margin); });
    });
    connect(m_credentials, &QPushButton::clicked, this, [this] {
        auto *dialog = new CredentialsDialog(m_services, this);
        connect(dialog, &CredentialsDialog::namesChanged, m_options, &AddressOptions::askSignIns);
        dialog->open();
    });
    connect(m_add, &QPushButton::clicked, this, &AddDatasetDialog::add);
    connect(m_sample, &QPushButton::clicked, this, [this] {
        Q_EMIT sampleRequested();
        accept();
    });
}

void AddDatasetDialog::setAddress(const QString &address)
{
    m_address->setText(address);
}

void AddDatasetDialog::askHome()
{
    m_askingHome = m_services.tasks.run(
        this, [home = m_services.sync.home](std::stop_token) { return namesOf(home); },
        [this](const Result<KnownNames> &known) { takeHome(known); });
}

void AddDatasetDialog::takeHome(const Result<KnownNames> &known)
{
    if (!known) {
        refused(known.error());
        return;
    }
    m_names->take(*known);
    suggestNames();
    if (known->datasets.contains(sampleDataset()))
        m_sample->setText(tr("Let the sample customer upload again"));
}

void AddDatasetDialog::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder of the dataset"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(startFolder(schemeOf(address()) == "file"_L1 ? address() : QString()));
    connect(dialog, &QFileDialog::fileSelected, this, &AddDatasetDialog::setAddress);
    dialog->open();
}

QString AddDatasetDialog::address() const
{
    return m_address->text().trimmed();
}

/// Nothing that another address suggested stays.
void AddDatasetDialog::suggestNames()
{
    m_names->suggest(checkAddress() ? address() : QString());
}

Result<void> AddDatasetDialog::checkAddress() const
{
    if (schemeOf(address()).isEmpty()) {
        return failure(ErrorKind::Invalid, tr("this is neither a web address nor a whole path"), {},
                       tr("write it from https:// or from / on"));
    }
    const auto url = absoluteUrl(address(), u"/"_s, QDir::homePath());
    return url ? checkBinding({.url = *url}) : failure(url);
}

Binding AddDatasetDialog::written() const
{
    Binding binding{.url = address(), .policy = m_policy->policy(), .zone = m_names->zone()};
    m_options->into(binding);
    if (m_names->isNewCustomer()) {
        binding.zone = m_names->zone(); // becomes the customer's
        binding.hasOwnZone = true;
    }
    return binding;
}

void AddDatasetDialog::addressChanged()
{
    const SchemeForm form = schemeForm(address());
    const bool isCommand = !hasCheapProbe(address());
    m_folder->setVisible(!isCommand);
    m_tryOnce->setVisible(isCommand);
    m_sample->setVisible(address().isEmpty());
    m_refusal->hide();
    setMistaken(*m_address, false);
    m_asking.stop();
    m_asked.reset();
    m_isDoubtful = false;
    m_remote->setAddress(address());
    suggestNames();
    m_options->setAddress(address());
    m_credentials->setVisible(form.openKeys.contains(u"credentials"_s));
    if (address().isEmpty()) {
        m_found->showAdvice(tr("Paste an address, choose a folder, or drop either here"),
                            tr("What is there is asked for at once; nothing is fetched before you add it."));
    } else if (const auto checked = checkAddress(); !checked) {
        m_found->showError(checked.error());
        setMistaken(*m_address, schemeOf(address()).size() > 0 || address().contains(u'.'));
    } else {
        m_found->showAdvice(form.title, form.advice);
    }
    askSoon();
    judge();
}

/// Only what the source's answer depends on asks again.
void AddDatasetDialog::askSoon()
{
    if (address().isEmpty() || !checkAddress() || !m_options->isValid() || !m_policy->isValid()
        || !parseZone(m_names->zone())) {
        m_askPause.stop();
        m_asking.stop();
        m_asked.reset();
        return;
    }
    const Binding wanted = written();
    const bool isSame = m_asked && compareMeaning(*m_asked, wanted) == Meaning::Same
        && m_asked->allowEmpty == wanted.allowEmpty && m_asked->bucket == wanted.bucket
        && m_asked->credentials == wanted.credentials
        && (!hasPlaceholders(wanted.url)
            || (m_asked->policy == wanted.policy && m_asked->zone == wanted.zone));
    if (isSame)
        return;
    m_asking.stop();
    m_asked.reset();
    if (hasCheapProbe(wanted.url)) // half a command is another one: it runs when a person says so
        m_askPause.start();
}

void AddDatasetDialog::ask()
{
    const Binding wanted = written();
    m_asked = wanted;
    m_isDoubtful = false;
    setMistaken(*m_address, false);
    m_found->showAsking(redactedAddress(wanted.url));
    m_asking = m_services.tasks.run(
        this,
        [sync = m_services.sync, name = m_names->name(), wanted](const std::stop_token &stop) {
            return preview(sync, name, wanted, stop);
        },
        [this](const Result<BindingPreview> &found) { takeFound(found); });
    judge();
}

void AddDatasetDialog::takeFound(const Result<BindingPreview> &found)
{
    m_isDoubtful = !found || (found->listing.entries.empty() && !found->isNothingYet && !m_asked->allowEmpty);
    if (found) {
        m_found->showFound(*found, matchingOf(*m_asked, found->day), m_services.sync.clock.now());
    } else {
        m_found->showError(found.error());
    }
    setMistaken(*m_address, !found);
    judge();
}

void AddDatasetDialog::judge()
{
    m_policy->setZone(written().zone);
    const bool isAddressGood = !address().isEmpty() && checkAddress().has_value();
    const bool isReady = isAddressGood && m_names->isValid() && m_policy->isValid() && m_options->isValid();
    m_add->setEnabled(isReady && !m_isAdding);
    m_tryOnce->setEnabled(isAddressGood && m_policy->isValid() && m_options->isValid() && !m_asked);
    m_add->setText(m_isDoubtful ? tr("Add anyway") : tr("Add"));
}

void AddDatasetDialog::add()
{
    m_isAdding = true;
    m_refusal->hide();
    judge();
    const DatasetName name = m_names->name();
    m_services.tasks.carryOut(
        this,
        [sync = m_services.sync, name, binding = written(), customer = m_names->newCustomerName()](
            std::stop_token) { return bind(sync, name, binding, customer); },
        [this, name](const Result<void> &done) {
            m_isAdding = false;
            if (!done) {
                refused(done.error());
                askHome(); // what is there may be another by now
                return;
            }
            Q_EMIT added(name);
            accept();
        });
}

void AddDatasetDialog::refused(const Error &error)
{
    m_refusal->setText(errorSentence(error));
    m_refusal->setAccessibleName(m_refusal->text());
    m_refusal->show();
    judge();
}

void AddDatasetDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedAddress(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void AddDatasetDialog::dropEvent(QDropEvent *event)
{
    setAddress(droppedAddress(*event->mimeData()));
    event->acceptProposedAction();
}

} // namespace larder

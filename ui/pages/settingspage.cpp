#include "ui/pages/settingspage.h"

#include "core/engine/homewatch.h"
#include "core/store/home.h"
#include "core/wording/runwords.h"
#include "ui/dialogs/credentialsdialog.h"
#include "ui/elidedlabel.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/noticebar.h"
#include "ui/pages/pageheader.h"
#include "ui/pages/settingsform.h"
#include "ui/pages/settingsmove.h"
#include "ui/settingskeeper.h"
#include "ui/sizespinbox.h"
#include "ui/taborder.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFocusEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAtOnce = 64;
constexpr int widestForm = 860;
const QuietHours usualQuietHours{QTime(22, 0), QTime(7, 0)};

} // namespace

SettingsPage::SettingsPage(const PageServices &services, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_notice(new NoticeBar(this)),
      m_place(new ElidedLabel(this)),
      m_move(new SettingsMove(services, this)),
      m_budget(new SizeSpinBox({}, tr("No limit"), SizeSpinBox::gigabyte, this)),
      m_bandwidth(new SizeSpinBox(tr("/s"), tr("No limit"), SizeSpinBox::megabyte, this)),
      m_concurrency(new QSpinBox(this)),
      m_hasQuietHours(new QCheckBox(tr("From"), this)),
      m_quietFrom(new QTimeEdit(this)),
      m_quietUntil(new QTimeEdit(this)),
      m_autostart(new QCheckBox(tr("Start in the tray when I log in"), this))
{
    auto *form = new SettingsForm(this);
    addStore(*form);
    addFetching(*form);
    addSignIns(*form);
    addBackground(*form);
    addNotifications(*form);
    addProgram(*form);

    auto *content = new QWidget(this);
    auto *contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(pageMargin, 16, pageMargin, 24);
    content->setMaximumWidth(widestForm + 2 * pageMargin); // asked for its height at the width that it gets
    contentLayout->addWidget(form);
    contentLayout->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_notice);
    layout->addWidget(scroll, 1);

    tabAsLaidOut(*this);
    SettingsKeeper &keeper = m_services.settings;
    connect(&keeper, &SettingsKeeper::changed, this, &SettingsPage::showSettings);
    connect(&keeper, &SettingsKeeper::saved, m_notice, &NoticeBar::endRetry);
    connect(&keeper, &SettingsKeeper::saveFailed, this, [this](const Error &error) {
        m_notice->offerRetry(tr("The change holds until Larder ends: %1").arg(errorSentence(error)));
    });
    connect(m_notice, &NoticeBar::retryRequested, &keeper, &SettingsKeeper::saveAgain);
    connect(&m_services.watch, &HomeWatch::storeMoved, this, &SettingsPage::showPlace);
    showSettings(keeper.settings());
    showPlace();
}

QWidget *SettingsPage::makeHeader()
{
    auto *words = new QLabel(tr("Changes count at once."), this);
    setInk(*words, Ink::Quiet);
    auto *header = new PageHeader(tr("Settings"), this);
    header->addAtEnd(*words);
    return header;
}

template <typename Value>
QComboBox *SettingsPage::makeChoice(Value Settings::*member,
                                    std::initializer_list<std::pair<Value, QString>> values)
{
    auto *choice = new QComboBox(this);
    for (const auto &[value, words] : values)
        choice->addItem(words, int(value));
    connect(choice, &QComboBox::currentIndexChanged, this, [this, choice, member] {
        const auto chosen = static_cast<Value>(choice->currentData().toInt());
        m_services.settings.change([member, chosen](Settings &s) { s.*member = chosen; });
    });
    m_show << [choice, member](const Settings &settings) {
        const QSignalBlocker quiet(choice);
        choice->setCurrentIndex(choice->findData(int(settings.*member)));
    };
    return choice;
}

void SettingsPage::addStore(SettingsForm &form)
{
    form.addSection(tr("Store"));
    auto *place = new QWidget(&form);
    auto *layout = new QHBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *move = new QPushButton(tr("Move…"), place);
    move->setAccessibleName(tr("Move the store"));
    m_place->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    layout->addWidget(m_place);
    layout->addWidget(move);
    form.addLine(tr("Place"), tr("Where the fetched bytes lie. It may be another disk."), place);
    form.addWide(m_move);
    m_move->hide();
    connect(move, &QPushButton::clicked, m_move, &SettingsMove::open);
    connect(m_move, &SettingsMove::closed, this, [this, move] {
        m_move->hide();
        move->setFocus();
    });
    connect(m_move, &SettingsMove::storeMoved, this, &SettingsPage::showPlace);
    connect(m_move, &SettingsMove::storeMoved, this, &SettingsPage::storeMoved);

    form.addLine(tr("&Budget"),
                 tr("Beyond it, older snapshots go first. Newest, current, held and pinned ones stay."),
                 m_budget);
    connect(m_budget, &SizeSpinBox::valueChanged, this, [this] { Q_EMIT budgetWanted(m_budget->bytes()); });
}

void SettingsPage::addFetching(SettingsForm &form)
{
    form.addSection(tr("Fetching"));
    m_concurrency->setRange(1, mostAtOnce);
    m_concurrency->setKeyboardTracking(false);
    m_concurrency->setMinimumWidth(m_budget->minimumWidth());
    form.addLine(tr("&Datasets at once"), tr("How many are fetched side by side."), m_concurrency);
    connect(m_concurrency, &QSpinBox::valueChanged, this, [this](int number) {
        m_services.settings.change([number](Settings &s) { s.concurrency = number; });
    });
    form.addLine(tr("Band&width"), tr("Over all fetches together."), m_bandwidth);
    connect(m_bandwidth, &SizeSpinBox::valueChanged, this, [this] {
        m_services.settings.change(
            [bytes = m_bandwidth->bytes().value_or(0)](Settings &s) { s.bandwidthBytesPerSecond = bytes; });
    });
}

void SettingsPage::addSignIns(SettingsForm &form)
{
    form.addSection(tr("Sign-ins"));
    auto *open = new QPushButton(tr("Credentials…"), this);
    form.addLine(tr("In the desktop keyring"),
                 tr("Secrets of buckets and web servers, kept under names that datasets use."), open);
    open->setAccessibleName(tr("Credentials in the desktop keyring"));
    connect(open, &QPushButton::clicked, this, [this] {
        auto *dialog = new CredentialsDialog(m_services, this);
        dialog->open();
    });
}

void SettingsPage::addBackground(SettingsForm &form)
{
    form.addSection(tr("Background sync"));
    form.addLine(tr("On a &metered network"), tr("A network that nobody calls metered is not."),
                 makeRule(&Settings::onMetered));
    form.addLine(tr("On batte&ry"), {}, makeRule(&Settings::onBattery));
    m_quietMistake = form.addLine(
        tr("&Quiet hours"), tr("By this computer's clock; they may go over midnight."), makeQuietHours());
    form.addLine(tr("&In quiet hours"), {}, makeRule(&Settings::inQuietHours));
}

void SettingsPage::addNotifications(SettingsForm &form)
{
    form.addSection(tr("Notifications"));
    form.addWide(makeSwitch(tr("When a customer uploads again on the same day, or after my report"),
                            &Settings::notifiesOfReuploads),
                 Qt::AlignLeft);
    form.addWide(makeSwitch(tr("When a sign-in is needed, fetches or commands fail or an export is late"),
                            &Settings::notifiesOfTrouble),
                 Qt::AlignLeft);
}

void SettingsPage::addProgram(SettingsForm &form)
{
    form.addSection(tr("Window"));
    form.addLine(
        tr("C&olours"), {},
        makeChoice(
            &Settings::theme,
            {{Theme::System, tr("As the system")}, {Theme::Light, tr("Light")}, {Theme::Dark, tr("Dark")}}));
    form.addLine(tr("&Closing the window"),
                 tr("Where a panel shows the tray icon, the window hides and syncing goes on."),
                 makeChoice(&Settings::onClose,
                            {{CloseRule::Ask, tr("Asks whether to go on syncing")},
                             {CloseRule::Sync, tr("Goes on syncing in the background")},
                             {CloseRule::Quit, tr("Quits Larder")}}));
    m_autostartMistake =
        form.addLine(tr("At &login"), tr("So that looks go on without the window."), m_autostart);
    connect(m_autostart, &QCheckBox::toggled, this, &SettingsPage::setAutostart);
}

QWidget *SettingsPage::makeQuietHours()
{
    auto *line = new QWidget(this);
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto *until = new QLabel(tr("until"), line);
    layout->addWidget(m_hasQuietHours);
    layout->addWidget(m_quietFrom);
    layout->addWidget(until);
    layout->addWidget(m_quietUntil);
    m_hasQuietHours->setAccessibleName(tr("Keep quiet hours"));
    m_quietFrom->setAccessibleName(tr("Quiet hours begin"));
    m_quietUntil->setAccessibleName(tr("Quiet hours end"));
    for (QTimeEdit *edit : {m_quietFrom, m_quietUntil}) {
        edit->setDisplayFormat(u"HH:mm"_s);
        edit->setKeyboardTracking(false);
        connect(edit, &QTimeEdit::timeChanged, this, &SettingsPage::takeQuietHours);
    }
    connect(m_hasQuietHours, &QCheckBox::toggled, this, &SettingsPage::takeQuietHours);
    return line;
}

QComboBox *SettingsPage::makeRule(BackgroundRule Settings::*rule)
{
    return makeChoice(rule,
                      {{BackgroundRule::Sync, tr("Sync as usual")},
                       {BackgroundRule::CheckOnly, tr("Look, but fetch nothing")},
                       {BackgroundRule::Nothing, tr("Do nothing")}});
}

QCheckBox *SettingsPage::makeSwitch(const QString &words, bool Settings::*flag)
{
    auto *choice = new QCheckBox(words, this);
    connect(choice, &QCheckBox::toggled, this, [this, flag](bool isOn) {
        m_services.settings.change([flag, isOn](Settings &s) { s.*flag = isOn; });
    });
    m_show << [choice, flag](const Settings &settings) {
        const QSignalBlocker quiet(choice);
        choice->setChecked(settings.*flag);
    };
    return choice;
}

void SettingsPage::showSettings(const Settings &settings)
{
    const QSignalBlocker quiet[]{QSignalBlocker(m_budget),        QSignalBlocker(m_bandwidth),
                                 QSignalBlocker(m_concurrency),   QSignalBlocker(m_quietFrom),
                                 QSignalBlocker(m_hasQuietHours), QSignalBlocker(m_quietUntil)};
    m_budget->setBytes(settings.budgetBytes);
    m_bandwidth->setBytes(settings.bandwidthBytesPerSecond > 0
                              ? std::optional(settings.bandwidthBytesPerSecond)
                              : std::nullopt);
    m_concurrency->setValue(settings.concurrency);
    for (const auto &showOne : std::as_const(m_show))
        showOne(settings);
    m_hasQuietHours->setChecked(settings.quietHours.has_value());
    m_quietFrom->setEnabled(settings.quietHours.has_value());
    m_quietUntil->setEnabled(settings.quietHours.has_value());
    if (settings.quietHours || !std::exchange(m_hasShownHours, true)) {
        const QuietHours hours = settings.quietHours.value_or(usualQuietHours);
        m_quietFrom->setTime(hours.from);
        m_quietUntil->setTime(hours.until);
    }
    tellMistake(*m_quietMistake, *m_quietUntil, {});
}

void SettingsPage::showPlace()
{
    m_place->setFullText(m_services.sync.home.storeRoot());
}

void SettingsPage::takeQuietHours()
{
    const QuietHours hours{m_quietFrom->time(), m_quietUntil->time()};
    const bool isOn = m_hasQuietHours->isChecked();
    m_quietFrom->setEnabled(isOn);
    m_quietUntil->setEnabled(isOn);
    if (isOn && hours.from == hours.until) {
        tellMistake(*m_quietMistake, *m_quietUntil,
                    tr("They begin and end at the same time. Choose another end, or switch them off."));
        return;
    }
    tellMistake(*m_quietMistake, *m_quietUntil, {});
    m_services.settings.change(
        [hours, isOn](Settings &s) { s.quietHours = isOn ? std::optional(hours) : std::nullopt; });
}

/// Not by a focus proxy: set before the page is in its window, it cuts the page out of the ring that Tab
/// goes.
void SettingsPage::focusInEvent(QFocusEvent *event)
{
    m_budget->setFocus(event->reason());
}

void SettingsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showPlace();
    showSettings(m_services.settings.settings()); // a budget that was asked about may not have been set
    m_services.settings.readAgain();
    readAutostart();
}

void SettingsPage::readAutostart()
{
    if (m_isSettingAutostart)
        return;
    m_readingAutostart = m_services.tasks.run(
        this, [read = m_services.settings.access().startsWithSession](std::stop_token) { return read(); },
        [this](const Result<bool> &isOn) {
            const QSignalBlocker quiet(m_autostart);
            m_autostart->setEnabled(isOn.has_value());
            m_autostart->setChecked(isOn.value_or(false));
            tellMistake(*m_autostartMistake, *m_autostart, isOn ? QString() : errorSentence(isOn.error()));
        });
}

/// One wish at a time: two at once could end in either order.
void SettingsPage::setAutostart(bool isOn)
{
    m_readingAutostart.stop();
    m_isSettingAutostart = true;
    m_autostart->setEnabled(false);
    m_services.tasks.carryOut(
        this,
        [set = m_services.settings.access().setStartsWithSession, isOn](std::stop_token) {
            return set(isOn);
        },
        [this, isOn](const Result<void> &done) {
            m_isSettingAutostart = false;
            m_autostart->setEnabled(true);
            const QSignalBlocker quiet(m_autostart);
            if (!done)
                m_autostart->setChecked(!isOn);
            tellMistake(*m_autostartMistake, *m_autostart, done ? QString() : errorSentence(done.error()));
        });
}

} // namespace larder

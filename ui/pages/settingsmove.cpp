#include "ui/pages/settingsmove.h"

#include "core/base/clock.h"
#include "core/store/home.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "ui/dialogs/startfolder.h"
#include "ui/pages/progressline.h"
#include "ui/pages/settingsform.h"
#include "ui/theme.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

constexpr auto runPatience = 30s; // runs that are going may end first

} // namespace

SettingsMove::SettingsMove(const PageServices &services, QWidget *parent)
    : QFrame(parent),
      m_services(services),
      m_folder(new QLineEdit(this)),
      m_choose(new QPushButton(tr("Choose…"), this)),
      m_mistake(new QLabel(this)),
      m_words(new QLabel(this)),
      m_progress(new ProgressLine(this)),
      m_move(new QPushButton(tr("Move the store"), this)),
      m_close(new QPushButton(tr("Close"), this))
{
    setObjectName(u"inset"_s);
    setAccessibleName(tr("Move the store"));
    m_words->setWordWrap(true);
    m_words->setMinimumHeight(2 * fontMetrics().lineSpacing() + 4);
    m_words->setTextFormat(Qt::PlainText);
    setInk(*m_words, Ink::Quiet);
    m_mistake->setWordWrap(true);
    m_mistake->setTextFormat(Qt::PlainText);
    setInk(*m_mistake, Ink::Bad);
    m_mistake->hide();
    m_move->setProperty("primary", true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_move);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_words);
    layout->addWidget(makeField());
    layout->addWidget(m_mistake);
    layout->addWidget(m_progress);
    layout->addLayout(buttons);

    connect(m_choose, &QPushButton::clicked, this, &SettingsMove::chooseFolder);
    connect(m_folder, &QLineEdit::textChanged, this, [this](const QString &text) {
        tell({});
        m_move->setEnabled(!m_isMoving && !text.trimmed().isEmpty());
    });
    connect(m_folder, &QLineEdit::returnPressed, m_move, &QPushButton::click);
    connect(m_move, &QPushButton::clicked, this, &SettingsMove::move);
    connect(m_close, &QPushButton::clicked, this, &SettingsMove::closed);
    connect(m_progress, &ProgressLine::stopRequested, this, [this] { m_stop.request_stop(); });
}

SettingsMove::~SettingsMove()
{
    m_stop.request_stop();
}

QWidget *SettingsMove::makeField()
{
    auto *field = new QWidget(this);
    auto *layout = new QHBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_folder->setPlaceholderText(tr("/mnt/disk/larder"));
    m_folder->setAccessibleName(tr("Folder for the store"));
    m_choose->setAccessibleName(tr("Choose a folder for the store"));
    layout->addWidget(m_folder, 1);
    layout->addWidget(m_choose);
    return field;
}

void SettingsMove::open()
{
    if (m_isMoving)
        return;
    m_folder->clear();
    m_folder->setEnabled(true);
    m_choose->setEnabled(true);
    m_move->show();
    m_move->setEnabled(false);
    m_words->setText(
        tr("Everything is copied to an empty folder, read back and compared, then the new place is in "
           "force. Who reads at the old place reads on; it is removed after a day."));
    tell({});
    show();
    m_folder->setFocus();
}

void SettingsMove::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder for the store"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(startFolder());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        m_folder->setText(chosen + (chosen.endsWith(u'/') ? u""_s : u"/"_s) + u"larder"_s);
    });
    dialog->open();
}

void SettingsMove::move()
{
    const QString written = m_folder->text().trimmed();
    if (written.isEmpty() || m_isMoving)
        return;
    if (!QDir::isAbsolutePath(written)) {
        tell(tr("Write the whole path, from / on."));
        return;
    }
    m_isMoving = true;
    for (QWidget *widget : {static_cast<QWidget *>(m_folder), static_cast<QWidget *>(m_choose),
                            static_cast<QWidget *>(m_move), static_cast<QWidget *>(m_close)})
        widget->setEnabled(false);
    tell({});
    m_stop = std::stop_source();
    m_services.tasks.carryOut(
        this,
        [sync = m_services.sync, target = QDir::cleanPath(written), stop = m_stop,
         progress = m_progress->begin(tr("Moving the store"))](const std::stop_token &programEnds) {
            const std::stop_callback alsoThen(programEnds, [stop = stop]() mutable { stop.request_stop(); });
            return moveStore(
                sync.home, target, runPatience, sync.clock.now(),
                [&progress](const MoveProgress &p) { progress(p.bytesDone, p.bytesTotal); },
                stop.get_token());
        },
        [this](const Result<MoveReport> &report) {
            finish();
            if (report)
                showMoved(*report);
            else if (report.error().kind == ErrorKind::Cancelled)
                tell(tr("Stopped. The store stays where it is."));
            else
                tell(errorSentence(report.error()));
        });
}

void SettingsMove::finish()
{
    m_isMoving = false;
    m_progress->end();
    for (QWidget *widget : {static_cast<QWidget *>(m_folder), static_cast<QWidget *>(m_choose),
                            static_cast<QWidget *>(m_move), static_cast<QWidget *>(m_close)})
        widget->setEnabled(true);
}

void SettingsMove::showMoved(const MoveReport &report)
{
    if (report.from == report.to) {
        tell(tr("The store is there already."));
        return;
    }
    m_move->hide();
    const QString goes =
        friendlyInstant(report.oldPlaceGoesAt, m_services.sync.clock.now(), QTimeZone::systemTimeZone());
    m_words->setText(tr("%1 moved to %2. Who reads at %3 reads on; that place is removed after %4.")
                         .arg(byteSizeText(report.bytes), report.to, report.from, goes));
    m_words->setAccessibleName(m_words->text());
    Q_EMIT storeMoved();
}

void SettingsMove::tell(const QString &mistake)
{
    tellMistake(*m_mistake, *m_folder, mistake);
}

} // namespace larder

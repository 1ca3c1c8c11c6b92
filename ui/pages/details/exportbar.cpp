#include "ui/pages/details/exportbar.h"

#include "core/store/archivewriter.h"
#include "core/store/home.h"
#include "ui/dialogs/startfolder.h"
#include "ui/elidedlabel.h"
#include "ui/models/datasetreading.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/theme.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

#include <atomic>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int tickMs = 150;
constexpr int progressSteps = 1000;

} // namespace

/// Shared with the task that writes.
struct ExportBar::Going {
    std::atomic<qint64> bytesDone = 0;
    std::atomic<qint64> bytesTotal = 0; ///< 0: not known yet
    QString target;
};

ExportBar::ExportBar(TaskRunner &tasks, const SyncServices &services, QWidget *parent)
    : QFrame(parent),
      m_tasks(tasks),
      m_services(services),
      m_words(new ElidedLabel(this)),
      m_progress(new QProgressBar(this)),
      m_tick(new QTimer(this))
{
    setObjectName(u"exportBar"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(pageMargin, 5, pageMargin, 5);
    layout->setSpacing(12);
    m_progress->setFixedWidth(180);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, progressSteps);
    m_progress->setAccessibleName(tr("Progress of the export"));
    auto *stopButton = new QPushButton(tr("Stop"), this);
    stopButton->setProperty("small", true);
    stopButton->setAccessibleName(tr("Stop the export"));
    connect(stopButton, &QPushButton::clicked, this, &ExportBar::stop);
    m_tick->setInterval(tickMs);
    connect(m_tick, &QTimer::timeout, this, &ExportBar::showProgress);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_progress);
    layout->addWidget(stopButton);
    hide();
}

ExportBar::~ExportBar() = default;

void ExportBar::ask(const DatasetName &dataset, const SnapshotId &snapshot)
{
    if (m_going) {
        Q_EMIT failed({ErrorKind::Busy, tr("another export is going"), m_going->target,
                       tr("wait for it, or stop it below")});
        return;
    }
    const QString name = u"%1-%2-%3.zip"_s.arg(dataset.customer, dataset.dataset, snapshot);
    auto *dialog = new QFileDialog(this, tr("Export the snapshot"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Zip archive (*.zip)"), tr("Compressed tar archive (*.tar.gz)"),
                            tr("Compressed tar archive (*.tar.zst)")});
    dialog->setDirectory(startFolder(m_lastFolder));
    dialog->selectFile(name);
    dialog->setDefaultSuffix(u"zip"_s); // by the dialog, so that it asks before it replaces that file
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, name](const QString &filter) {
        const qsizetype at = filter.indexOf(u"(*."_s) + 3;
        const QString suffix = filter.sliced(at, filter.indexOf(u')', at) - at);
        dialog->setDefaultSuffix(suffix);
        dialog->selectFile(name.chopped(3) + suffix);
    });
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, dataset, snapshot](const QString &target) { exportTo(dataset, snapshot, target); });
    dialog->open();
}

void ExportBar::exportTo(const DatasetName &dataset, const SnapshotId &snapshot, const QString &chosen)
{
    const QString target = archiveFormat(chosen) ? chosen : chosen + u".zip"_s;
    auto going = std::make_shared<Going>();
    going->target = target;
    m_going = going;
    m_lastFolder = QFileInfo(target).path();
    m_words->setFullText(tr("Exporting %1 to %2").arg(dataset.text(), target));
    m_progress->setValue(0);
    m_tick->start();
    show();
    m_task = m_tasks.run(
        this,
        [services = m_services, dataset, snapshot, going](std::stop_token stop) -> Result<void> {
            const auto files = readFiles(services, dataset, snapshot);
            if (!files)
                return failure(files);
            going->bytesTotal = files->manifest.header.bytes;
            return writeArchive(
                files->manifest, files->directory, going->target,
                [&going](qint64 done) { going->bytesDone = done; }, std::move(stop));
        },
        [this, target](const Result<void> &written) {
            stop();
            if (written)
                Q_EMIT exported(tr("Exported to %1").arg(target), QFileInfo(target).path());
            else
                Q_EMIT failed(written.error());
        });
}

void ExportBar::stop()
{
    m_task = Task();
    m_going.reset();
    m_tick->stop();
    hide();
}

void ExportBar::showProgress()
{
    const auto done = static_cast<double>(m_going->bytesDone.load());
    const auto total = static_cast<double>(std::max<qint64>(m_going->bytesTotal.load(), 1));
    m_progress->setValue(qRound(progressSteps * std::min(done / total, 1.0)));
}

} // namespace larder

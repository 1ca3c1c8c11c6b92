#include "ui/pages/storagecheck.h"

#include "core/base/clock.h"
#include "core/engine/engine.h"
#include "core/store/safename.h"
#include "core/sync/activitylog.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/told.h"
#include "ui/counts.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/listdelegate.h"
#include "ui/pages/progressline.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

enum Column { DatasetColumn, SnapshotColumn, FileColumn, DamageColumn };

Result<VerifyReport> checkAll(const Home &home, QThreadPool &pool, const ProgressLine::Tell &tell,
                              const std::stop_token &stop)
{
    const auto names = home.datasets();
    if (!names)
        return failure(names);
    return verify(
        home, *names, pool, [&tell](const VerifyProgress &p) { tell(p.bytesDone, p.bytesTotal); }, stop);
}

Result<Repair> mendAll(const SyncServices &sync, const VerifyReport &report, const std::stop_token &stop)
{
    const Instant now = sync.clock.now();
    auto mended = repair(sync.home, report, now, stop);
    if (mended) {
        logActivity(sync.home,
                    {.kind = ActivityKind::Verified,
                     .at = now,
                     .text = u"%1 damaged, %2 restored, %3 to fetch again"_s.arg(report.damaged.size())
                                 .arg(mended->restored.size())
                                 .arg(mended->toFetch.size())});
    }
    return mended;
}

} // namespace

StorageCheck::StorageCheck(const PageServices &services, QThreadPool &pool, QWidget *parent)
    : StorageDrawer(tr("Check the store"), parent),
      m_services(services),
      m_pool(pool),
      m_progress(new ProgressLine(this)),
      m_list(new QTreeWidget(this)),
      m_mend(addButton(tr("Mend what can be mended")))
{
    setUpList(*m_list);
    m_list->setColumnCount(DamageColumn + 1);
    m_list->setHeaderLabels({tr("Dataset"), tr("Snapshot"), tr("File"), tr("What is wrong")});
    m_list->setAccessibleName(tr("Damaged files"));
    m_list->setFixedHeight(fontMetrics().height() * 10);
    QHeaderView &head = *m_list->header();
    head.resizeSection(DatasetColumn, columnWidthFor(*m_list, u"northwind/product_catalog"_s) + pageMargin);
    head.resizeSection(SnapshotColumn, columnWidthFor(*m_list, u"20288888T888888Z-888888"_s));
    head.resizeSection(DamageColumn,
                       columnWidthFor(*m_list, told(damageText(DamageKind::Unexpected)) + u"00"_s));
    head.setSectionResizeMode(FileColumn, QHeaderView::Stretch);
    content().addWidget(m_progress);
    content().addWidget(m_list);
    m_mend->setProperty("primary", true);
    connect(m_mend, &QPushButton::clicked, this, &StorageCheck::mend);
    connect(m_progress, &ProgressLine::stopRequested, this, [this] {
        m_checking.stop();
        finish();
        say(tr("Stopped. What was read until then was not judged."), Ink::Quiet);
    });
}

void StorageCheck::open()
{
    if (isBusy())
        return;
    setBusy(true);
    m_list->hide();
    m_mend->hide();
    say({});
    m_checking = m_services.tasks.run(
        this,
        [home = m_services.sync.home, &pool = m_pool,
         tell = m_progress->begin(tr("Reading every stored byte again"))](const std::stop_token &stop) {
            return checkAll(home, pool, tell, stop);
        },
        [this](const Result<VerifyReport> &report) {
            finish();
            if (report)
                showReport(*report);
            else
                say(errorSentence(report.error()), Ink::Bad);
        });
}

void StorageCheck::finish()
{
    setBusy(false);
    m_progress->end();
}

void StorageCheck::showReport(const VerifyReport &report)
{
    m_report = report;
    const QString read =
        tr("%1 checked, %2 read").arg(fileCountText(report.files), byteSizeText(report.bytes));
    if (report.damaged.empty()) {
        say(tr("%1: all as they should be.").arg(read));
        return;
    }
    say(tr("%1: %2 damaged.").arg(read, fileCountText(qint64(report.damaged.size()))), Ink::Bad);
    m_list->clear();
    for (const Damage &damage : report.damaged) {
        auto *item = new QTreeWidgetItem(m_list,
                                         {damage.dataset.text(), damage.snapshot,
                                          damage.path.isEmpty() ? tr("the manifest") : shownName(damage.path),
                                          told(damageText(damage.kind))});
        item->setData(SnapshotColumn, QuietRole, true);
    }
    m_list->show();
    m_mend->show();
    m_mend->setEnabled(true);
    m_mend->setFocus();
}

void StorageCheck::mend()
{
    setBusy(true);
    m_mend->setEnabled(false);
    say(tr("Mending…"), Ink::Quiet);
    m_services.tasks.carryOut(
        this,
        [sync = m_services.sync, report = m_report](const std::stop_token &stop) {
            return mendAll(sync, report, stop);
        },
        [this](const Result<Repair> &mended) {
            finish();
            if (mended)
                showMended(*mended);
            else
                say(errorSentence(mended.error()), Ink::Bad);
            Q_EMIT storeChanged();
        });
}

void StorageCheck::showMended(const Repair &repair)
{
    m_list->hide();
    m_mend->hide();
    QStringList sentences;
    const auto files = [](const auto &damages) { return fileCountText(qint64(damages.size())); };
    if (!repair.restored.empty())
        sentences << tr("%1 restored from another whole copy.").arg(files(repair.restored));
    if (!repair.toFetch.empty()) {
        sentences << tr("Fetching %1 again; only what is gone is fetched.")
                         .arg(datasetCountText(int(repair.toFetch.size())));
    }
    if (!repair.lost.empty())
        sentences << tr("%1 lost, in older snapshots and nowhere else.").arg(files(repair.lost));
    say(sentences.isEmpty() ? tr("Nothing was left to mend.") : sentences.join(u' '),
        repair.lost.empty() ? Ink::Plain : Ink::Bad);
    for (const DatasetName &dataset : repair.toFetch)
        m_services.engine.start({.dataset = dataset, .trigger = Trigger::Person});
}

} // namespace larder

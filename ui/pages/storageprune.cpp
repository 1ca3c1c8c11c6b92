#include "ui/pages/storageprune.h"

#include "core/base/clock.h"
#include "core/store/prune.h"
#include "core/store/sweep.h"
#include "core/sync/activitylog.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/told.h"
#include "ui/counts.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/listdelegate.h"
#include "ui/settingskeeper.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

enum Column { DatasetColumn, SnapshotColumn, SizeColumn, BecauseColumn };

Result<PrunePlan> planOf(const Home &home, std::optional<qint64> budget, Instant now)
{
    const auto names = home.datasets();
    return names ? gatherPrunePlan(home, *names, budget, now) : failure(names);
}

/// As `larder prune` does it: the snapshots, then whatever else nobody needs.
Result<PrunePlan> carryOutPlan(const SyncServices &sync, const PrunePlan &plan, const std::stop_token &stop)
{
    const Instant now = sync.clock.now();
    auto done = prune(sync.home, plan, now, stop);
    if (!done)
        return done;
    for (const Removal &removal : done->removals) {
        logActivity(sync.home,
                    {.kind = ActivityKind::Pruned,
                     .at = now,
                     .customer = removal.dataset.customer,
                     .dataset = removal.dataset.dataset,
                     .text = u"removed %1: %2"_s.arg(removal.snapshot, removal.because)});
    }
    const auto swept = sweep(sync.home, SweepDepth::Full, now, stop);
    if (!swept)
        return failure(swept);
    done->freedBytes += swept->bytes;
    return done;
}

} // namespace

StoragePrune::StoragePrune(const PageServices &services, QWidget *parent)
    : StorageDrawer(tr("Make room"), parent),
      m_services(services),
      m_list(new QTreeWidget(this)),
      m_remove(addButton(tr("Remove them")))
{
    setUpList(*m_list);
    m_list->setColumnCount(BecauseColumn + 1);
    m_list->setHeaderLabels({tr("Dataset"), tr("Snapshot"), tr("Frees"), tr("Because")});
    m_list->setAccessibleName(tr("Snapshots that would go"));
    m_list->setFixedHeight(fontMetrics().height() * 10);
    QHeaderView &head = *m_list->header();
    head.resizeSection(DatasetColumn, columnWidthFor(*m_list, u"northwind/product_catalog"_s) + pageMargin);
    head.resizeSection(SnapshotColumn, columnWidthFor(*m_list, u"20288888T888888Z-888888"_s));
    head.resizeSection(SizeColumn, columnWidthFor(*m_list, byteSizeText(888)));
    head.setSectionResizeMode(BecauseColumn, QHeaderView::Stretch);
    content().addWidget(m_list);
    m_remove->setProperty("primary", true);
    connect(m_remove, &QPushButton::clicked, this, &StoragePrune::remove);
}

void StoragePrune::open()
{
    if (isBusy())
        return;
    m_wantedBudget.reset();
    setTitle(tr("Make room"));
    m_remove->setText(tr("Remove them"));
    plan();
}

void StoragePrune::openFor(qint64 budgetBytes)
{
    if (isBusy())
        return;
    m_wantedBudget = budgetBytes;
    setTitle(tr("A budget of %1").arg(byteSizeText(budgetBytes)));
    m_remove->setText(tr("Set the budget and remove them"));
    plan();
}

void StoragePrune::dropWantedBudget()
{
    if (!std::exchange(m_wantedBudget, std::nullopt))
        return;
    m_planning.stop();
    m_plan = {};
    hide();
}

void StoragePrune::plan()
{
    m_list->hide();
    m_remove->hide();
    say(tr("Looking for what may go…"), Ink::Quiet);
    m_planning = m_services.tasks.run(
        this,
        [home = m_services.sync.home,
         budget = m_wantedBudget ? m_wantedBudget : m_services.settings.settings().budgetBytes,
         now = m_services.sync.clock.now()](std::stop_token) { return planOf(home, budget, now); },
        [this](const Result<PrunePlan> &plan) {
            if (plan)
                showPlan(*plan);
            else
                say(errorSentence(plan.error()), Ink::Bad);
        });
}

void StoragePrune::showPlan(const PrunePlan &plan)
{
    m_plan = plan;
    QStringList sentences;
    if (plan.removals.empty() && m_wantedBudget) {
        sentences << tr("No snapshot may go now.");
        m_remove->setText(tr("Set the budget"));
    } else if (plan.removals.empty()) {
        sentences << tr(
            "No snapshot needs to go: each dataset has no more than it keeps, and the budget holds. "
            "Leftovers of broken runs are removed by themselves.");
    } else {
        sentences
            << tr("%1 would go, which frees %2. Readers keep what they have; nothing happens at the source.")
                   .arg(snapshotCountText(int(plan.removals.size())), byteSizeText(plan.freedBytes));
    }
    if (plan.overBudgetBytes > 0) {
        sentences << tr("The store would still be %1 over its budget: what is left is newest, current, held, "
                        "pinned or was used in the last 24 hours.")
                         .arg(byteSizeText(plan.overBudgetBytes));
    }
    say(sentences.join(u' '));
    m_list->clear();
    for (const Removal &removal : plan.removals) {
        auto *item = new QTreeWidgetItem(
            m_list,
            {removal.dataset.text(), removal.snapshot, byteSizeText(removal.bytes), told(removal.because)});
        item->setTextAlignment(SizeColumn, Qt::AlignRight | Qt::AlignVCenter);
        for (const int column : {int(SnapshotColumn), int(BecauseColumn)})
            item->setData(column, QuietRole, true);
    }
    m_list->setVisible(!plan.removals.empty());
    m_remove->setVisible(!plan.removals.empty() || m_wantedBudget);
    m_remove->setEnabled(true);
    m_remove->setFocus();
}

void StoragePrune::remove()
{
    if (const auto budget = std::exchange(m_wantedBudget, std::nullopt))
        m_services.settings.change([budget](Settings &settings) { settings.budgetBytes = budget; });
    if (m_plan.removals.empty()) {
        Q_EMIT closed();
        return;
    }
    setBusy(true);
    m_remove->setEnabled(false);
    say(tr("Removing…"), Ink::Quiet);
    m_services.tasks.carryOut(
        this,
        [sync = m_services.sync, plan = m_plan](const std::stop_token &stop) {
            return carryOutPlan(sync, plan, stop);
        },
        [this](const Result<PrunePlan> &done) {
            setBusy(false);
            m_list->hide();
            m_remove->hide();
            if (done)
                showDone(*done);
            else
                say(errorSentence(done.error()), Ink::Bad);
            Q_EMIT storeChanged();
        });
}

void StoragePrune::showDone(const PrunePlan &done)
{
    say(tr("%1 removed, %2 freed.")
            .arg(snapshotCountText(int(done.removals.size())), byteSizeText(done.freedBytes)));
}

} // namespace larder

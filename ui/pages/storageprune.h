/// Makes room: what would go and why, then the question in place, then what was freed. For a budget that is
/// smaller than what is stored, the budget is set with the answer, and not before. GUI thread.
#pragma once

#include "core/engine/taskrunner.h"
#include "core/store/pruneplan.h"
#include "ui/pages/storagedrawer.h"
#include "ui/pageservices.h"

class QTreeWidget;

namespace larder {

class StoragePrune : public StorageDrawer
{
    Q_OBJECT
public:
    explicit StoragePrune(const PageServices &services, QWidget *parent = nullptr);

    /// Asks what would go now.
    void open();
    /// Asks what this budget would remove.
    void openFor(qint64 budgetBytes);
    /// That is asked about; nullopt: none.
    [[nodiscard]] std::optional<qint64> wantedBudget() const { return m_wantedBudget; }
    /// It is not wanted any more: nothing of its question can be answered.
    void dropWantedBudget();

private:
    void plan();
    void showPlan(const PrunePlan &plan);
    void showDone(const PrunePlan &done);
    void remove();

    const PageServices m_services;
    QTreeWidget *m_list;
    QPushButton *m_remove;
    PrunePlan m_plan;
    std::optional<qint64> m_wantedBudget;
    Task m_planning;
};

} // namespace larder

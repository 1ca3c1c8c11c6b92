/// Makes room: what would go and why, then the question in place, then what was freed. GUI thread.
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

private:
    void showPlan(const PrunePlan &plan);
    void showDone(const PrunePlan &done);
    void remove();

    const PageServices m_services;
    QTreeWidget *m_list;
    QPushButton *m_remove;
    PrunePlan m_plan;
    Task m_planning;
};

} // namespace larder

/// Reads every stored byte again and says whether it is what the manifests promise; mends what can be mended.
/// GUI thread.
#pragma once

#include "core/engine/taskrunner.h"
#include "core/store/verify.h"
#include "ui/pages/storagedrawer.h"
#include "ui/pageservices.h"

class QTreeWidget;

namespace larder {

class ProgressLine;

class StorageCheck : public StorageDrawer
{
    Q_OBJECT
public:
    StorageCheck(const PageServices &services, QThreadPool &pool, QWidget *parent = nullptr);

    void open();

private:
    void showReport(const VerifyReport &report);
    void mend();
    void showMended(const Repair &repair);
    void finish();

    const PageServices m_services;
    QThreadPool &m_pool;
    ProgressLine *m_progress;
    QTreeWidget *m_list;
    QPushButton *m_mend;
    VerifyReport m_report;
    Task m_checking;
};

} // namespace larder

/// Forgets a dataset or a customer: what goes, the name typed as the answer, and the proof that nothing is
/// left. GUI thread.
#pragma once

#include "core/engine/taskrunner.h"
#include "core/store/forget.h"
#include "ui/pages/storagedrawer.h"
#include "ui/pages/storagemodel.h"
#include "ui/pageservices.h"

class QLineEdit;

namespace larder {

class StorageForget : public StorageDrawer
{
    Q_OBJECT
public:
    explicit StorageForget(const PageServices &services, QWidget *parent = nullptr);

    /// `datasets`: those that go with it.
    void open(const StorageModel::Subject &subject, const QList<DatasetName> &datasets);

private:
    void forget();
    void showForgotten(const ForgetReport &report);

    const PageServices m_services;
    QLineEdit *m_answer;
    QPushButton *m_forget;
    StorageModel::Subject m_subject;
    QList<DatasetName> m_datasets;
};

} // namespace larder

/// The wish at the foot of the Caches page that results and files are kept as fresh as a dataset: which one,
/// or none any longer. GUI thread.
#pragma once

#include "core/caches/ties.h"
#include "core/engine/taskrunner.h"
#include "ui/pages/storagedrawer.h"
#include "ui/pageservices.h"

class QComboBox;

namespace larder {

class CachesTies : public StorageDrawer
{
    Q_OBJECT
public:
    explicit CachesTies(const PageServices &services, QWidget *parent = nullptr);

    /// `chosen`: what is selected, as ties; `present`: those of all datasets.
    void open(const std::vector<CacheTie> &chosen, const std::vector<TiedTo> &present);

Q_SIGNALS:
    void changed();

private:
    void showDatasets(const QStringList &names);
    void showButtons();
    void tie();
    void untie();
    template <typename Work>
    void carryOut(Work work, const std::vector<TiedTo> &wanted, const QString &done);

    const PageServices m_services;
    QComboBox *m_dataset;
    QPushButton *m_tie;
    QPushButton *m_untie;
    std::vector<CacheTie> m_chosen;
    std::vector<TiedTo> m_own; ///< of the chosen ones
    Task m_reading;
};

} // namespace larder

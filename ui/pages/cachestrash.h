/// The question at the foot of the Caches page whether what was evicted goes for good. GUI thread.
#pragma once

#include "ui/pages/storagedrawer.h"
#include "ui/pageservices.h"

namespace larder {

class CachesTrash : public StorageDrawer
{
    Q_OBJECT
public:
    explicit CachesTrash(const PageServices &services, QWidget *parent = nullptr);

    /// `bytes` lie in the trash of these places.
    void open(const QStringList &places, qint64 bytes);

Q_SIGNALS:
    void removed();

private:
    void remove();

    const PageServices m_services;
    QPushButton *m_remove;
    QStringList m_places;
};

} // namespace larder

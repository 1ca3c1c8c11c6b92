#include "ui/pages/cachestrash.h"

#include "core/caches/cachetrash.h"
#include "core/engine/taskrunner.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"

#include <QPushButton>

namespace larder {

CachesTrash::CachesTrash(const PageServices &services, QWidget *parent)
    : StorageDrawer(tr("Remove what was evicted"), parent),
      m_services(services),
      m_remove(addButton(tr("Remove for good")))
{
    m_remove->setProperty("danger", true);
    connect(m_remove, &QPushButton::clicked, this, &CachesTrash::remove);
}

void CachesTrash::open(const QStringList &places, qint64 bytes)
{
    if (isBusy())
        return;
    m_places = places;
    say(tr("%1 that were evicted still lie beside their caches. Once they are removed, nothing brings them "
           "back.")
            .arg(byteSizeText(bytes)));
    m_remove->show();
    show();
    m_remove->setFocus();
}

void CachesTrash::remove()
{
    setBusy(true);
    m_remove->hide();
    say(tr("Removing…"), Ink::Quiet);
    m_services.tasks.carryOut(
        this,
        [places = m_places](std::stop_token) -> Result<qint64> {
            qint64 bytes = 0;
            for (const QString &place : places) {
                const auto removed = pruneTrash(place);
                if (!removed)
                    return removed;
                bytes += *removed;
            }
            return bytes;
        },
        [this](const Result<qint64> &bytes) {
            setBusy(false);
            if (bytes)
                say(tr("%1 are free again.").arg(byteSizeText(*bytes)));
            else
                say(errorSentence(bytes.error()), Ink::Bad);
            Q_EMIT removed();
        });
}

} // namespace larder

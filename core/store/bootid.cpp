#include "core/store/bootid.h"

#include <QFile>

namespace larder {

using namespace Qt::StringLiterals;

QString currentBootId()
{
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromLatin1(file.readAll().trimmed());
}

} // namespace larder

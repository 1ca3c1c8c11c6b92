#include "core/credentials/machine.h"

#include <QFile>

namespace larder {

QByteArray machineFact(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(64).trimmed().toLower() : QByteArray();
}

} // namespace larder

#include "ui/dialogs/startfolder.h"

#include <QDir>
#include <QFileInfo>

namespace larder {

QString startFolder(const QString &last)
{
    return !last.isEmpty() && QFileInfo(last).isDir() ? last : QDir::homePath();
}

} // namespace larder

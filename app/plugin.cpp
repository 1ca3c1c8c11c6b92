#include "app/plugin.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPluginLoader>

namespace larder {

using namespace Qt::StringLiterals;

QString companionFile(const QString &name)
{
    const QString here = QCoreApplication::applicationDirPath() + u'/';
    const QString beside = here + name;
    return QFileInfo::exists(beside) ? beside
                                     : here + QStringLiteral(LARDER_COMPANIONS_FROM_BIN) + u'/' + name;
}

Result<QObject *> openPlugin(const QString &name, const char *interface)
{
    const QString path = companionFile(name + u".so"_s);
    QPluginLoader loader(path);
    const QString offered = loader.metaData()["IID"_L1].toString(); // without loading it; with the version
    const bool isOurs = offered == QLatin1StringView(interface);
    QObject *root = isOurs ? loader.instance() : nullptr;
    if (root)
        return root;
    const QString why = isOurs || offered.isEmpty() ? loader.errorString() : offered;
    return failure(ErrorKind::Unsupported, u"a part of Larder cannot be loaded: %1"_s.arg(why), path,
                   u"install Larder again"_s);
}

} // namespace larder

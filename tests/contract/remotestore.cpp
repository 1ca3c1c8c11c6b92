#include "tests/contract/remotestore.h"

#include <sys/stat.h>

namespace larder::test {

using namespace Qt::StringLiterals;

RemoteStore::RemoteStore(const QString &kind) : StoreProcess(u"remoteserver.py"_s, {kind}) { }

void RemoteStore::configure(const QString &home, const QString &name) const
{
    const QString folder = home + u"/.config/rclone"_s;
    QFile file(folder + u"/rclone.conf"_s);
    if (!QDir().mkpath(folder) || !file.open(QIODevice::Append))
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    QByteArray section = '[' + name.toUtf8() + "]\n";
    const QJsonObject options = told()["options"_L1].toObject();
    for (auto option = options.begin(); option != options.end(); ++option)
        section += option.key().toUtf8() + " = " + option.value().toVariant().toByteArray() + '\n';
    file.write(section);
}

QString RemoteStore::root() const
{
    return told()["root"_L1].toString();
}

QString RemoteStore::makeFolder()
{
    const QString name = u"place-%1"_s.arg(++m_folders);
    if (!QDir(root()).mkdir(name))
        qFatal("no directory %s", qPrintable(name));
    return name;
}

RemotePlace::RemotePlace(RemoteStore &store, const QString &above)
    : RemotePlace(store, above, store.makeFolder())
{ }

void RemotePlace::deny(const QByteArray &path)
{
    ::chmod(m_tree.pathOf(path).constData(), 0);
}

} // namespace larder::test

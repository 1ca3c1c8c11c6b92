#include "app/desktop/autostart.h"

#include "core/base/atomicfile.h"
#include "core/store/filetree.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QStandardPaths>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QString chosenHome()
{
    return qEnvironmentVariable("LARDER_HOME");
}

QString autostartFile()
{
    const QString folder =
        QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/autostart/"_s;
    if (chosenHome().isEmpty())
        return folder + u"larder.desktop"_s;
    const QByteArray hash = QCryptographicHash::hash(chosenHome().toUtf8(), QCryptographicHash::Sha1).toHex();
    return folder + u"larder-h%1.desktop"_s.arg(QString::fromLatin1(hash.first(12)));
}

/// An argument of Exec: https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
/// Within quotes four characters are escaped, and the whole value is a string, where a backslash is two.
QString quoted(const QString &argument)
{
    QString text = u"\""_s;
    for (const QChar c : argument) {
        if (c == u'\\')
            text += u"\\\\\\\\"_s;
        else if (c == u'"' || c == u'`' || c == u'$')
            text += u"\\\\"_s + c;
        else if (c == u'%')
            text += u"%%"_s;
        else
            text += c;
    }
    return text + u'"';
}

QByteArray entry()
{
    QString command = quoted(QCoreApplication::applicationFilePath()) + u" --background"_s;
    if (!chosenHome().isEmpty())
        command = u"env "_s + quoted(u"LARDER_HOME="_s + chosenHome()) + u' ' + command;
    return u"[Desktop "
           u"Entry]\nType=Application\nName=Larder\nComment=%1\nIcon=larder\nExec=%2\nTerminal=false\n"
           "X-GNOME-Autostart-enabled=true\n"_s
               .arg(QCoreApplication::translate("Autostart", "Keeps the local copy of customers' data fresh"),
                    command)
               .toUtf8();
}

} // namespace

Result<bool> startsWithSession()
{
    const auto content = readWhole(autostartFile());
    if (!content)
        return failure(content);
    if (!*content)
        return false;
    const QByteArrayList lines = (*content)->split('\n');
    return !lines.contains("Hidden=true") && !lines.contains("X-GNOME-Autostart-enabled=false");
}

Result<void> setStartsWithSession(bool isOn)
{
    const QString file = autostartFile();
    if (!isOn)
        return removeTree(file);
    if (auto made = makeDirectory(QFileInfo(file).path()); !made)
        return made;
    return writeAtomically(file, entry());
}

} // namespace larder

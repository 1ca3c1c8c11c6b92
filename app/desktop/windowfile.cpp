#include "app/desktop/windowfile.h"

#include "app/settings.h"
#include "core/base/atomicfile.h"

#include <QDataStream>
#include <QFileInfo>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 formVersion = 2;

Result<QString> windowFile()
{
    const auto settings = settingsFile();
    return settings ? Result<QString>(QFileInfo(*settings).path() + u"/window.state"_s) : settings;
}

} // namespace

WindowMemory readWindowFile()
{
    const auto path = windowFile();
    const auto content = path ? readWhole(*path) : Result<std::optional<QByteArray>>();
    QDataStream stream(content ? content->value_or(QByteArray()) : QByteArray());
    quint32 version = 0;
    WindowMemory memory;
    stream >> version >> memory.window >> memory.isToldOfTray;
    return stream.status() == QDataStream::Ok && version == formVersion ? memory : WindowMemory();
}

void writeWindowFile(const WindowMemory &memory)
{
    const auto path = windowFile();
    if (!path || !makeDirectory(QFileInfo(*path).path()))
        return;
    QByteArray content;
    QDataStream stream(&content, QIODevice::WriteOnly);
    stream << formVersion << memory.window << memory.isToldOfTray;
    (void)writeAtomically(*path, content);
}

} // namespace larder

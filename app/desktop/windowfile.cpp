#include "app/desktop/windowfile.h"

#include "app/settings.h"
#include "core/base/atomicfile.h"

#include <QFileInfo>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Result<QString> windowFile()
{
    const auto settings = settingsFile();
    return settings ? Result<QString>(QFileInfo(*settings).path() + u"/window.state"_s) : settings;
}

} // namespace

QByteArray readWindowFile()
{
    const auto path = windowFile();
    const auto content = path ? readWhole(*path) : Result<std::optional<QByteArray>>();
    return content ? content->value_or(QByteArray()) : QByteArray();
}

void writeWindowFile(const QByteArray &state)
{
    const auto path = windowFile();
    if (path && makeDirectory(QFileInfo(*path).path()))
        (void)writeAtomically(*path, state);
}

} // namespace larder

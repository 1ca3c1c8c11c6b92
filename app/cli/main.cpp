// `larder-full`: the whole command line. The front `larder` becomes this program for everything but plain
// hits.
#include "app/cli/commandline.h"
#include "app/cli/stopsignals.h"

#include <QCoreApplication>

#include <langinfo.h>

#include <clocale>
#include <cstdlib>
#include <string_view>

namespace {

/// Names and sentences are UTF-8; under cron the locale is "C", and Qt would say so on stderr.
void ensureUtf8Locale()
{
    std::setlocale(LC_ALL, "");
    if (std::string_view(nl_langinfo(CODESET)) == "UTF-8")
        return;
    ::setenv("LC_ALL", "C.UTF-8", 1);
    std::setlocale(LC_ALL, "");
}

} // namespace

int main(int argumentCount, char **arguments)
{
    ensureUtf8Locale();
    const larder::StopSignals stopSignals;
    QCoreApplication application(argumentCount, arguments);
    QCoreApplication::setApplicationName(QStringLiteral("larder"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LARDER_VERSION));
    const std::vector<std::string> words(arguments + 1, arguments + argumentCount);
    return static_cast<int>(larder::runCommandLine(words, stopSignals.token()));
}

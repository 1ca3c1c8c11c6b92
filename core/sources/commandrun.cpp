#include "core/sources/commandrun.h"

#include "core/base/duration.h"
#include "core/base/processrunner.h"

namespace larder {

using namespace Qt::StringLiterals;

QProcessEnvironment commandEnvironment(const DatasetName &dataset)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LARDER_CUSTOMER"_s, dataset.customer);
    environment.insert(u"LARDER_DATASET"_s, dataset.text());
    return environment;
}

Result<void> runCommand(const CommandRequest &request, CommandLog &log, const std::stop_token &stop)
{
    const auto ended = runProcess({.program = u"/bin/sh"_s,
                                   .arguments = {u"-c"_s, request.line},
                                   .environment = request.environment,
                                   .workingDirectory = request.folder,
                                   .longest = request.timeLimit,
                                   .takeOutput = [&log](QByteArrayView said) -> Result<void> {
                                       log.add(said);
                                       return {};
                                   },
                                   .group = ProcessGroup::Own},
                                  stop);
    const QString shown = shownCommand(request.line);
    if (!ended && ended.error().kind == ErrorKind::Timeout) {
        return failure(ErrorKind::Timeout,
                       u"the command did not end within %1"_s.arg(durationText(request.timeLimit)), shown,
                       u"if it needs longer, set its time-limit"_s);
    }
    if (!ended)
        return failure(ended.error().kind, ended.error().message, shown);
    if (ended->exitCode == 0)
        return {};
    const QString said = log.lastLine();
    return failure(ErrorKind::CommandFailed,
                   said.isEmpty()
                       ? u"the command ended with exit %1"_s.arg(ended->exitCode)
                       : u"the command ended with exit %1: %2"_s.arg(QString::number(ended->exitCode), said),
                   shown);
}

} // namespace larder

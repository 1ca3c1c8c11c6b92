#include "core/store/runlog.h"

#include "core/base/atomicfile.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logRuns, "larder.runlog", QtWarningMsg)

constexpr QLatin1StringView suffix = ".log"_L1;

/// The newest first.
QStringList logsOf(const DatasetLayout &layout)
{
    return QDir(layout.logs()).entryList({u'*' + suffix}, QDir::Files, QDir::Time);
}

} // namespace

bool keepRunLog(const DatasetLayout &layout, const QString &runId, const QByteArray &said)
{
    if (said.isEmpty())
        return false;
    Result<void> written = makeDirectory(layout.logs());
    if (written)
        written = writeAtomically(layout.log(runId), said);
    if (!written) {
        qCWarning(logRuns) << "not kept:" << written.error().message;
        return false;
    }
    for (const QString &old : logsOf(layout).mid(keptRunLogs))
        QFile::remove(layout.logs() + u'/' + old);
    return true;
}

QString newestRunLog(const DatasetLayout &layout)
{
    const QStringList logs = logsOf(layout);
    return logs.isEmpty() ? QString() : logs.first().chopped(suffix.size());
}

Result<QByteArray> runLog(const DatasetLayout &layout, const QString &runId)
{
    const auto log = readWhole(layout.log(runId));
    if (!log)
        return failure(log);
    if (!*log)
        return failure(ErrorKind::NotFound, u"what the command said is not kept any more"_s,
                       layout.log(runId));
    return **log;
}

} // namespace larder

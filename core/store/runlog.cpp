#include "core/store/runlog.h"

#include "core/base/atomicfile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QLoggingCategory>

#include <algorithm>
#include <tuple>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logRuns, "larder.runlog", QtWarningMsg)

constexpr QLatin1StringView suffix = ".log"_L1;
constexpr QLatin1StringView afterMark = "-after-"_L1; // run ids have no hyphen

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

QString runOfLog(const QString &runId)
{
    const qsizetype at = runId.indexOf(afterMark);
    return at < 0 ? runId : runId.first(at);
}

QString afterRunId(const QString &runId, int number)
{
    return runId + afterMark + QString::number(number);
}

std::vector<KeptRunLog> keptLogs(const DatasetLayout &layout)
{
    std::vector<KeptRunLog> kept;
    for (const QFileInfo &file : QDir(layout.logs()).entryInfoList({u'*' + suffix}, QDir::Files)) {
        kept.push_back({file.fileName().chopped(suffix.size()),
                        fromMilliseconds(file.lastModified().toMSecsSinceEpoch()), file.size()});
    }
    QHash<QString, Instant> endOfRun;
    for (const KeptRunLog &log : kept) {
        Instant &end = endOfRun[runOfLog(log.runId)];
        end = std::max(end, log.writtenAt);
    }
    std::ranges::sort(kept, [&](const KeptRunLog &one, const KeptRunLog &other) {
        const QString run = runOfLog(one.runId);
        const QString otherRun = runOfLog(other.runId);
        if (run != otherRun)
            return std::tuple(endOfRun[otherRun], otherRun) < std::tuple(endOfRun[run], run);
        return std::tuple(one.writtenAt, one.runId) < std::tuple(other.writtenAt, other.runId);
    });
    return kept;
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

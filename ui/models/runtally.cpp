#include "ui/models/runtally.h"

#include "core/wording/quantities.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunTally)
};

QString doing(const Progress &progress)
{
    const QString name = progress.dataset.text();
    switch (progress.phase) {
    case Phase::Waiting:
        return Words::tr("%1 waits for its turn").arg(name);
    case Phase::Probing:
        return Words::tr("Checking %1").arg(name);
    case Phase::Settling:
        return Words::tr("Waiting until the upload of %1 settles").arg(name);
    case Phase::Fetching:
    case Phase::Unpacking:
    case Phase::Committing:
        return Words::tr("Fetching %1").arg(name);
    case Phase::After:
        return Words::tr("Running the command after %1").arg(name);
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

void RunTally::Sum::add(const Progress &progress, int times)
{
    bytesDone += progress.bytesDone * times;
    bytesTotal += progress.bytesTotal * times;
    bytesPerSecond += progress.bytesPerSecond * times;
}

void RunTally::progress(const Progress &progress)
{
    finish(progress.dataset);
    m_sum.add(progress, 1);
    m_runs.insert(progress.dataset, progress);
}

void RunTally::finish(const DatasetName &dataset)
{
    if (const auto run = m_runs.constFind(dataset); run != m_runs.constEnd()) {
        m_sum.add(*run, -1);
        m_runs.erase(run);
    }
}

RunLine RunTally::line() const
{
    if (m_runs.isEmpty())
        return {};
    const Sum &sum = m_sum;
    RunLine line;
    line.what =
        m_runs.size() == 1 ? doing(m_runs.first()) : Words::tr("Refreshing %1 datasets").arg(m_runs.size());
    if (sum.bytesTotal <= 0)
        return line;
    const qint64 done = std::min(sum.bytesDone, sum.bytesTotal);
    line.permille = static_cast<int>(done * 1000 / sum.bytesTotal);
    QStringList parts{Words::tr("%1 of %2").arg(byteSizeText(done), byteSizeText(sum.bytesTotal))};
    if (sum.bytesPerSecond > 0) {
        parts << Words::tr("%1/s").arg(byteSizeText(sum.bytesPerSecond));
        const qint64 secondsLeft = (sum.bytesTotal - done + sum.bytesPerSecond - 1) / sum.bytesPerSecond;
        if (secondsLeft > 0)
            parts << Words::tr("%1 left").arg(durationInWords(std::chrono::seconds(secondsLeft)));
    }
    line.amount = parts.join(u" · "_s);
    return line;
}

} // namespace larder

/// What the runs of this process are doing, summed up for one line: "Fetching acme/shipments", a bar, "412 MB
/// of 1.2 GB · 86 MB/s · 5 seconds left". Values in, words out. GUI thread.
#pragma once

#include "core/dataset/progress.h"

#include <QMap>

#include <optional>

namespace larder {

struct RunLine {
    QString what;
    QString amount;
    std::optional<int> permille; ///< nullopt: how much there is to do is not known yet

    bool operator==(const RunLine &) const = default;
};

class RunTally
{
public:
    void start(const DatasetName &dataset) { progress(Progress{.dataset = dataset}); }
    void progress(const Progress &progress);
    void finish(const DatasetName &dataset);
    [[nodiscard]] bool isIdle() const { return m_runs.isEmpty(); }
    [[nodiscard]] RunLine line() const;

private:
    struct Sum {
        qint64 bytesDone = 0;
        qint64 bytesTotal = 0;
        qint64 bytesPerSecond = 0;
        void add(const Progress &progress, int times);
    };
    QMap<DatasetName, Progress> m_runs;
    Sum m_sum; ///< of the runs; thousands may wait
};

} // namespace larder

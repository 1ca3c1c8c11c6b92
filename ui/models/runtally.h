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
    void start(const DatasetName &dataset) { m_runs.insert(dataset, Progress{.dataset = dataset}); }
    void progress(const Progress &progress) { m_runs.insert(progress.dataset, progress); }
    void finish(const DatasetName &dataset) { m_runs.remove(dataset); }
    [[nodiscard]] bool isIdle() const { return m_runs.isEmpty(); }
    [[nodiscard]] RunLine line() const;

private:
    QMap<DatasetName, Progress> m_runs;
};

} // namespace larder

/// One passage through the flow for one dataset, as it is shown, recorded and sent through signals.
#pragma once

#include "core/base/instant.h"
#include "core/base/tick.h"
#include "core/dataset/datasetname.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace larder {

enum class Outcome { Fetched, Unchanged, Identical, NothingYet, Settling, Deferred, Failed, Stopped };

/// Fetched, unchanged, identical and nothing-yet may confirm; settling, deferred (a change is known, and the
/// background is not to fetch it now), failed and stopped never do.
[[nodiscard]] bool isConfirming(Outcome outcome);
/// The stable name in JSON: "nothing-yet".
[[nodiscard]] QString outcomeName(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcomeFromName(QStringView name);

/// Who asked. Background looks do not download what is merely unproven.
enum class Trigger { Reader, Person, Background };

struct ChangeCounts {
    int added = 0;
    int changed = 0;
    int removed = 0;

    [[nodiscard]] bool isEmpty() const { return added == 0 && changed == 0 && removed == 0; }
    bool operator==(const ChangeCounts &) const = default;
};

struct RunReport {
    QString runId;
    DatasetName dataset;
    Trigger trigger = Trigger::Person;
    bool forced = false;
    Instant startedAt{}; ///< the start of its (first) probe; what it confirms dates from here
    Instant finishedAt{};
    Tick probedTick{}; ///< when that probe began and
    Tick finishedTick{}; ///< when the run ended, for those who waited for it
    Outcome outcome = Outcome::Failed;
    bool confirmed = false; ///< the newest snapshot was proven equal to the source when the probe began
    bool switched = false; ///< readers get another snapshot now
    SnapshotId snapshot; ///< the newest one after the run
    ChangeCounts changes;
    int fetchedFiles = 0;
    qint64 fetchedBytes = 0;
    int requests = 0;
    QStringList notices;
    QStringList answeredReports; ///< texts of those that this upload closed
    bool hasLog = false; ///< what its command said is kept: store/runlog.h
    std::optional<Error> error; ///< why it failed, or what it waits for
    /// Why the command that comes after new data failed; the data landed all the same. Told once, by this
    /// report.
    std::optional<Error> afterError;

    bool operator==(const RunReport &) const = default;
};

[[nodiscard]] QJsonObject toJson(const RunReport &report);
[[nodiscard]] Result<RunReport> runReportFromJson(const QJsonObject &json);

[[nodiscard]] QJsonObject toJson(const Error &error);
[[nodiscard]] Error errorFromJson(const QJsonObject &json);

} // namespace larder

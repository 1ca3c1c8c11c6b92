/// What changes about a dataset (data/datasets/…/record.json): confirmation, known change, hold, pins,
/// reports, last run. Only written under the dataset's record lock, by DatasetFolder::changeRecord.
#pragma once

#include "core/base/instant.h"
#include "core/dataset/datasetname.h"
#include "core/dataset/runreport.h"
#include "core/dataset/validator.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QStringList>

#include <optional>

namespace larder {

/// A probe saw a difference that is not fetched yet.
struct KnownChange {
    Instant seenAt{};
    ChangeCounts counts;
    QString example; ///< one path, for people
    QByteArray digest; ///< of the listing that differs, to tell yet another upload from the same one
    Instant latestAt{}; ///< when the first probe began that saw this listing; not before seenAt

    bool operator==(const KnownChange &) const = default;
};

/// "I told the customer that this is wrong": the dataset is watched closely until a different upload lands.
struct Report {
    QString text;
    Instant openedAt{};
    std::optional<Instant> closedAt;
    SnapshotId answer; ///< the upload that closed it; empty while open, and when a person closed it
    std::optional<Instant> identicalAt; ///< the same bytes were uploaded again: the fix did not take

    bool operator==(const Report &) const = default;
};

/// The last time that the source was asked, whatever came of it.
struct Look {
    Instant startedAt{};
    Instant endedAt{};
    std::optional<Error> error;
    int failuresInARow = 0;
    Tick startedTick{}; ///< when it began, in the order of this boot's looks

    bool operator==(const Look &) const = default;
};

/// A changed listing that is not believed yet, because the binding says `settle`.
struct SettlingListing {
    QByteArray digest; ///< of paths, sizes and validators
    Instant firstSeenAt{};

    bool operator==(const SettlingListing &) const = default;
};

/// The binding's `after` failed, and has not succeeded since. The data are what they are all the same.
struct AfterFailure {
    Instant at{};
    SnapshotId snapshot; ///< that it was run for
    Error error;

    bool operator==(const AfterFailure &) const = default;
};

struct Record {
    std::optional<Instant> confirmedAt; ///< the newest snapshot equalled the source at this instant
    std::optional<KnownChange> knownChange;
    std::optional<SettlingListing> settling;
    std::optional<Look> lastLook;
    std::optional<Instant> uploadedAt; ///< the newest entry at the source, at the last probe
    QList<Instant> uploads; ///< the first of each day, of the last two weeks, as the source dates them
    std::optional<Instant>
        differenceSeenAt; ///< when a probe last saw something that was different from before
    std::optional<Instant>
        boundAt; ///< when the binding began to mean what it means: earlier probes asked another question
    SnapshotId newest; ///< empty: nothing fetched yet
    std::optional<Instant> fetchedAt; ///< when the newest snapshot was committed
    SnapshotId hold; ///< empty: readers get the newest
    std::optional<Instant> currentSince; ///< when readers began to get current(), for the last time
    SnapshotId replaced; ///< what they got before; empty: nothing
    QList<SnapshotId> pins;
    QList<Report> reports;
    QMap<SnapshotId, Instant> supersededAt; ///< when a snapshot stopped being current
    QMap<SnapshotId, Instant> handedOutAt; ///< when `path NAME@SNAPSHOT` last gave it to a reader
    QMap<QByteArray, Validator>
        laterValidators; ///< by path, where newer than the newest manifest's (identical re-upload)
    /// The snapshot that the binding's `after` is to run for, and has not yet to its end.
    SnapshotId afterDue;
    std::optional<AfterFailure> afterFailure;
    std::optional<RunReport> lastRun;

    /// What readers get: the hold, else the newest.
    [[nodiscard]] const SnapshotId &current() const { return hold.isEmpty() ? newest : hold; }
    [[nodiscard]] bool hasOpenReport() const;
    /// The binding began to mean something else, and nothing was proven equal to that yet: a difference may
    /// come from the binding as well as from an upload.
    [[nodiscard]] bool isRebound() const { return boundAt && !confirmedAt; }
    /// A different upload was fetched: closes the reports that were open when its probe began. Returns their
    /// texts.
    QStringList answerReports(const SnapshotId &upload, Instant probedAt, Instant now);

    bool operator==(const Record &) const = default;
};

[[nodiscard]] QJsonObject toJson(const Record &record);
[[nodiscard]] QJsonArray toJson(const QList<Report> &reports);
[[nodiscard]] Result<Record> recordFromJson(const QJsonObject &json);

} // namespace larder

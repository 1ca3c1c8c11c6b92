/// Verdicts as sentences, for terminals, current.json and windows alike. Pure, translatable; any thread.
/// Sentences start in lower case and have no final full stop, so that they stand after a name and a colon.
#pragma once

#include "core/dataset/datasetname.h"
#include "core/dataset/verdict.h"

#include <QStringList>

namespace larder {

/// In whose zones instants are told. `now` decides what "today" is.
struct Reader {
    Instant now{};
    QTimeZone viewerZone = QTimeZone::UTC;
    QTimeZone customerZone = QTimeZone::UTC;
};

/// One sentence with absolute dates in the customer's zone, true for as long as the verdict is: for
/// current.json. "fetched for 2026-08-01; stale since 2026-08-02 00:00 (Europe/Paris)"
[[nodiscard]] QString because(const Verdict &verdict, const QTimeZone &customerZone);
/// The same for people, in the viewer's zone: "asked today 09:12; fresh until tomorrow 00:00".
[[nodiscard]] QString becauseFor(const Verdict &verdict, const Reader &reader);
/// Every instant behind the verdict, a sentence each, in the customer's zone and in the viewer's where they
/// differ.
[[nodiscard]] QStringList why(const Verdict &verdict, const Reader &reader);

/// What a reader must hear although the path is given: it is held, the source is overdue, has nothing yet for
/// the day, or has it no more. Empty: nothing.
[[nodiscard]] QString readerWarning(const Verdict &verdict, const QTimeZone &customerZone);
/// "source last asked 2026-08-01 10:00 (Europe/Paris); nothing is watching it: start larder-desktop or run
/// `larder check acme/shipments`"
[[nodiscard]] QString unwatchedLine(const DatasetName &dataset, Instant lastAsked,
                                    const QTimeZone &customerZone);

/// "fresh", "sign-in needed": the state as a word that people see.
[[nodiscard]] QString stateWord(State state);
/// "waiting" for Reported.
[[nodiscard]] QString flagWord(Flag flag);

} // namespace larder

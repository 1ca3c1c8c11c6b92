/// The binding's `after`: a person's command that is run when readers have new data, such as the script that
/// loads it. It gets LARDER_PATH and LARDER_SNAPSHOT besides what every command gets, and is told in the
/// activity, with what it said. What it does never spoils the run that brought the data. Blocks; any thread.
///
/// It is due from the instant of the switch on, and is written down as such: a process that dies before it
/// has ended leaves it to the next run of the dataset. One that fails is remembered (Record::afterFailure)
/// until one succeeds, and is tried again for the same snapshot only when a person refreshes: the cause, or
/// the command, may have been put right.
#pragma once

#include "core/dataset/progress.h"
#include "core/dataset/runreport.h"
#include "core/sync/services.h"

#include <stop_token>

namespace larder {

/// Runs it if it is due. `run`: that has just ended, without its lock; if it brought the data, the command of
/// an earlier snapshot is waited for. It is told there why the command failed (afterError), or that one which
/// had failed did not this time (afterMendedNotice). REQUIRES: a recorded run.
void runAfter(const SyncServices &services, RunReport &run, const ProgressCallback &progress,
              const std::stop_token &stop);

[[nodiscard]] QString afterMendedNotice();

} // namespace larder

/// The commands' declarations, one per file of this folder; see commandtable.h.
#pragma once

#include "app/cli/commandtable.h"

namespace larder {

[[nodiscard]] Action declareAdd(CLI::App &command);
[[nodiscard]] Action declareAgent(CLI::App &command);
[[nodiscard]] Action declareApply(CLI::App &command);
[[nodiscard]] Action declareCaches(CLI::App &command);
[[nodiscard]] Action declareCat(CLI::App &command);
[[nodiscard]] Action declareLog(CLI::App &command);
[[nodiscard]] Action declareCheck(CLI::App &command);
[[nodiscard]] Action declareConfig(CLI::App &command);
[[nodiscard]] Action declareCredentials(CLI::App &command);
[[nodiscard]] Action declareDemo(CLI::App &command);
[[nodiscard]] Action declareDiff(CLI::App &command);
[[nodiscard]] Action declareDoctor(CLI::App &command);
[[nodiscard]] Action declareDump(CLI::App &command);
[[nodiscard]] Action declareExport(CLI::App &command);
[[nodiscard]] Action declareForget(CLI::App &command);
[[nodiscard]] Action declareHistory(CLI::App &command);
[[nodiscard]] Action declareList(CLI::App &command);
[[nodiscard]] Action declareLs(CLI::App &command);
[[nodiscard]] Action declarePath(CLI::App &command);
[[nodiscard]] Action declarePause(CLI::App &command);
[[nodiscard]] Action declarePin(CLI::App &command);
[[nodiscard]] Action declarePrune(CLI::App &command);
[[nodiscard]] Action declareRefresh(CLI::App &command);
[[nodiscard]] Action declareReport(CLI::App &command);
[[nodiscard]] Action declareResume(CLI::App &command);
[[nodiscard]] Action declareSet(CLI::App &command);
[[nodiscard]] Action declareStatus(CLI::App &command);
[[nodiscard]] Action declareUnpin(CLI::App &command);
[[nodiscard]] Action declareUse(CLI::App &command);
[[nodiscard]] Action declareVerify(CLI::App &command);
[[nodiscard]] Action declareWait(CLI::App &command);
[[nodiscard]] Action declareWhy(CLI::App &command);

} // namespace larder

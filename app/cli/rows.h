/// Datasets as `status`, `list` and `why` show them: their rows, judged at the clock's instant.
#pragma once

#include "app/composition.h"
#include "core/engine/judgedrow.h"
#include "core/wording/verdictwords.h"

namespace larder {

/// By name, through the catalog's index.
[[nodiscard]] Result<std::vector<JudgedRow>> allJudgedRows(const Composition &composition);
/// Of those named, in the order of `names`; no others are looked at.
[[nodiscard]] std::vector<JudgedRow> judgedRows(const Composition &composition,
                                                const std::vector<DatasetName> &names);

/// Times for the person at this terminal.
[[nodiscard]] Reader readerOf(const Composition &composition, const Binding &binding);

/// The directory that readers get; empty: none.
[[nodiscard]] QString currentPath(const Composition &composition, const JudgedRow &judged);

} // namespace larder

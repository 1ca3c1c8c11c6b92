/// The factories behind the table in policy.cpp: one file each. Each is given the whole text, whose first
/// word is its own.
#pragma once

#include "core/freshness/policy.h"

namespace larder {

[[nodiscard]] Result<PolicyPointer> makeDailyPolicy(QStringView text);
[[nodiscard]] Result<PolicyPointer> makeEveryPolicy(QStringView text);
[[nodiscard]] Result<PolicyPointer> makeWeekdaysPolicy(QStringView text);
[[nodiscard]] Result<PolicyPointer> makeCronPolicy(QStringView text);
[[nodiscard]] Result<PolicyPointer> makeManualPolicy(QStringView text);
[[nodiscard]] Result<PolicyPointer> makeAlwaysPolicy(QStringView text);

} // namespace larder

/// Every sentence that core writes in English and a person may read in the window. Private to the folder.
#pragma once

#include <span>

namespace larder {

/// %1 to %9 stand for values and for parts that are sentences of the table themselves.
[[nodiscard]] std::span<const char *const> toldTexts();

} // namespace larder

/// How loud a cell's words are in the tables of the details; the delegate knows the colours. The words alone
/// say the same.
#pragma once

#include <qnamespace.h>

namespace larder {

enum class CellInk { Plain, Quiet, Good, Bad };

inline constexpr int InkRole = Qt::UserRole + 50; ///< int(CellInk)

} // namespace larder

/// "Did you mean": the known word that is nearest to a wrong one. Pure.
#pragma once

#include <QStringList>

namespace larder {

/// By edits (insert, delete, replace, swap); empty: none is near enough to be meant.
[[nodiscard]] QString nearestWord(const QString &word, const QStringList &known);

} // namespace larder

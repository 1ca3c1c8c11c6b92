/// How a DatasetRow lies in the catalog: one text. Pure.
#pragma once

#include "core/catalog/datasetrow.h"

namespace larder {

/// Everything but the name and the stamp, which have columns of their own.
[[nodiscard]] QByteArray contentOf(const DatasetRow &row);

/// False: not readable; the row must be read from its truth files again.
[[nodiscard]] bool takeContent(const QByteArray &content, DatasetRow &row);

/// Names this program's form of the content. A program that knows other fields has another form, and must not
/// believe our rows: what it knows and we do not, we have not kept.
[[nodiscard]] QString rowForm();

} // namespace larder

/// All datasets as rows, current: the truth files of every dataset are looked at (not read), and read only
/// where they changed since the catalog, or the caller, last saw them. The catalog is updated on the way;
/// when it cannot be, the rows are right all the same. A dataset whose files cannot be read has its row, with
/// the fault. Blocks; 10 000 datasets take a fraction of a second. Errors: Storage (the data folder cannot be
/// listed).
#pragma once

#include "core/base/result.h"
#include "core/catalog/datasetrow.h"

#include <span>
#include <vector>

namespace larder {

class Catalog;
class Home;

/// By name. `known`: what an earlier call returned to this caller, who then needs no catalog to look into.
[[nodiscard]] Result<std::vector<DatasetRow>> currentRows(const Home &home, Catalog &catalog,
                                                          std::vector<DatasetRow> known = {});

/// Of these alone, in their order, from their truth files; no other dataset is looked at. Those that are gone
/// are left out.
[[nodiscard]] std::vector<DatasetRow> rowsOf(const Home &home, std::span<const DatasetName> names);

/// The same as currentRows from the truth files alone, without a catalog: for `doctor`, and where there can
/// be none.
[[nodiscard]] Result<std::vector<DatasetRow>> rowsFromFiles(const Home &home);

/// Reads every truth file again and makes the catalog's index that. Errors: also the catalog's.
[[nodiscard]] Result<std::vector<DatasetRow>> rebuildIndex(const Home &home, Catalog &catalog);

} // namespace larder

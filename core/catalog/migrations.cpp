#include "core/catalog/migrations.h"

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array version1{
    // The index. A stamp of a file that does not exist has size -1. `form` and `content`: see rowform.h.
    R"(CREATE TABLE dataset (
        customer TEXT NOT NULL, dataset TEXT NOT NULL,
        customer_ns INTEGER NOT NULL, customer_size INTEGER NOT NULL, customer_inode INTEGER NOT NULL,
        binding_ns INTEGER NOT NULL, binding_size INTEGER NOT NULL, binding_inode INTEGER NOT NULL,
        record_ns INTEGER NOT NULL, record_size INTEGER NOT NULL, record_inode INTEGER NOT NULL,
        form TEXT NOT NULL, content BLOB NOT NULL,
        PRIMARY KEY (customer, dataset)) STRICT)"_L1,
    // The log. `started_ms`, `outcome`, `report` are a run's; `words` is what a search looks in, case folded.
    R"(CREATE TABLE activity (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, at_ms INTEGER NOT NULL,
        customer TEXT NOT NULL, dataset TEXT NOT NULL, text TEXT NOT NULL,
        started_ms INTEGER, outcome TEXT, report BLOB, words TEXT NOT NULL) STRICT)"_L1,
    R"(CREATE INDEX activity_by_dataset ON activity (customer, dataset, id))"_L1,
    R"(CREATE INDEX activity_by_outcome ON activity (outcome, id))"_L1,
};

constexpr std::array version2{
    // For the strip of the last days; looks that found nothing, which are most, are not in it.
    R"(CREATE INDEX activity_by_day ON activity (at_ms, customer, dataset, outcome)
        WHERE outcome IN ('fetched', 'identical', 'failed'))"_L1,
};

constexpr std::array version3{
    // What a person was told of a dataset: see core/engine/news.h.
    R"(CREATE TABLE told (
        customer TEXT NOT NULL, dataset TEXT NOT NULL, content BLOB NOT NULL,
        PRIMARY KEY (customer, dataset)) STRICT)"_L1,
};

constexpr std::array<std::span<const QLatin1StringView>, 3> versions{version1, version2, version3};

} // namespace

std::span<const std::span<const QLatin1StringView>> catalogMigrations()
{
    return versions;
}

} // namespace larder

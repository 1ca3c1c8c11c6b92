/// The stable shapes of --json (DESIGN §6), from values. Pure.
#pragma once

#include "core/catalog/datasetrow.h"
#include "core/changes/changes.h"
#include "core/dataset/verdict.h"
#include "core/freshness/usualupload.h"
#include "core/store/pruneplan.h"
#include "core/sync/check.h"

#include <QJsonArray>
#include <QJsonObject>

namespace larder {

/// One of `status` and `list`. `path`: of the current snapshot; empty: none.
[[nodiscard]] QJsonObject statusJson(const DatasetRow &row, const Verdict &verdict, const QString &path);
/// One of `refresh`, and `run` of `path`.
[[nodiscard]] QJsonObject runJson(const RunReport &report);
/// A run that could not be made at all.
[[nodiscard]] QJsonObject runJson(const DatasetName &dataset, const Error &error);
[[nodiscard]] QJsonObject checkJson(const CheckReport &report);
[[nodiscard]] QJsonObject snapshotJson(const ManifestHeader &header, const Record &record);
[[nodiscard]] QJsonObject changesJson(const Changes &changes);
[[nodiscard]] QJsonObject removalJson(const Removal &removal);

/// The reasons behind a verdict, for `why`.
[[nodiscard]] QJsonArray reasonsJson(const Verdict &verdict);

/// null: nothing is learned.
[[nodiscard]] QJsonValue usualUploadJson(const std::optional<UsualUpload> &usual);

[[nodiscard]] QJsonArray pathArray(const QList<QByteArray> &paths);

} // namespace larder

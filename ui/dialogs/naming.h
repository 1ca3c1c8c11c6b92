/// Names that are suggested from what a person wrote. Pure.
#pragma once

#include <QString>

namespace larder {

inline constexpr qsizetype longestSlug = 64; ///< of core/dataset/datasetname.h

/// "Société Générale" is "societe-generale"; empty where nothing of it can be in a slug.
[[nodiscard]] QString slugFrom(const QString &text);

/// What a dataset of this address may be called: its last part that is no pattern, date or common word.
[[nodiscard]] QString suggestedDataset(const QString &address);
/// What the customer behind it may be called, from the host: "Acme" for https://exports.acme.example/. Empty:
/// the address does not tell.
[[nodiscard]] QString suggestedCustomer(const QString &address);

} // namespace larder

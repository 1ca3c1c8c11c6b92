/// What Google Cloud Storage says of objects in JSON: a page of a listing, one object. Knows nothing of HTTP.
/// Pure. (cloud.google.com/storage/docs/json_api/v1/objects)
#pragma once

#include "core/sources/bucketplace.h"

namespace larder {

/// What is asked of each object. Its time is that of this generation: `updated` moves also when nothing but
/// the storage class does.
inline constexpr QByteArrayView gcsObjectFields = "name,size,generation,timeCreated";

/// Errors: Unsupported (no such page at all), Corrupt (a page without what it must have).
[[nodiscard]] Result<BucketPage> readGcsPage(const QByteArray &body);
[[nodiscard]] Result<BucketObject> readGcsObject(const QByteArray &body);

/// A generation names one version of an object for ever.
[[nodiscard]] Validator gcsValidator(const QByteArray &generation);
/// nullopt: the validator is none of these.
[[nodiscard]] std::optional<QByteArray> gcsGeneration(const Validator &validator);

} // namespace larder

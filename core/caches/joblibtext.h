/// What a joblib store's files and names say. Bytes in, values out; a stranger may have written them. Pure;
/// any thread.
#pragma once

#include "core/caches/cachecontents.h"

namespace larder {

/// metadata.json
struct JoblibMetadata {
    std::optional<Instant> made; ///< joblib 1.3 and newer write it
    std::chrono::milliseconds took{0}; ///< the call, until then
    std::vector<CacheArgument> arguments; ///< by name
    std::optional<LarderTerms> terms;
};
/// nullopt: not readable.
[[nodiscard]] std::optional<JoblibMetadata> readJoblibMetadata(const QByteArray &json);

enum class ItemName {
    None,
    Exact, ///< 32 hexadecimal digits: what a call looks for
    Prefixed, ///< more behind them: joblib counts it among its items, but no call looks for it
};
[[nodiscard]] ItemName itemNameOf(QByteArrayView name);

/// A file that joblib writes aside: "output.pkl.thread-139-pid-4711", "metadata.json.<32 hex>-4711-139". The
/// process that does; 0: not said. nullopt: no such name.
[[nodiscard]] std::optional<qint64> writerOf(QByteArrayView name);

/// Arguments in the order in which the function takes them; those that it does not name stay behind.
[[nodiscard]] std::vector<CacheArgument> inOrderOf(const PythonParameters &parameters,
                                                   std::vector<CacheArgument> arguments);

} // namespace larder

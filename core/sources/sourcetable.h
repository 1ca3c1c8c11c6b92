/// The table scheme → source: what can be bound, and how a run gets its Source.
/// Pure but for makeSource, which asks nothing of the network or the disk either: the first request is the
/// probe's.
#pragma once

#include "core/base/instant.h"
#include "core/dataset/binding.h"
#include "core/sources/source.h"

#include <QDate>
#include <QStringList>

namespace larder {

class Home;
class HttpClientFactory;
class SharedListings;
struct SignIns;

/// What a run hands to its source, which they must outlive.
struct SourceContext {
    HttpClientFactory &http;
    SignIns &signIns;
    QDate day; ///< the dataset's day, which fills the placeholders
    const Home &home; ///< whose store has room for what a command exports
    DatasetName dataset;
    SharedListings *listings; ///< nullptr: nothing is shared
};

/// Everything about the address and the selection that can be known without asking: scheme, password,
/// placeholders, globs. Errors: Invalid; an unknown scheme lists the known ones, a password is refused and
/// not repeated.
[[nodiscard]] Result<void> checkBinding(const Binding &binding);

/// Errors: as checkBinding.
[[nodiscard]] Result<std::unique_ptr<Source>> makeSource(const Binding &binding,
                                                         const SourceContext &context);

/// The address as it may be shown, logged and recorded; placeholders and globs as written.
[[nodiscard]] QString redactedAddress(const Binding &binding);

/// Whether the scheme's places are buckets: their binding may have BucketOptions.
[[nodiscard]] bool isBucketScheme(const QString &scheme);
/// Which of them: "endpoint", "region", …
[[nodiscard]] QStringList bucketKeysOf(const QString &scheme);

/// Whether somebody may have to sign in at such a place.
[[nodiscard]] bool takesCredentials(const QString &scheme);

/// The provider's own tools take the store's address from the environment or a profile. A binding names its
/// store itself, so that the same bucket on two stores is never mixed up when those change.
void nameTheStore(Binding &binding, const SignIns &signIns);

/// Whether there may be sign-ins of this machine that its places are read by: of a provider's own tools, or
/// rclone's remotes.
[[nodiscard]] bool hasProfiles(const QString &scheme);
/// Those, for a person to choose from. Reads files.
[[nodiscard]] QStringList profilesFor(const QString &scheme, const SignIns &signIns);

/// What a probe on that day lists, before any filter: equal for datasets whose listings would be. Empty: a
/// listing of such a place is no other dataset's.
[[nodiscard]] QString listedPlace(const Binding &binding, QDate day);

/// Those, and before them the names that are kept in the keyring for such a place: what a binding's
/// `credentials` may say.
[[nodiscard]] QStringList signInsFor(const QString &scheme, const SignIns &signIns);

/// Who signs in, and where: datasets with equal ones share the sign-in and its troubles. A web server is one
/// place per host; a store is one for all its buckets. Empty: a directory needs none.
[[nodiscard]] QString signInScope(const Binding &binding);

/// "file", "http", "https", … in the table's order.
[[nodiscard]] QStringList knownSchemes();

} // namespace larder

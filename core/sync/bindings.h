/// Customers and their bindings come, change and are looked at before anything is fetched.
/// A dataset appears whole or not at all; what a change of its address, policy, zone or customer means for
/// readers is written at once. Blocks (previewBinding asks the source). Errors: Invalid (texts, a duplicate),
/// NotFound, the source's own, NoSpace, Storage, Cancelled.
#pragma once

#include "core/dataset/binding.h"
#include "core/dataset/listing.h"
#include "core/sync/bindingkeys.h"
#include "core/sync/services.h"

#include <QDate>
#include <QList>

#include <optional>
#include <stop_token>

namespace larder {

struct BindingPreview {
    Listing listing; ///< what a fetch would take, after globs, newest and since
    QDate day; ///< the dataset's day, which filled the placeholders
    bool isNothingYet = false; ///< a dated address whose day has no upload yet
};

/// The machine's zone where it has an IANA name; UTC where it only has an offset.
[[nodiscard]] QByteArray systemZone();

/// The address as it would be kept: absolute, and a path that is there is meant literally, whatever
/// characters its name has. Touches the disk.
[[nodiscard]] Result<QString> keptUrl(const QString &written);

/// What the source holds for this binding now; nothing is recorded. Names that cannot be kept are
/// Unsupported. REQUIRES: a kept address and a zone. `dataset`: as which it is asked for; it need not be
/// there.
[[nodiscard]] Result<BindingPreview> previewBinding(const SyncServices &services, const DatasetName &dataset,
                                                    const Binding &binding, std::stop_token stop);

/// The binding as it would be kept: its address as by keptUrl, and the zone in force — its own, else its
/// customer's, else that of the customer to be made (`zone`, else the system's).
/// Checks the name, a duplicate, and everything in validateBinding.
[[nodiscard]] Result<Binding> prepareBinding(const SyncServices &services, const DatasetName &name,
                                             const Binding &written);

/// REQUIRES: `prepared` by prepareBinding. Makes the customer where it is new, with that display name; empty:
/// its slug.
[[nodiscard]] Result<void> addDataset(const SyncServices &services, const DatasetName &name,
                                      const Binding &prepared, const QString &customerName = {});

/// One KEY=VALUE; the same key again makes a list.
struct KeyValue {
    QString key;
    QString value;
};

/// All keys or none. Returns what differs now, a line per key.
[[nodiscard]] Result<QStringList> setKeys(const SyncServices &services, const DatasetName &name,
                                          const QList<KeyValue> &settings);
/// A customer's `name` (display name) and `zone`; the zone also of every dataset that inherits it.
[[nodiscard]] Result<QStringList> setCustomerKeys(const SyncServices &services, const QString &slug,
                                                  const QList<KeyValue> &settings);

/// Writes a changed binding, and takes back what was confirmed when it means another source. Conflict:
/// another process changed it since `before` was read.
[[nodiscard]] Result<void> replaceBinding(const SyncServices &services, const DatasetName &name,
                                          const Binding &before, const Binding &binding);
/// Writes a customer; a changed zone reaches its heirs.
[[nodiscard]] Result<void> replaceCustomer(const SyncServices &services, const Customer &customer);

} // namespace larder

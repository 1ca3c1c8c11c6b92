#include "core/sync/credentialuse.h"

#include "core/base/clock.h"
#include "core/sources/sourcetable.h"
#include "core/store/home.h"
#include "core/sync/bindingkeys.h"
#include "core/sync/bindings.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Result<OpenedPlace> opened(const SyncServices &services, const DatasetName &dataset, const Binding &binding,
                           const std::stop_token &stop)
{
    const auto preview = previewBinding(services, dataset, binding, stop);
    if (!preview)
        return failure(preview);
    OpenedPlace place{.address = redactedAddress(binding)};
    for (const Entry &entry : preview->listing.entries) {
        ++place.files;
        place.bytes += std::max<qint64>(entry.size, 0);
    }
    return place;
}

} // namespace

Result<std::vector<DatasetName>> datasetsUsing(const Home &home, const QString &credentials)
{
    const auto names = home.datasets();
    if (!names)
        return failure(names);
    std::vector<DatasetName> users;
    for (const DatasetName &name : *names) {
        // One that cannot be read is told where it is asked for.
        const auto binding = home.dataset(name).binding();
        if (binding && binding->credentials == credentials)
            users.push_back(name);
    }
    return users;
}

Result<OpenedPlace> tryCredentials(const SyncServices &services, const QString &credentials,
                                   const QString &url, const QString &endpoint, const std::stop_token &stop)
{
    const auto address = keptUrl(url);
    if (!address)
        return failure(address);
    Binding binding{.url = *address, .zone = systemZone(), .credentials = credentials};
    binding.bucket.endpoint = endpoint;
    nameTheStore(binding, services.signIns);
    if (const auto valid = validateBinding(binding); !valid)
        return failure(valid);
    return opened(services, {u"credentials"_s, u"test"_s}, binding, stop);
}

Result<OpenedPlace> tryDataset(const SyncServices &services, const DatasetName &dataset,
                               const std::stop_token &stop)
{
    const auto folder = services.home.existing(dataset);
    if (!folder)
        return failure(folder);
    const auto binding = folder->binding();
    if (!binding)
        return failure(binding);
    return opened(services, dataset, *binding, stop);
}

} // namespace larder

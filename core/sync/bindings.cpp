#include "core/sync/bindings.h"

#include "core/base/clock.h"
#include "core/freshness/policy.h"
#include "core/freshness/walltime.h"
#include "core/sources/address.h"
#include "core/sources/sourcetable.h"
#include "core/store/home.h"
#include "core/sync/findings.h"
#include "core/sync/probing.h"

#include <QDir>
#include <QFileInfo>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> zoneInForce(const Home &home, const DatasetName &name, const Binding &binding)
{
    if (binding.hasOwnZone)
        return binding.zone;
    const auto customer = home.customer(name.customer);
    if (!customer)
        return failure(customer);
    return *customer ? (*customer)->zone : systemZone();
}

/// Readers ask before they get anything more; after a change of the place every file is fetched and compared
/// again.
Result<void> takeBackConfirmation(const DatasetFolder &folder, Meaning meaning, Instant now)
{
    if (meaning == Meaning::Same)
        return {};
    const auto basis = folder.fetchBasis();
    if (!basis)
        return failure(basis);
    const auto changed = folder.changeRecord(
        [&](Record &record) {
            takeBackConfirmation(record, meaning, *basis ? &**basis : nullptr);
            record.boundAt = now;
            // A look that is under way asks the old place: it is overtaken.
            if (!record.lastLook)
                record.lastLook = Look{now, now, std::nullopt, 0, {}};
            record.lastLook->startedTick = Tick::now();
        },
        now);
    if (!changed)
        return failure(changed);
    return {};
}

/// A first `after` is for what comes, not for what a recovered run left to be done, or an older one did.
Result<void> beginAfter(const DatasetFolder &folder, const Binding &before, const Binding &binding,
                        Instant now)
{
    if (!before.after.isEmpty() || binding.after.isEmpty())
        return {};
    const auto changed = folder.changeRecord(
        [](Record &record) {
            record.afterDue.clear();
            record.afterFailure.reset();
        },
        now);
    return changed ? Result<void>{} : failure(changed);
}

/// Values of a key that is given several times, in the order of the keys' first appearance.
QList<std::pair<QString, QStringList>> grouped(const QList<KeyValue> &settings)
{
    QList<std::pair<QString, QStringList>> groups;
    for (const KeyValue &setting : settings) {
        auto known = std::ranges::find(groups, setting.key, [](const auto &group) { return group.first; });
        if (known == groups.end())
            groups.append({setting.key, {setting.value}});
        else
            known->second << setting.value;
    }
    return groups;
}

Result<void> refuseRepeated(const QString &key, const QStringList &values)
{
    const BindingKey *known = findBindingKey(key);
    if (values.size() < 2 || (known && known->form == KeyForm::List))
        return {};
    return failure(ErrorKind::Invalid, u"%1 is given %2 times"_s.arg(key).arg(values.size()), key);
}

} // namespace

QByteArray systemZone()
{
    const QByteArray id = QTimeZone::systemTimeZoneId();
    return parseZone(id) ? id : QByteArray("UTC");
}

Result<QString> keptUrl(const QString &written)
{
    const auto url = absoluteUrl(written, QDir::currentPath(), QDir::homePath());
    const auto isPattern = [](QChar c) { return QStringView(u"*?[{}").contains(c); };
    if (!url || !url->startsWith(u'/') || std::ranges::none_of(*url, isPattern) || !QFileInfo::exists(*url))
        return url;
    QString encoded = u"file://"_s;
    for (const QChar c : *url)
        encoded += isPattern(c) || c == u'%' ? u'%' + QString::number(c.unicode(), 16).toUpper() : QString(c);
    return encoded;
}

Result<BindingPreview> previewBinding(const SyncServices &services, const DatasetName &dataset,
                                      const Binding &binding, std::stop_token stop)
{
    const Instant now = services.clock.now();
    const auto source = openSource(services, dataset, binding, now);
    if (!source)
        return failure(source);
    ProbeFinding finding;
    if (const auto probed = probe(services, **source, binding, {}, stop, &finding); !probed)
        return failure(probed);
    const auto policy = parsePolicy(binding.policy);
    if (!policy)
        return failure(policy);
    return BindingPreview{.listing = std::move(finding.listing),
                          .day = (*policy)->dayOf(now, QTimeZone(binding.zone)),
                          .isNothingYet = finding.isNothingYet};
}

Result<Binding> prepareBinding(const SyncServices &services, const DatasetName &name, const Binding &written)
{
    if (services.home.contains(name)) {
        return failure(ErrorKind::Invalid, u"%1 exists already"_s.arg(name.text()), name.text(),
                       u"`larder set %1 KEY=VALUE` changes it"_s.arg(name.text()));
    }
    Binding binding = written;
    const auto url = keptUrl(written.url);
    if (!url)
        return failure(url);
    binding.url = *url;
    nameTheStore(binding, services.signIns);
    const auto customer = services.home.customer(name.customer);
    if (!customer)
        return failure(customer);
    if (!*customer) {
        // The first dataset's zone becomes its customer's, from which it then inherits it like the others.
        binding.zone = written.hasOwnZone ? written.zone : systemZone();
        binding.hasOwnZone = false;
    } else if (!written.hasOwnZone) {
        binding.zone = (*customer)->zone;
    }
    binding.createdAt = services.clock.now();
    if (const auto valid = validateBinding(binding); !valid)
        return failure(valid);
    return binding;
}

Result<void> addDataset(const SyncServices &services, const DatasetName &name, const Binding &prepared,
                        const QString &customerName)
{
    const auto customer = services.home.customer(name.customer);
    if (!customer)
        return failure(customer);
    if (!*customer) {
        const QString shown = customerName.isEmpty() ? name.customer : customerName;
        const auto saved = services.home.saveCustomer({name.customer, shown, prepared.zone});
        if (!saved)
            return failure(saved);
    }
    const auto created = services.home.dataset(name).create(prepared, services.clock.now());
    if (!created && !*customer)
        (void)services.home.removeCustomer(
            name.customer); // refused if somebody else's dataset came meanwhile
    return created;
}

Result<void> replaceBinding(const SyncServices &services, const DatasetName &name, const Binding &before,
                            const Binding &binding)
{
    const auto folder = services.home.existing(name);
    if (!folder)
        return failure(folder);
    if (const auto valid = validateBinding(binding); !valid)
        return valid;
    const Instant now = services.clock.now();
    const Meaning meaning = compareMeaning(before, binding);
    // Before the new address is in force, so that no crash leaves it confirmed; and after, because a run may
    // have confirmed the old one in between.
    if (const auto taken = takeBackConfirmation(*folder, meaning, now); !taken)
        return taken;
    if (const auto saved = folder->saveBinding(binding, before, now); !saved)
        return saved;
    if (const auto begun = beginAfter(*folder, before, binding, now); !begun)
        return begun;
    return takeBackConfirmation(*folder, meaning, now);
}

namespace {

Result<QStringList> setKeysOnce(const SyncServices &services, const DatasetName &name,
                                const QList<KeyValue> &settings)
{
    const auto folder = services.home.existing(name);
    if (!folder)
        return failure(folder);
    const auto before = folder->binding();
    if (!before)
        return failure(before);
    Binding binding = *before;
    for (const auto &[key, values] : grouped(settings)) {
        if (const auto once = refuseRepeated(key, values); !once)
            return failure(once);
        if (const auto set = setBindingKey(binding, key, values); !set)
            return failure(set);
    }
    const auto url = keptUrl(binding.url);
    if (!url)
        return failure(url);
    binding.url = *url;
    if (binding.bucket.profile != before->bucket.profile || binding.url != before->url)
        nameTheStore(binding, services.signIns);
    const auto zone = zoneInForce(services.home, name, binding);
    if (!zone)
        return failure(zone);
    binding.zone = *zone;
    if (const auto replaced = replaceBinding(services, name, *before, binding); !replaced)
        return failure(replaced);
    return differingKeys(*before, binding);
}

Result<void> inheritZone(const DatasetFolder &folder, const QByteArray &zone, Instant now)
{
    const auto before = folder.binding();
    if (!before)
        return failure(before);
    if (before->hasOwnZone || before->zone == zone)
        return {};
    Binding binding = *before;
    binding.zone = zone;
    if (auto saved = folder.saveBinding(binding, *before, now); !saved)
        return saved;
    return takeBackConfirmation(folder, compareMeaning(*before, binding), now);
}

/// Again from what is there now, while other processes change the same.
template <typename Change>
auto retried(const Change &change)
{
    constexpr int patience = 20;
    auto outcome = change();
    for (int i = 1; i < patience && !outcome && outcome.error().kind == ErrorKind::Conflict; ++i)
        outcome = change();
    return outcome;
}

} // namespace

Result<QStringList> setKeys(const SyncServices &services, const DatasetName &name,
                            const QList<KeyValue> &settings)
{
    return retried([&] { return setKeysOnce(services, name, settings); });
}

Result<void> replaceCustomer(const SyncServices &services, const Customer &customer)
{
    if (const auto zone = parseZone(customer.zone); !zone)
        return failure(zone);
    if (const auto saved = services.home.saveCustomer(customer); !saved)
        return saved;
    const auto names = services.home.datasetsOf(customer.slug);
    if (!names)
        return failure(names);
    for (const DatasetName &name : *names) {
        const DatasetFolder folder = services.home.dataset(name);
        const auto inherit = [&] { return inheritZone(folder, customer.zone, services.clock.now()); };
        if (const auto inherited = retried(inherit); !inherited)
            return inherited;
    }
    return {};
}

Result<QStringList> setCustomerKeys(const SyncServices &services, const QString &slug,
                                    const QList<KeyValue> &settings)
{
    const auto before = services.home.customer(slug);
    if (!before)
        return failure(before);
    if (!*before)
        return failure(ErrorKind::NotFound, u"there is no customer \"%1\""_s.arg(slug), slug);
    Customer customer = **before;
    QStringList lines;
    for (const auto &[key, value] : settings) {
        if (key == u"name") {
            lines << u"name: %1 → %2"_s.arg(customer.displayName, value.isEmpty() ? slug : value);
            customer.displayName = value.isEmpty() ? slug : value;
        } else if (key == u"zone") {
            lines << u"zone: %1 → %2"_s.arg(QString::fromLatin1(customer.zone), value);
            customer.zone = value.toUtf8();
        } else {
            return failure(ErrorKind::Invalid, u"a customer has no key \"%1\""_s.arg(key), key,
                           u"keys are name, zone"_s);
        }
    }
    if (const auto replaced = replaceCustomer(services, customer); !replaced)
        return failure(replaced);
    return lines;
}

} // namespace larder

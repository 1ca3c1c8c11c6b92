#include "core/sync/bindingsfile.h"

#include "core/base/clock.h"
#include "core/freshness/walltime.h"
#include "core/store/home.h"
#include "core/store/newdatasets.h"
#include "core/sync/bindings.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1 // the packaged library throws
#include <QHash>
#include <QSet>

#include <toml++/toml.hpp>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

std::unexpected<Error> atLine(const toml::source_region &where, const QString &message,
                              const QString &hint = {})
{
    return failure(ErrorKind::Invalid, u"line %1: %2"_s.arg(where.begin.line).arg(message),
                   u"line %1"_s.arg(where.begin.line), hint);
}

std::unexpected<Error> atLine(const toml::node &node, const QString &message, const QString &hint = {})
{
    return atLine(node.source(), message, hint);
}

/// A node as the texts that BindingKey::parse takes.
Result<QStringList> valuesOf(const BindingKey &key, const toml::node &node)
{
    switch (key.form) {
    case KeyForm::Text:
    case KeyForm::Choice:
        if (const auto *value = node.as_string())
            return QStringList{text(value->get())};
        return atLine(node, u"%1 must be a text in quotes"_s.arg(key.name));
    case KeyForm::Number:
        if (const auto *value = node.as_integer())
            return QStringList{QString::number(value->get())};
        return atLine(node, u"%1 must be a number"_s.arg(key.name));
    case KeyForm::Flag:
        if (const auto *value = node.as_boolean())
            return QStringList{value->get() ? u"yes"_s : u"no"_s};
        return atLine(node, u"%1 must be true or false"_s.arg(key.name));
    case KeyForm::List:
        break;
    }
    const auto *array = node.as_array();
    if (!array)
        return atLine(node, u"%1 must be a list such as [\"*.csv\"]"_s.arg(key.name));
    QStringList values;
    for (const toml::node &element : *array) {
        const auto *value = element.as_string();
        if (!value)
            return atLine(element, u"%1 must hold texts in quotes"_s.arg(key.name));
        values << text(value->get());
    }
    return values;
}

QString keyNames()
{
    QStringList names;
    for (const BindingKey &key : bindingKeys())
        names << key.name;
    return names.join(u", "_s);
}

Result<Binding> readBinding(const toml::table &table, const QString &name)
{
    Binding binding;
    for (const auto &[tomlKey, node] : table) {
        const QString keyName = text(tomlKey.str());
        const BindingKey *key = findBindingKey(keyName);
        if (!key) {
            return atLine(tomlKey.source(), u"unknown key \"%1\" of dataset %2"_s.arg(keyName, name),
                          u"keys are %1"_s.arg(keyNames()));
        }
        const auto values = valuesOf(*key, node);
        if (!values)
            return failure(values);
        if (const auto parsed = key->parse(binding, *values); !parsed)
            return atLine(node, u"%1: %2"_s.arg(name, parsed.error().message), parsed.error().hint);
    }
    if (binding.url.isEmpty())
        return atLine(table, u"dataset %1 has no url"_s.arg(name));
    return binding;
}

/// What the file says of a customer; what it does not say is as it is.
Result<Customer> readCustomer(const toml::table &table, Customer customer)
{
    for (const auto &[tomlKey, node] : table) {
        const QString key = text(tomlKey.str());
        if (key != u"name" && key != u"zone") {
            return atLine(tomlKey.source(), u"unknown key \"%1\" of customer %2"_s.arg(key, customer.slug),
                          u"keys are name, zone"_s);
        }
        const auto *value = node.as_string();
        if (!value)
            return atLine(node, u"%1 must be a text in quotes"_s.arg(key));
        if (key == u"name") {
            customer.displayName = text(value->get());
            continue;
        }
        customer.zone = QByteArray::fromStdString(value->get());
        if (const auto zone = parseZone(customer.zone); !zone)
            return atLine(node, zone.error().message, zone.error().hint);
    }
    if (customer.displayName.isEmpty())
        customer.displayName = customer.slug;
    return customer;
}

/// Builds the plan while it reads: one object per planApply.
class Planner
{
public:
    Planner(const BindingSet &current, QByteArray systemZone, Instant now)
        : m_systemZone(std::move(systemZone)),
          m_now(now)
    {
        for (const Customer &customer : current.customers)
            m_knownCustomers.insert(customer.slug, &customer);
        for (const NamedBinding &dataset : current.datasets)
            m_knownBindings.insert(dataset.name, &dataset.binding);
    }

    Result<ApplyPlan> plan(const toml::table &file)
    {
        for (const auto &[key, node] : file) {
            if (key.str() != "customers" && key.str() != "datasets") {
                return atLine(key.source(), u"unknown key \"%1\""_s.arg(text(key.str())),
                              u"a file has [customers.NAME] and [datasets.\"CUSTOMER/NAME\"]"_s);
            }
            if (!node.is_table())
                return atLine(node, u"%1 must be a table"_s.arg(text(key.str())));
        }
        if (const auto *customers = file["customers"].as_table()) {
            if (const auto read = readCustomers(*customers); !read)
                return failure(read);
        }
        if (const auto *datasets = file["datasets"].as_table()) {
            if (const auto read = readDatasets(*datasets); !read)
                return failure(read);
        }
        std::ranges::sort(m_plan.customers, {}, [](const auto &step) { return step.wanted.slug; });
        std::ranges::sort(m_plan.datasets, {}, [](const auto &step) { return step.wanted.name; });
        return std::move(m_plan);
    }

private:
    Result<void> readCustomers(const toml::table &customers)
    {
        for (const auto &[key, node] : customers) {
            const QString slug = text(key.str());
            if (!isSlug(slug))
                return atLine(key.source(), u"\"%1\" is not a customer's name"_s.arg(slug));
            if (!node.is_table())
                return atLine(node, u"customers.%1 must be a table"_s.arg(slug));
            const Customer *known = m_knownCustomers.value(slug);
            const auto wanted =
                readCustomer(*node.as_table(), known ? *known : Customer{slug, slug, m_systemZone});
            if (!wanted)
                return failure(wanted);
            addCustomer(*wanted, known);
        }
        return {};
    }

    Result<void> readDatasets(const toml::table &datasets)
    {
        for (const auto &[key, node] : datasets) {
            const auto name = DatasetName::parse(text(key.str()));
            if (!name)
                return atLine(key.source(), name.error().message, name.error().hint);
            if (!node.is_table())
                return atLine(node, u"datasets.\"%1\" must be a table"_s.arg(name->text()));
            auto binding = readBinding(*node.as_table(), name->text());
            if (!binding)
                return failure(binding);
            const QByteArray customersZone =
                zoneOf(name->customer, binding->hasOwnZone ? binding->zone : m_systemZone);
            if (!binding->hasOwnZone)
                binding->zone = customersZone;
            if (const auto valid = validateBinding(*binding); !valid)
                return atLine(node, u"%1: %2"_s.arg(name->text(), valid.error().message), valid.error().hint);
            addBinding({*name, *binding});
        }
        return {};
    }

    void addCustomer(const Customer &wanted, const Customer *known)
    {
        PlanStep<Customer> step{PlanAction::Create, wanted, {}, {}};
        if (known) {
            step.action = *known == wanted ? PlanAction::Keep : PlanAction::Change;
            if (known->displayName != wanted.displayName)
                step.differences << u"name: %1 → %2"_s.arg(known->displayName, wanted.displayName);
            if (known->zone != wanted.zone) {
                step.differences << u"zone: %1 → %2"_s.arg(QString::fromLatin1(known->zone),
                                                           QString::fromLatin1(wanted.zone));
            }
        }
        m_plannedZones.insert(wanted.slug, wanted.zone);
        m_plan.customers.push_back(std::move(step));
    }

    /// The zone that the file gives, else the one that is kept, else that of a customer made for this
    /// dataset.
    QByteArray zoneOf(const QString &slug, const QByteArray &zoneIfNew)
    {
        if (const auto planned = m_plannedZones.constFind(slug); planned != m_plannedZones.cend())
            return *planned;
        const Customer *known = m_knownCustomers.value(slug);
        const Customer wanted = known ? *known : Customer{slug, slug, zoneIfNew};
        addCustomer(wanted, known);
        return wanted.zone;
    }

    void addBinding(NamedBinding wanted)
    {
        const Binding *known = m_knownBindings.value(wanted.name);
        if (!known) {
            wanted.binding.createdAt = m_now;
            const QStringList commands = newCommands(nullptr, wanted.binding);
            m_plan.datasets.push_back({PlanAction::Create, std::move(wanted), {}, commands});
            return;
        }
        wanted.binding.createdAt = known->createdAt;
        // An inherited zone is the customer's change, told there.
        const QStringList differences = differingKeys(*known, wanted.binding);
        const PlanAction action = differences.isEmpty() ? PlanAction::Keep : PlanAction::Change;
        const QStringList commands = newCommands(known, wanted.binding);
        m_plan.datasets.push_back({action, std::move(wanted), differences, commands});
    }

    QHash<QString, const Customer *> m_knownCustomers; ///< by slug
    QHash<DatasetName, const Binding *> m_knownBindings;
    QHash<QString, QByteArray> m_plannedZones; ///< of the plan's customers, by slug
    QByteArray m_systemZone;
    Instant m_now;
    ApplyPlan m_plan;
};

QByteArray quoted(const QString &value)
{
    std::ostringstream stream;
    stream << toml::toml_formatter(toml::value<std::string>(value.toStdString()),
                                   toml::format_flags::allow_unicode_strings);
    return QByteArray::fromStdString(stream.str());
}

QByteArray tomlValue(const BindingKey &key, const QStringList &values)
{
    switch (key.form) {
    case KeyForm::Text:
    case KeyForm::Choice:
        return quoted(values.value(0));
    case KeyForm::Number:
        return values.value(0).toUtf8();
    case KeyForm::Flag:
        return "true";
    case KeyForm::List:
        break;
    }
    QByteArrayList elements;
    for (const QString &value : values)
        elements << quoted(value);
    return "[" + elements.join(", ") + "]";
}

} // namespace

bool ApplyPlan::isEmpty() const
{
    const auto isKept = [](const auto &step) { return step.action == PlanAction::Keep; };
    return std::ranges::all_of(customers, isKept) && std::ranges::all_of(datasets, isKept);
}

QStringList ApplyPlan::commands() const
{
    QStringList lines;
    for (const auto &step : datasets) {
        for (const QString &command : step.commands)
            lines << u"%1 runs: %2"_s.arg(step.wanted.name.text(), command);
    }
    return lines;
}

QByteArray dumpToml(const BindingSet &bindings)
{
    QByteArray file =
        "# Larder's bindings. `larder apply FILE` makes them so. Credentials are named, never held.\n";
    for (const Customer &customer : bindings.customers) {
        file += "\n[customers." + quoted(customer.slug) + "]\n";
        file += "name = " + quoted(customer.displayName) + "\n";
        file += "zone = " + quoted(QString::fromLatin1(customer.zone)) + "\n";
    }
    for (const NamedBinding &dataset : bindings.datasets) {
        file += "\n[datasets." + quoted(dataset.name.text()) + "]\n";
        for (const BindingKey &key : bindingKeys()) {
            const QStringList values = key.print(dataset.binding);
            if (!values.isEmpty())
                file += key.name.toUtf8() + " = " + tomlValue(key, values) + "\n";
        }
    }
    return file;
}

Result<ApplyPlan> planApply(const QByteArray &toml, const BindingSet &current, const QByteArray &systemZone,
                            Instant now)
{
    const toml::parse_result parsed = toml::parse(std::string_view(toml.data(), size_t(toml.size())));
    if (!parsed)
        return atLine(parsed.error().source(), text(parsed.error().description()));
    return Planner(current, systemZone, now).plan(parsed.table());
}

Result<BindingSet> currentBindings(const SyncServices &services)
{
    const auto names = services.home.datasets();
    if (!names)
        return failure(names);
    return bindingsOf(services, *names, Customers::All);
}

Result<BindingSet> bindingsOf(const SyncServices &services, std::span<const DatasetName> names,
                              Customers customers)
{
    auto known = services.home.customers();
    if (!known)
        return failure(known);
    BindingSet set{.customers = std::move(*known), .datasets = {}};
    if (customers == Customers::OfThese) {
        QSet<QString> slugs;
        for (const DatasetName &name : names)
            slugs.insert(name.customer);
        std::erase_if(set.customers,
                      [&](const Customer &customer) { return !slugs.contains(customer.slug); });
    }
    for (const DatasetName &name : names) {
        auto binding = services.home.dataset(name).binding();
        if (!binding)
            return failure(binding);
        set.datasets.push_back({name, std::move(*binding)});
    }
    return set;
}

Result<void> applyPlan(const SyncServices &services, const ApplyPlan &plan,
                       const std::function<void(qsizetype done, qsizetype all)> &progress,
                       std::stop_token stop)
{
    for (const auto &step : plan.customers) {
        if (step.action == PlanAction::Keep)
            continue;
        if (const auto replaced = replaceCustomer(services, step.wanted); !replaced)
            return replaced;
    }
    const auto isOf = [](PlanAction action) {
        return [action](const auto &step) { return step.action == action; };
    };
    const qsizetype changes = std::ranges::count_if(plan.datasets, isOf(PlanAction::Change));
    const qsizetype all = changes + std::ranges::count_if(plan.datasets, isOf(PlanAction::Create));
    qsizetype done = 0;
    std::vector<NewDataset> created;
    for (const auto &step : plan.datasets) {
        const auto &[name, binding] = step.wanted;
        if (step.action == PlanAction::Create)
            created.push_back({name, binding});
        if (step.action != PlanAction::Change)
            continue;
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        const auto before = services.home.dataset(name).binding();
        const auto changed = before ? replaceBinding(services, name, *before, binding) : failure(before);
        if (!changed)
            return changed;
        progress(++done, all);
    }
    return createDatasets(
        services.home, created, services.clock.now(), [&](qsizetype made) { progress(changes + made, all); },
        std::move(stop));
}

} // namespace larder

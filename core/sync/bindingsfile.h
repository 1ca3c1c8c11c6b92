/// Bindings as a reviewable TOML file: `apply` and `dump`. The file says what holds: a key that is not
/// written has its default; customers and datasets that the file does not name are left alone. No secret is
/// in it, only names.
///
///     [customers.acme]
///     name = "Acme Ltd"
///     zone = "Europe/Paris"
///
///     [datasets."acme/shipments"]
///     url = "https://exports.acme.example/shipments/"
///     policy = "daily@06:30"
///     include = ["*.csv"]
///
/// Reading and planning are pure. Errors: Invalid, with the line: not TOML, an unknown key (by name), a bad
/// value.
#pragma once

#include "core/dataset/binding.h"
#include "core/sync/services.h"

#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace larder {

struct NamedBinding {
    DatasetName name;
    Binding binding;

    bool operator==(const NamedBinding &) const = default;
};

/// What is bound now, or what a file wants; by name.
struct BindingSet {
    std::vector<Customer> customers;
    std::vector<NamedBinding> datasets;

    bool operator==(const BindingSet &) const = default;
};

[[nodiscard]] QByteArray dumpToml(const BindingSet &bindings);

enum class PlanAction { Create, Change, Keep };

template <typename Subject>
struct PlanStep {
    PlanAction action = PlanAction::Keep;
    Subject wanted;
    QStringList differences; ///< "policy: daily → daily@06:30", for Change
    QStringList commands; ///< that this machine would run from then on
};

struct ApplyPlan {
    std::vector<PlanStep<Customer>>
        customers; ///< those that the file names, and those that its datasets need
    std::vector<PlanStep<NamedBinding>> datasets;

    [[nodiscard]] bool isEmpty() const; ///< everything is as the file says
    /// "acme/orders runs: ~/bin/export.sh", for each that was not bound before. A file may come from
    /// anywhere: a person must have agreed to these.
    [[nodiscard]] QStringList commands() const;
};

/// `systemZone`: of customers that are new and say none. `now`: when new datasets are made.
[[nodiscard]] Result<ApplyPlan> planApply(const QByteArray &toml, const BindingSet &current,
                                          const QByteArray &systemZone, Instant now);

/// All datasets, and all customers.
[[nodiscard]] Result<BindingSet> currentBindings(const SyncServices &services);
enum class Customers { All, OfThese };
[[nodiscard]] Result<BindingSet> bindingsOf(const SyncServices &services, std::span<const DatasetName> names,
                                            Customers customers);
/// Carries the plan out: customers, what changes, what is new. Stops at the first error or when it is told
/// to; applying the file again goes on. `progress`: how many of the datasets that differ are done.
[[nodiscard]] Result<void> applyPlan(const SyncServices &services, const ApplyPlan &plan,
                                     const std::function<void(qsizetype done, qsizetype all)> &progress,
                                     std::stop_token stop);

} // namespace larder

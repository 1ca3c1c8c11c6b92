/// A home: the data folder (small, the truth) and the store (the bytes), opened together.
/// A cheap value: copies share one state, which follows a move of the store by another process. Any thread.
/// Errors of open: Storage (a place is missing, belongs to another home, or is newer than this program; each
/// with its sentence). A store that is known but missing is refused, never refilled.
#pragma once

#include "core/dataset/binding.h"
#include "core/store/datasetfolder.h"
#include "core/store/layout.h"
#include "core/store/safename.h"

#include <functional>
#include <memory>
#include <vector>

namespace larder {

/// Where a home lies when nothing was moved.
struct HomeRoots {
    QString data;
    QString store;
    bool isChosen = false; ///< LARDER_HOME was set: invented instants may be written there

    /// From LARDER_HOME, else the XDG places (core/base/homepaths.h).
    [[nodiscard]] static Result<HomeRoots> fromEnvironment();
    /// <home>/data and <home>/store, as LARDER_HOME means.
    [[nodiscard]] static HomeRoots below(const QString &home);
};

class Home
{
public:
    /// Creates both places when neither is known; reads two small files otherwise.
    [[nodiscard]] static Result<Home> open(const HomeRoots &roots);
    /// A person says that the store is lost for good: an empty one with a new id takes its place, at
    /// `roots.store`. Afterwards every snapshot is a miss. Refused while the known store is there.
    [[nodiscard]] static Result<Home> openWithNewStore(const HomeRoots &roots);

    [[nodiscard]] Result<std::vector<Customer>> customers() const; ///< by slug
    [[nodiscard]] Result<std::optional<Customer>> customer(const QString &slug) const;
    [[nodiscard]] Result<void> saveCustomer(const Customer &customer) const;
    /// REQUIRES: it has no datasets (Invalid).
    [[nodiscard]] Result<void> removeCustomer(const QString &slug) const;

    [[nodiscard]] Result<std::vector<DatasetName>> datasets() const; ///< by name
    [[nodiscard]] Result<std::vector<DatasetName>> datasetsOf(const QString &customer) const; ///< by name
    [[nodiscard]] bool contains(const DatasetName &name) const;
    /// The folder of any name; whether it exists is `contains`.
    [[nodiscard]] DatasetFolder dataset(const DatasetName &name) const;
    /// As dataset(), but NotFound for a name that does not exist.
    [[nodiscard]] Result<DatasetFolder> existing(const DatasetName &name) const;

    /// What a crash, a deleted current.json or a cache cleaner left is put right, for every dataset. Cheap
    /// when nothing is wrong. A dataset that fails does not keep the others from it; the first error is
    /// returned.
    [[nodiscard]] Result<void> recover(Instant now) const;

    [[nodiscard]] const DataLayout &data() const;
    [[nodiscard]] StoreLayout store() const;
    [[nodiscard]] QString storeRoot() const { return store().root(); }
    [[nodiscard]] const QString &storeId() const;
    [[nodiscard]] bool isChosen() const; ///< see HomeRoots::isChosen

    /// What is kept in step with what readers see, such as other programs' caches. Called when a dataset's
    /// record or binding was written, in that thread and without a lock; current.json may say the same as
    /// before. Set once, before the home is shared.
    using Follower = std::function<void(const DatasetName &name, Instant now)>;
    void setFollower(Follower follower);
    void tellFollower(const DatasetName &name, Instant now) const;

    /// Follows a move: reads again where the store is, and checks that it is there.
    [[nodiscard]] Result<void> reload() const;

private:
    struct State;
    explicit Home(std::shared_ptr<State> state) : m_state(std::move(state)) { }
    std::shared_ptr<State> m_state;
};

/// Does the store's disk tell names apart that differ in case only?
[[nodiscard]] NameCase nameCase(const Home &home);

/// NoSpace with a sentence unless the store's disk can take `bytes` more.
[[nodiscard]] Result<void> ensureSpace(const Home &home, qint64 bytes);

} // namespace larder

#include "core/store/home.h"

#include "core/base/atomicfile.h"
#include "core/base/homepaths.h"
#include "core/store/diskerror.h"
#include "core/store/existing.h"
#include "core/store/filetree.h"
#include "core/store/locks.h"
#include "core/store/reserve.h"
#include "core/store/storeplace.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QUuid>

#include <sys/statvfs.h>

#include <cerrno>
#include <mutex>

namespace larder {

using namespace Qt::StringLiterals;

struct Home::State {
    HomeRoots roots;
    DataLayout data;
    QString storeId;
    mutable std::mutex mutex; ///< guards what a move changes
    StoreLayout store;
    Follower follower;
};

namespace {

constexpr std::chrono::seconds openTimeout{30}; // another process is creating the same home

QString placeOf(const StorePlace &place, const HomeRoots &roots)
{
    return place.movedTo.isEmpty() ? roots.store : place.movedTo;
}

/// Creates the store and joins it to the data. REQUIRES: the store lock, exclusively.
Result<StorePlace> joinNewStore(const DataLayout &data, const QString &root, StorePlace place)
{
    const StoreLayout store(root);
    const auto present = readStoreId(store);
    if (!present)
        return failure(present);
    if (*present && **present != place.id) {
        return failure(ErrorKind::Storage,
                       u"this store belongs to another home, or its data folder was deleted"_s, root,
                       u"move it away or delete it, or choose another home with LARDER_HOME"_s);
    }
    place.isBeingMade = true;
    if (auto written = writeStorePlace(data, place); !written)
        return failure(written);
    if (auto created = createStore(store, place.id); !created)
        return failure(created);
    place.isBeingMade = false;
    if (auto written = writeStorePlace(data, place); !written)
        return failure(written);
    return place;
}

QString newStoreId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

Result<HomeRoots> HomeRoots::fromEnvironment()
{
    char data[maxHomePath];
    char store[maxHomePath];
    if (!homePath(HomePart::Data, data) || !homePath(HomePart::Store, store)) {
        const QString home = qEnvironmentVariable("LARDER_HOME");
        return failure(ErrorKind::Invalid,
                       home.isEmpty() ? u"there is no place for Larder's data"_s
                                      : u"LARDER_HOME is no absolute path: \"%1\""_s.arg(home),
                       {}, u"set HOME, or LARDER_HOME to an absolute path"_s);
    }
    return HomeRoots{QFile::decodeName(data), QFile::decodeName(store),
                     !qEnvironmentVariableIsEmpty("LARDER_HOME")};
}

HomeRoots HomeRoots::below(const QString &home)
{
    return {home + u"/data"_s, home + u"/store"_s, true};
}

Result<Home> Home::open(const HomeRoots &roots)
{
    const DataLayout data(roots.data);
    Home home(std::shared_ptr<State>(new State{roots, data, {}, {}, StoreLayout(roots.store)}));
    auto place = readStorePlace(data);
    if (!place)
        return failure(place);
    if (!*place || (*place)->isBeingMade) {
        if (auto made = makeDirectory(data.root()); !made)
            return failure(made);
        const auto lock = StoreLock::acquire(home, LockMode::Exclusive, openTimeout, {});
        if (!lock)
            return failure(lock);
        place = readStorePlace(data);
        if (!place)
            return failure(place);
        if (!*place || (*place)->isBeingMade) {
            auto joined = joinNewStore(data, roots.store, place->value_or(StorePlace{.id = newStoreId()}));
            if (!joined)
                return failure(joined);
            *place = *joined;
        }
    }
    home.m_state->storeId = (*place)->id;
    home.m_state->store = StoreLayout(placeOf(**place, roots));
    if (auto checked = checkStore(home.m_state->store, home.m_state->storeId); !checked)
        return failure(checked);
    keepReserve(data);
    return home;
}

Result<Home> Home::openWithNewStore(const HomeRoots &roots)
{
    const DataLayout data(roots.data);
    const Home home(std::shared_ptr<State>(new State{roots, data, {}, {}, StoreLayout(roots.store)}));
    {
        const auto lock = StoreLock::acquire(home, LockMode::Exclusive, openTimeout, {});
        if (!lock)
            return failure(lock);
        const auto known = readStorePlace(data);
        if (!known)
            return failure(known);
        if (!*known)
            return failure(ErrorKind::NotFound, u"this home has no store to replace"_s, data.root());
        const QString place = placeOf(**known, roots);
        if (checkStore(StoreLayout(place), (*known)->id))
            return failure(ErrorKind::Invalid, u"the store is not lost: it is here"_s, place);
        StorePlace next{.id = newStoreId(), .retired = (*known)->retired};
        // What it was moved away from less than a day ago is still whole: better than an empty one.
        if (checkStore(StoreLayout(roots.store), (*known)->id)) {
            next.id = (*known)->id;
            std::erase_if(next.retired, [&](const RetiredPlace &old) { return old.path == roots.store; });
        }
        auto joined = joinNewStore(data, roots.store, next);
        if (!joined)
            return failure(joined);
    }
    return open(roots);
}

Result<std::vector<Customer>> Home::customers() const
{
    const auto names = namesIn(data().customers());
    if (!names)
        return failure(names);
    std::vector<Customer> customers;
    for (const QByteArray &name : *names) {
        constexpr QByteArrayView suffix = ".json";
        const QString slug =
            QString::fromUtf8(QByteArrayView(name).chopped(std::min(name.size(), suffix.size())));
        if (!name.endsWith(suffix) || !isSlug(slug))
            continue;
        auto found = customer(slug);
        if (!found)
            return failure(found);
        if (*found)
            customers.push_back(std::move(**found));
    }
    return customers;
}

Result<std::optional<Customer>> Home::customer(const QString &slug) const
{
    const auto content = readWhole(data().customer(slug));
    if (!content)
        return failure(content);
    if (!*content)
        return std::optional<Customer>{};
    auto customer = customerFromJson(QJsonDocument::fromJson(**content).object());
    if (!customer)
        return failure(ErrorKind::Corrupt, customer.error().message, data().customer(slug));
    return std::optional(std::move(*customer));
}

Result<void> Home::saveCustomer(const Customer &customer) const
{
    if (!isSlug(customer.slug))
        return failure(ErrorKind::Invalid, u"\"%1\" is not a customer's name"_s.arg(customer.slug),
                       customer.slug);
    if (auto made = makeDirectory(data().customers()); !made)
        return made;
    return writeAtomically(data().customer(customer.slug), QJsonDocument(toJson(customer)).toJson());
}

Result<void> Home::removeCustomer(const QString &slug) const
{
    const auto left = datasetsOf(slug);
    if (!left)
        return failure(left);
    if (!left->empty())
        return failure(ErrorKind::Invalid, u"%1 still has datasets"_s.arg(slug), slug,
                       u"`larder forget %1` removes them too"_s.arg(slug));
    if (auto removed = removeTree(data().customer(slug)); !removed)
        return removed;
    if (auto removed = removeTree(data().datasetsOf(slug)); !removed)
        return removed;
    return flushDirectory(data().customers());
}

Result<std::vector<DatasetName>> Home::datasets() const
{
    const auto customers = namesIn(data().datasets());
    if (!customers)
        return failure(customers);
    std::vector<DatasetName> names;
    for (const QByteArray &customer : *customers) {
        const auto datasets = datasetsOf(QString::fromUtf8(customer));
        if (!datasets)
            return failure(datasets);
        names.insert(names.end(), datasets->begin(), datasets->end());
    }
    return names;
}

Result<std::vector<DatasetName>> Home::datasetsOf(const QString &customer) const
{
    std::vector<DatasetName> names;
    if (!isSlug(customer))
        return names;
    const auto datasets = namesIn(data().datasetsOf(customer));
    if (!datasets)
        return failure(datasets);
    for (const QByteArray &dataset : *datasets) {
        const DatasetName name{customer, QString::fromUtf8(dataset)};
        if (isSlug(name.dataset) && contains(name))
            names.push_back(name);
    }
    return names;
}

bool Home::contains(const DatasetName &name) const
{
    return requireDataset(data(), name).has_value();
}

DatasetFolder Home::dataset(const DatasetName &name) const
{
    return DatasetFolder(*this, name);
}

Result<DatasetFolder> Home::existing(const DatasetName &name) const
{
    if (const auto there = requireDataset(data(), name); !there)
        return failure(there);
    return dataset(name);
}

Result<void> Home::recover(Instant now) const
{
    const auto names = datasets();
    if (!names)
        return failure(names);
    Result<void> outcome;
    for (const DatasetName &name : *names) {
        auto recovered = dataset(name).recover(now);
        if (!recovered && outcome)
            outcome = recovered;
    }
    return outcome;
}

const DataLayout &Home::data() const
{
    return m_state->data;
}

StoreLayout Home::store() const
{
    const std::lock_guard guard(m_state->mutex);
    return m_state->store;
}

const QString &Home::storeId() const
{
    return m_state->storeId;
}

bool Home::isChosen() const
{
    return m_state->roots.isChosen;
}

void Home::setFollower(Follower follower)
{
    m_state->follower = std::move(follower);
}

void Home::tellFollower(const DatasetName &name, Instant now) const
{
    if (m_state->follower)
        m_state->follower(name, now);
}

Result<void> Home::reload() const
{
    const auto place = readStorePlace(data());
    if (!place)
        return failure(place);
    if (!*place || (*place)->id != m_state->storeId)
        return failure(ErrorKind::Storage, u"this home got another store meanwhile"_s, data().root(),
                       u"start again"_s);
    const StoreLayout store(placeOf(**place, m_state->roots));
    if (auto checked = checkStore(store, m_state->storeId); !checked)
        return checked;
    const std::lock_guard guard(m_state->mutex);
    m_state->store = store;
    return {};
}

NameCase nameCase(const Home &home)
{
    const QFileInfo tag(home.store().cacheTag());
    return QFile::exists(tag.path() + u'/' + tag.fileName().toLower()) ? NameCase::Folded : NameCase::Kept;
}

Result<void> ensureSpace(const Home &home, qint64 bytes)
{
    constexpr qint64 forNames = 1024 * 1024; // directories, manifest, journal
    struct statvfs disk{};
    if (::statvfs(QFile::encodeName(home.storeRoot()).constData(), &disk) != 0)
        return diskFailure(errno, u"ask for free space"_s, home.storeRoot());
    const qint64 free = qint64(disk.f_bavail) * qint64(disk.f_frsize);
    if (free >= bytes + bytes / 100 + forNames)
        return {};
    const QLocale locale = QLocale::c();
    return failure(ErrorKind::NoSpace,
                   u"%1 are needed, and the store's disk has %2 left"_s.arg(
                       locale.formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat),
                       locale.formattedDataSize(free, 1, QLocale::DataSizeSIFormat)),
                   home.storeRoot(),
                   u"make room with `larder prune`, lower `keep`, or move the store to a larger disk"_s);
}

} // namespace larder

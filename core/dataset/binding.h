/// Who deposits data, and where a dataset comes from: what a person wrote, kept as data/customers/<slug>.json
/// and data/datasets/<customer>/<dataset>/binding.json. Texts (policy, expect, URL) are checked when they are
/// set.
#pragma once

#include "core/base/instant.h"
#include "core/dataset/datasetname.h"

#include <QJsonObject>
#include <QStringList>

#include <chrono>
#include <optional>

namespace larder {

struct Customer {
    QString slug;
    QString displayName; ///< free text; the slug where none was given
    QByteArray zone; ///< IANA id; inherited by its datasets

    bool operator==(const Customer &) const = default;
};

enum class Unpack {
    Never,
    Auto, ///< an archive's members take its place
    Keep, ///< its members stand beside it
};

enum class Addressing {
    ByEndpoint, ///< what the endpoint's kind is used to
    Path, ///< https://endpoint/bucket/key
    Host, ///< https://bucket.endpoint/key
};

/// How a bucket is asked; everything but the endpoint leaves open which bucket is meant.
struct BucketOptions {
    QString endpoint; ///< host[:port] or URL of a store that is not the scheme's own; empty: the scheme's own
    QString region; ///< empty: found out
    Addressing addressing = Addressing::ByEndpoint;
    bool paysRequests = false; ///< "requester pays": the asker is charged
    bool isAnonymous = false; ///< a public bucket: nothing is signed
    QString profile; ///< whose sign-in among the provider's own on this machine; a name, never a secret

    bool operator==(const BucketOptions &) const = default;
};

struct Binding {
    QString url; ///< as written, with its globs and {yyyy-MM-dd} placeholders; never with a password
    QStringList include;
    QStringList exclude;
    QString policy = QStringLiteral("daily"); ///< text form, see freshness/policy.h
    QByteArray zone; ///< IANA id in force, the customer's unless hasOwnZone
    bool hasOwnZone = false;
    QString expect; ///< deadline for the upload; empty: none
    std::chrono::seconds settle{0}; ///< 0: off
    std::optional<std::chrono::seconds> recheck = std::chrono::minutes(15); ///< nullopt: off
    bool hasOwnRecheck =
        false; ///< the usual `recheck` was chosen, and not left open: it counts for a command too
    int newest = 0; ///< take only the newest N matches; 0: all
    std::chrono::seconds since{0}; ///< take only what is younger; 0: all
    int keep = 7; ///< snapshots
    Unpack unpack = Unpack::Never;
    bool allowEmpty = false;
    bool staleIfError = false;
    BucketOptions bucket;
    QString credentials; ///< a name, never a secret
    QString after; ///< a command run after new data landed
    std::chrono::seconds timeLimit = std::chrono::hours(1); ///< of its commands
    Instant createdAt{};

    bool operator==(const Binding &) const = default;
};

/// False: asking the source costs as much as fetching from it, because asking is running the person's own
/// command.
[[nodiscard]] bool hasCheapProbe(const QString &url);
/// How often the background looks between two boundaries; nullopt: not at all, as is usual where a look is
/// not cheap.
[[nodiscard]] std::optional<std::chrono::seconds> recheckInForce(const Binding &binding);

[[nodiscard]] QJsonObject toJson(const Customer &customer);
[[nodiscard]] Result<Customer> customerFromJson(const QJsonObject &json);

/// "never", "auto", "keep": in files, on the command line and in the window alike.
[[nodiscard]] QString unpackText(Unpack unpack);
[[nodiscard]] std::optional<Unpack> unpackFromText(QStringView text);

[[nodiscard]] QJsonObject toJson(const Binding &binding);
[[nodiscard]] Result<Binding> bindingFromJson(const QJsonObject &json);

} // namespace larder

/// A bucket as it is asked, whoever's store it is in: what its adapter adds to an ObjectServer so that one
/// listing (bucketlisting) and one source (bucketsource) serve all of them. Keys are decoded; what is below
/// the bound prefix is a dataset's path. One object serves one source, on the run's thread; it learns on the
/// way (newer keys, another region) and has the client ask again at once.
#pragma once

#include "core/sources/objectserver.h"

#include <stop_token>
#include <vector>

namespace larder {

struct BucketObject {
    QByteArray key;
    qint64 size = -1;
    std::optional<Instant> modified;
    Validator validator;

    bool operator==(const BucketObject &) const = default;
};

struct BucketPage {
    std::vector<BucketObject> objects;
    std::vector<QByteArray> folders; ///< of a page that was asked by folder; each ends in '/'
    QByteArray nextToken; ///< empty: this is the last page
};

/// Which page of a listing; all of it in the order of keys.
struct PageQuestion {
    QByteArray prefix;
    QByteArray startAfter; ///< a key; empty: from the beginning. It may be named once more
    bool isByFolder = false; ///< names the folders right below, and what lies beside them
    QByteArray token; ///< as the page before told it
};

/// A longer answer is no page: a thousand keys of a kilobyte each, encoded, and what is said of them.
inline constexpr qint64 maxBucketPageBytes = 16 * 1024 * 1024;

class BucketPlace : public ObjectServer
{
public:
    /// `prefix` ends in '/' or is empty where everything below is meant.
    explicit BucketPlace(const QByteArray &prefix) : m_boundPrefix(prefix), m_prefix(prefix) { }

    /// Before the first request of a run. Errors: SignInNeeded, Cancelled.
    [[nodiscard]] virtual Result<void> signIn(const std::stop_token &stop) = 0;
    [[nodiscard]] virtual QByteArray urlOfKey(QByteArrayView key) const = 0;
    [[nodiscard]] virtual QByteArray urlOfPage(const PageQuestion &question) const = 0;
    /// How many keys a page has after the one that it is asked to start after; 0: it cannot be asked so.
    [[nodiscard]] virtual int newKeysInPage() const { return 0; }
    /// Takes `body` apart in its place. Errors: Unsupported (no such page at all), Corrupt.
    [[nodiscard]] virtual Result<BucketPage> readPage(QByteArray &body) const = 0;
    [[nodiscard]] virtual QString shownKey(QByteArrayView key) const = 0;
    /// That it answered, and has no key below the prefix; in the provider's own words.
    [[nodiscard]] virtual QString nothingBelow() const;
    /// Asks who one object is. Errors: NotFound, those of the way there.
    [[nodiscard]] virtual Result<HttpIdentity> identify(HttpClient &client, const QByteArray &key,
                                                        const std::stop_token &stop);

    [[nodiscard]] const QByteArray &boundPrefix() const { return m_boundPrefix; }
    /// What the paths of entries are below; for one file it is the file's own key without its last segment.
    void setPrefix(QByteArray prefix) { m_prefix = std::move(prefix); }

    QByteArray urlOf(const Entry &entry) const override
    {
        return urlOfKey(QByteArray(m_prefix + entry.path));
    }
    bool followsRedirects() const override { return false; }
    Result<void> checkAnswer(const QByteArray &, const HttpHead &) const override { return {}; }
    bool replacesWhole() const override { return true; }

protected:
    /// An object's URL, which begins with `root`, without its query; another one as the bound place.
    [[nodiscard]] QString shownBelow(const QByteArray &root, const QByteArray &url) const;
    /// A listing tells an object's time in full, where a head rounds it: it stays as long as the validator
    /// does.
    [[nodiscard]] static HttpIdentity identityBy(const Validator &validator, const HttpHead &head,
                                                 qint64 size, const Entry &known);

private:
    const QByteArray m_boundPrefix;
    QByteArray m_prefix;
};

/// What may be shown of the keys that were sent.
struct WhoAsked {
    QString origin;
    QString renewal;
};

/// Words of a failure that is about who asked (nullopt: nobody): SignInNeeded, Denied. `rights` is what the
/// bucket's owner would grant.
void nameWhoAsked(HttpFailure &failure, const std::optional<WhoAsked> &who, const QString &rights);

template <typename Keys>
[[nodiscard]] std::optional<WhoAsked> whoAsked(const std::optional<Keys> &keys)
{
    return keys ? std::optional(WhoAsked{keys->origin, keys->renewal}) : std::nullopt;
}

/// Sign-ins know no bucket: their errors are told of this one.
[[nodiscard]] Result<void> toldOf(const QString &subject, Result<void> signedIn);

/// "2024-08-27T09:00:00.000Z", with any number of decimals or none. By hand: a page has a thousand of them.
[[nodiscard]] std::optional<Instant> readListedTime(std::string_view text);

} // namespace larder

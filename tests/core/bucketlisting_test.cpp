#include "core/http/httpclient.h"
#include "core/sources/bucketlisting.h"
#include "tests/support/expect.h"

#include <algorithm>
#include <map>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

constexpr size_t pageKeys = 1000;

Validator tagOf(const QByteArray &key)
{
    return {ValidatorStrength::Strong, "etag:\"" + key + '"'};
}

/// A store of keys that are made up, and the way to it: what is under way at once is answered in one round.
class Store : public BucketPlace, public HttpClient
{
public:
    Store() : BucketPlace("in/") { }

    std::vector<QByteArray> keys; ///< sorted
    bool heedsStart = true;
    int rounds = 0;
    int mostAtOnce = 0;
    int asked = 0;
    int askedFromThere = 0; ///< of these, with a key to start after

    void start(HttpTransfer &transfer) override { m_waiting.push_back(&transfer); }
    Result<void> drive(std::stop_token stop) override
    {
        while (!m_waiting.empty()) {
            const std::vector<HttpTransfer *> round = std::exchange(m_waiting, {});
            ++rounds;
            mostAtOnce = std::max(mostAtOnce, int(round.size()));
            for (HttpTransfer *transfer : round)
                answer(*transfer, stop);
        }
        return stop.stop_requested() ? Result<void>(failure(ErrorKind::Cancelled, u"stopped"_s))
                                     : Result<void>{};
    }
    int requests() const override { return asked; }

    Result<void> signIn(const std::stop_token &) override { return {}; }
    QByteArray urlOfKey(QByteArrayView key) const override { return key.toByteArray(); }
    QByteArray urlOfPage(const PageQuestion &question) const override
    {
        const QByteArray number = QByteArray::number(m_questions.size());
        m_questions.push_back(question);
        return number;
    }
    int newKeysInPage() const override { return pageKeys; }
    Result<BucketPage> readPage(QByteArray &body) const override
    {
        return page(m_questions[size_t(body.toInt())]);
    }
    QString shownKey(QByteArrayView key) const override { return QString::fromUtf8(key); }
    QString shown(const QByteArray &url) const override { return QString::fromLatin1(url); }
    HttpRequest prepared(HttpRequest request) override { return request; }
    std::optional<HttpFailure> explain(const QByteArray &, const HttpHead &, const QByteArray &) override
    {
        return std::nullopt;
    }
    HttpIdentity identityOf(const HttpHead &, qint64, const Entry &) const override { return {}; }
    bool hold(HttpRequest &, const Validator &) const override { return false; }

private:
    void answer(HttpTransfer &transfer, const std::stop_token &stop)
    {
        if (stop.stop_requested())
            return transfer.onFinished(failure(ErrorKind::Cancelled, u"stopped"_s));
        ++asked;
        const QByteArray number = transfer.request().url;
        askedFromThere += m_questions[size_t(number.toInt())].startAfter.isEmpty() ? 0 : 1;
        const HttpHead head{.status = 200, .url = number};
        (void)transfer.onHead(head);
        (void)transfer.onBody({number.constData(), size_t(number.size())});
        transfer.onFinished(head);
    }
    BucketPage page(const PageQuestion &question) const
    {
        const QByteArray after = !question.token.isEmpty() ? question.token
            : heedsStart                                   ? question.startAfter
                                                           : QByteArray();
        BucketPage page;
        QByteArray last;
        auto key =
            std::max(std::ranges::upper_bound(keys, after), std::ranges::lower_bound(keys, question.prefix));
        for (; key != keys.end() && key->startsWith(question.prefix); ++key) {
            const qsizetype slash = key->indexOf('/', question.prefix.size());
            const QByteArray folder = question.isByFolder ? key->first(slash + 1) : QByteArray();
            if (!folder.isEmpty() && folder == last)
                continue;
            if (page.objects.size() + page.folders.size() == pageKeys) {
                page.nextToken = last.endsWith('/') ? last + "\x7f" : last;
                break;
            }
            last = folder.isEmpty() ? *key : folder;
            if (folder.isEmpty())
                page.objects.push_back({.key = *key, .size = 1, .modified = {}, .validator = tagOf(*key)});
            else
                page.folders.push_back(folder);
        }
        return page;
    }

    mutable std::vector<PageQuestion> m_questions;
    std::vector<HttpTransfer *> m_waiting;
};

QByteArray numbered(int number)
{
    return QByteArray::number(1'000'000 + number);
}

Manifest manifestOf(const std::vector<QByteArray> &keys)
{
    Manifest manifest;
    for (const QByteArray &key : keys)
        manifest.files.push_back({{key.sliced(3), 1, {}, tagOf(key)}, {}, {}});
    return manifest;
}

std::vector<QByteArray> flat(int count)
{
    std::vector<QByteArray> keys;
    for (int i = 0; i < count; ++i)
        keys.push_back("in/f" + numbered(2 * i));
    return keys;
}

std::vector<QByteArray> inFolders(int folders, int inEach, const QByteArray &name = "d")
{
    std::vector<QByteArray> keys;
    for (int folder = 0; folder < folders; ++folder) {
        for (int i = 0; i < inEach; ++i)
            keys.push_back("in/" + name + numbered(folder) + "/f" + numbered(i));
    }
    return keys;
}

std::vector<QByteArray> listed(Store &store, const Manifest *lastSeen, const EntryFilter &filter = {})
{
    std::ranges::sort(store.keys);
    const auto listing = BucketListing(store, store, filter, lastSeen).read("in/", {});
    std::vector<QByteArray> keys;
    if (!listing) {
        qWarning("%s", qPrintable(listing.error().message));
        return keys;
    }
    for (const Entry &entry : listing->entries)
        keys.push_back("in/" + entry.path);
    return keys;
}

/// Tens of thousands are not printed when they differ.
bool isAll(const std::vector<QByteArray> &found, const Store &store)
{
    const auto [one, other] = std::ranges::mismatch(found, store.keys);
    const bool isSame = one == found.end() && other == store.keys.end();
    if (!isSame)
        qWarning("%zu of %zu; then %s, not %s", found.size(), store.keys.size(),
                 one == found.end() ? "nothing" : one->constData(),
                 other == store.keys.end() ? "nothing" : other->constData());
    return isSame;
}

} // namespace

class bucketlisting_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForAllKnownPagesAtOnce();
    void costsNoRequestMoreWhenNothingChanged();
    void keepsOnceWhatIsTheSame();
    void findsWhatCameAndWent_data();
    void findsWhatCameAndWent();
    void isRightWhereNoOrderIsHeeded();
    void goesFolderByFolderWhereKnownOnesAreLarge();
    void goesFolderByFolderOnceTheyTurnOutLarge();
    void goesOnInOneLineWhereFoldersTurnOutSmall();
    void leavesOutWhatTheFilterDoesNotWant();
    void saysThatThereIsNothing();
};

void bucketlisting_test::asksForAllKnownPagesAtOnce()
{
    Store store;
    store.keys = flat(10'000);
    const Manifest known = manifestOf(store.keys);
    QVERIFY(isAll(listed(store, &known), store));
    QCOMPARE(store.asked, 10);
    QCOMPARE(store.rounds, 1);
}

void bucketlisting_test::costsNoRequestMoreWhenNothingChanged()
{
    for (const int count : {1, 999, 1000, 1001, 2000, 31'500}) {
        Store alone;
        alone.keys = flat(count);
        QVERIFY(isAll(listed(alone, nullptr), alone));
        Store store;
        store.keys = flat(count);
        const Manifest known = manifestOf(store.keys);
        QVERIFY(isAll(listed(store, &known), store));
        QCOMPARE(store.asked, alone.asked);
        QVERIFY(store.mostAtOnce <= stretchesAtOnce);
    }
}

/// Names and validators are most of what a long listing takes.
void bucketlisting_test::keepsOnceWhatIsTheSame()
{
    Store store;
    store.keys = flat(3000);
    Manifest known = manifestOf(store.keys);
    known.files[1500].entry.validator.token = "etag:\"former\"";
    known.files.erase(known.files.begin() + 7);
    const EntryFilter filter;
    const auto listing = BucketListing(store, store, filter, &known).read("in/", {});
    VERIFY_VALUE(listing);
    QCOMPARE(listing->entries.size(), 3000U);
    for (const Entry &entry : listing->entries) {
        const ManifestFile *seen = known.find(entry.path);
        QCOMPARE(entry.validator, tagOf("in/" + entry.path));
        QCOMPARE(seen && entry.path.isSharedWith(seen->entry.path), seen != nullptr);
        const bool isSame = seen && entry.validator == seen->entry.validator;
        QCOMPARE(isSame && entry.validator.token.isSharedWith(seen->entry.validator.token), isSame);
    }
}

void bucketlisting_test::findsWhatCameAndWent_data()
{
    using Keys = std::vector<QByteArray>;
    using Range = std::pair<int, int>;
    QTest::addColumn<Keys>("came");
    QTest::addColumn<Range>("went"); // of 5000, from … to before …
    QTest::newRow("before all") << Keys{"in/a"} << std::pair(0, 0);
    QTest::newRow("behind all") << Keys{"in/z", "in/zz/z"} << std::pair(0, 0);
    QTest::newRow("at a mark") << Keys{"in/f" + numbered(1999), "in/f" + numbered(2001)} << std::pair(0, 0);
    QTest::newRow("a mark went") << Keys{} << std::pair(999, 1000);
    QTest::newRow("whole pages went") << Keys{} << std::pair(900, 4100);
    QTest::newRow("all but the last") << Keys{} << std::pair(0, 4999);
    Keys many;
    for (int i = 0; i < 3'000; ++i)
        many.push_back("in/f" + numbered(3'000) + '-' + numbered(i));
    QTest::newRow("pages came in one place") << many << std::pair(1'400, 1'450);
}

void bucketlisting_test::findsWhatCameAndWent()
{
    QFETCH(const std::vector<QByteArray>, came);
    using Range = std::pair<int, int>;
    QFETCH(const Range, went);
    Store store;
    store.keys = flat(5'000);
    const Manifest known = manifestOf(store.keys);
    store.keys.erase(store.keys.begin() + went.first, store.keys.begin() + went.second);
    store.keys.insert(store.keys.end(), came.begin(), came.end());
    QVERIFY(isAll(listed(store, &known), store));
}

void bucketlisting_test::isRightWhereNoOrderIsHeeded()
{
    Store store;
    store.heedsStart = false;
    store.keys = flat(4'500);
    const Manifest known = manifestOf(store.keys);
    QVERIFY(isAll(listed(store, &known), store));
}

void bucketlisting_test::goesFolderByFolderWhereKnownOnesAreLarge()
{
    Store store;
    store.keys = inFolders(40, 1'000);
    const Manifest known = manifestOf(store.keys);
    store.keys.push_back("in/beside");
    store.keys.push_back("in/dz/new");
    QVERIFY(isAll(listed(store, &known), store));
    QCOMPARE(store.asked, 1 + 41);
    QCOMPARE(store.askedFromThere, 0); // a store on a file system would walk up to there, each time
}

void bucketlisting_test::goesFolderByFolderOnceTheyTurnOutLarge()
{
    Store store;
    store.keys = inFolders(50, 1'000);
    QVERIFY(isAll(listed(store, nullptr), store));
    QVERIFY2(store.rounds <= 14, QByteArray::number(store.rounds));
    QVERIFY2(store.asked <= 53, QByteArray::number(store.asked));
}

void bucketlisting_test::goesOnInOneLineWhereFoldersTurnOutSmall()
{
    Store store;
    store.keys = inFolders(9, 1'000);
    const std::vector<QByteArray> small = inFolders(10'000, 2, "e");
    store.keys.insert(store.keys.end(), small.begin(), small.end());
    for (const char *beside :
         {"in/e1000500!", "in/e1000500-x/y", "in/e1000500.csv", "in/e1009999.csv", "in/z.csv"})
        store.keys.push_back(beside);
    QVERIFY(isAll(listed(store, nullptr), store));
    QVERIFY2(store.asked < 70, QByteArray::number(store.asked));
}

void bucketlisting_test::leavesOutWhatTheFilterDoesNotWant()
{
    Store store;
    store.keys = inFolders(40, 1'000);
    EntryFilter filter;
    filter.include = {*Glob::parse(u"d1000003/**"_s)};
    QCOMPARE(listed(store, nullptr, filter).size(), 1'000U);
    QVERIFY2(store.asked <= 10, QByteArray::number(store.asked)); // none of the folders behind
    const Manifest known = manifestOf(inFolders(1, 0));
    QCOMPARE(listed(store, &known, filter).size(), 1'000U);
}

void bucketlisting_test::saysThatThereIsNothing()
{
    Store store;
    const EntryFilter filter;
    BucketListing listing(store, store, filter, nullptr);
    VERIFY_ERROR(listing.read("in/", {}), ErrorKind::NotFound);
    QVERIFY(listing.foundNothing());
}

QTEST_GUILESS_MAIN(bucketlisting_test)
#include "bucketlisting_test.moc"

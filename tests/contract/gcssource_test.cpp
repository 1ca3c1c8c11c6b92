// The Google Cloud Storage source passes the suite on fake-gcs-server. What the real one does and the fake
// does not (sign-ins, pages, ifGenerationMatch, denial, who pays) a gate before it adds: support/gcsstore.py.
#include "tests/contract/bucketsuite.h"
#include "tests/contract/gcsstore.h"
#include "tests/support/expect.h"

#include <QJsonArray>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

class gcssource_test : public BucketSuite
{
    Q_OBJECT

protected:
    std::unique_ptr<SourcePlace> makePlace() override { return std::make_unique<GcsBucket>(m_store); }
    /// Nobody sets an object's time, and names are UTF-8. The real one takes no line break; the fake does.
    /// Putting many objects through Python takes its time.
    Deviations deviations() const override
    {
        return {.setsTimes = false, .badNames = {"bad-\n.csv", "bad-\x7f.csv"}, .manyFiles = 2'100};
    }
    BucketOptions bucketOptions() const override { return m_options; }

private Q_SLOTS:
    void init();
    void tellsABucketThatIsNotThere();
    void listsPageByPage();
    void readsAPublicBucketWithoutASignIn();
    void wantsASignInWhereABucketIsNotPublic();
    void paysWhereTheBucketCharges();
    void verifiesComposedObjects();
    void keepsWhatIsStoredCompressedAsItIs();
    void signsInAsAServiceAccount();
    void takesANewTokenInTheMiddle();
    void tellsWhenTheSignInIsRevoked();

private:
    [[nodiscard]] QStringList requests()
    {
        QStringList asked;
        for (const auto &each : m_store.call(u"requests"_s, {})["requests"_L1].toArray())
            asked << each.toString();
        return asked;
    }

    GcsStore m_store;
    BucketOptions m_options;
};

void gcssource_test::init()
{
    m_options = {.endpoint = m_store.endpoint()};
    m_store.signIn(person.path());
}

void gcssource_test::tellsABucketThatIsNotThere()
{
    const auto listing = probe(u"gs://no-such-bucket-here/x/"_s);
    VERIFY_ERROR(listing, ErrorKind::NotFound);
    QCOMPARE(listing.error().message, u"there is no such bucket"_s);
    QCOMPARE(listing.error().subject, u"gs://no-such-bucket-here/x/"_s);
    VERIFY_ERROR(probe(u"gs://no-such-bucket-here/x.csv"_s), ErrorKind::NotFound);
}

void gcssource_test::listsPageByPage()
{
    GcsBucket bucket(m_store);
    for (int i = 0; i < 7; ++i)
        bucket.put("a+b%/" + QByteArray::number(i), "1");
    m_store.call(u"pages"_s, {{u"size"_s, 3}});
    const auto listing = probe(bucket.url());
    m_store.call(u"pages"_s, {{u"size"_s, 1000}});
    VERIFY_VALUE(listing);
    QCOMPARE(listing->entries.size(), 7U);
    QCOMPARE(listing->requests, 3);
    QVERIFY(listing->serverNow);
}

void gcssource_test::readsAPublicBucketWithoutASignIn()
{
    GcsBucket bucket(m_store, {{u"public"_s, true}});
    bucket.put("a.csv", "1");
    QVERIFY(QDir(person.path() + u"/.config"_s).removeRecursively());
    m_options.isAnonymous = true;
    CollectingSink sink;
    const Run all = run(bucket.url(), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["a.csv"].content, "1");
}

void gcssource_test::wantsASignInWhereABucketIsNotPublic()
{
    GcsBucket bucket(m_store);
    m_options.isAnonymous = true;
    const auto listing = probe(bucket.url());
    VERIFY_ERROR(listing, ErrorKind::SignInNeeded);
    QCOMPARE(listing.error().hint, u"leave out --anonymous"_s);
    m_options.isAnonymous = false;
    QVERIFY(QDir(person.path() + u"/.config"_s).removeRecursively());
    const auto nobody = probe(bucket.url());
    VERIFY_ERROR(nobody, ErrorKind::SignInNeeded);
    QVERIFY(nobody.error().hint.contains(u"gcloud auth application-default login"_s));
}

void gcssource_test::paysWhereTheBucketCharges()
{
    GcsBucket bucket(m_store, {{u"charges"_s, true}});
    bucket.put("a.csv", "1");
    const auto listing = probe(bucket.url());
    VERIFY_ERROR(listing, ErrorKind::Denied);
    QCOMPARE(listing.error().hint, u"agree to be charged with --requester-pays"_s);
    m_options.paysRequests = true;
    CollectingSink sink;
    const Run all = run(bucket.url(), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["a.csv"].content, "1");
}

/// They have no MD5.
void gcssource_test::verifiesComposedObjects()
{
    GcsBucket bucket(m_store);
    bucket.put("parts/1", "12345");
    bucket.put("parts/2", "6789");
    m_store.call(u"compose"_s,
                 {{u"bucket"_s, bucket.name()},
                  {u"name"_s, u"whole/a.csv"_s},
                  {u"parts"_s, QJsonArray{u"parts/1"_s, u"parts/2"_s}}});
    CollectingSink sink;
    const Run all = run(bucket.url() + u"whole/"_s, sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["a.csv"].content, "123456789");
}

/// Unpacked on the way it would have another size and checksum than the provider tells.
void gcssource_test::keepsWhatIsStoredCompressedAsItIs()
{
    GcsBucket bucket(m_store);
    const QByteArray packed = QByteArray::fromBase64("H4sIAAAAAAAC/zM01DHSMeYCABVkpCcHAAAA");
    bucket.put("a.csv", packed, {{u"contentEncoding"_s, u"gzip"_s}});
    CollectingSink sink;
    const Run all = run(bucket.url(), sink);
    VERIFY_VALUE(all.fetched);
    QVERIFY(sink.failures.empty());
    QCOMPARE(sink.files["a.csv"].content, packed);
}

void gcssource_test::signsInAsAServiceAccount()
{
    GcsBucket bucket(m_store);
    bucket.put("a.csv", "1");
    m_store.signIn(person.path(), u"account"_s);
    CollectingSink sink;
    const Run all = run(bucket.url(), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["a.csv"].content, "1");
}

void gcssource_test::takesANewTokenInTheMiddle()
{
    GcsBucket bucket(m_store);
    for (int i = 0; i < 40; ++i)
        bucket.put(QByteArray::number(i), "1");
    (void)requests();
    CollectingSink sink;
    const Run all = run(bucket.url(), sink, [&] { m_store.call(u"expire"_s, {}); });
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files.size(), 40U);
    QVERIFY2(requests().filter(u"POST /token"_s).size() <= 2, "each request fetched a token of its own");
}

void gcssource_test::tellsWhenTheSignInIsRevoked()
{
    GcsStore own; // of its own: it is not signed in to again
    m_options.endpoint = own.endpoint();
    own.signIn(person.path());
    GcsBucket bucket(own);
    VERIFY_VALUE(probe(bucket.url()));
    own.call(u"expire"_s, {});
    own.call(u"revoke"_s, {});
    const auto listing = probe(bucket.url());
    VERIFY_ERROR(listing, ErrorKind::SignInNeeded);
    QVERIFY(listing.error().message.contains(u"gcloud's application-default sign-in"_s));
    QCOMPARE(listing.error().hint, u"run `gcloud auth application-default login`"_s);
    QCOMPARE(listing.error().subject, bucket.url());
}

QTEST_GUILESS_MAIN(gcssource_test)
#include "gcssource_test.moc"

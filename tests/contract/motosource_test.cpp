// The S3 source passes the suite on moto, which knows more of S3 than other stores, such as versions.
#include "tests/contract/bucketsuite.h"
#include "tests/contract/s3store.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

class motosource_test : public BucketSuite
{
    Q_OBJECT

protected:
    std::unique_ptr<SourcePlace> makePlace() override { return std::make_unique<S3Bucket>(m_store); }
    /// Nobody sets an object's time; keys are UTF-8, and moto finds none with a line break. Putting many
    /// objects through Python takes its time.
    Deviations deviations() const override
    {
        return {.setsTimes = false, .badNames = {"bad-\x7f.csv"}, .manyFiles = 2'100};
    }
    BucketOptions bucketOptions() const override { return {.endpoint = m_store.endpoint()}; }

private Q_SLOTS:
    void tellsABucketThatIsNotThere();
    void seesAReuploadOfTheSameBytesUnderAnotherVersion();
    void listsAThousandObjectsByOneRequest();

private:
    S3Store m_store{u"moto"_s};
};

void motosource_test::tellsABucketThatIsNotThere()
{
    for (const QString &url : {u"s3://no-such-bucket-here/"_s, u"s3://no-such-bucket-here/x/"_s}) {
        const auto listing = probe(url);
        VERIFY_ERROR(listing, ErrorKind::NotFound);
        QCOMPARE(listing.error().message, u"there is no such bucket"_s);
    }
    VERIFY_ERROR(probe(u"s3://no-such-bucket-here/x.csv"_s), ErrorKind::NotFound);
}

void motosource_test::seesAReuploadOfTheSameBytesUnderAnotherVersion()
{
    S3Bucket bucket(m_store);
    m_store.call(u"put_bucket_versioning"_s,
                 {{u"Bucket"_s, bucket.name()},
                  {u"VersioningConfiguration"_s, QJsonObject{{u"Status"_s, u"Enabled"_s}}}});
    bucket.put("a.csv", "same");
    CollectingSink sink;
    const Run first = run(bucket.url() + u"a.csv"_s, sink);
    VERIFY_VALUE(first.fetched);
    QCOMPARE(sink.files["a.csv"].delivered, first.listing->entries[0]);
    bucket.put("a.csv", "same");
    const auto second = probe(bucket.url() + u"a.csv"_s);
    VERIFY_VALUE(second);
    QCOMPARE(compare(first.listing->entries[0].validator, second->entries[0].validator), Sameness::Different);
    // A listing tells no versions: there the ETag alone counts, before and after.
    CollectingSink all;
    const Run listed = run(bucket.url(), all);
    VERIFY_VALUE(listed.fetched);
    QCOMPARE(all.files["a.csv"].delivered, listed.listing->entries[0]);
}

void motosource_test::listsAThousandObjectsByOneRequest()
{
    S3Bucket bucket(m_store);
    for (int i = 0; i < 1001; ++i)
        bucket.put(QByteArray::number(i), "1");
    const auto listing = probe(bucket.url());
    VERIFY_VALUE(listing);
    QCOMPARE(listing->entries.size(), 1001U);
    QCOMPARE(listing->requests, 2);
}

QTEST_GUILESS_MAIN(motosource_test)
#include "motosource_test.moc"

// The rclone source passes the suite over a remote that tells checksums and lists all at once: a bucket of
// moto.
#include "tests/contract/s3store.h"
#include "tests/support/expect.h"

#include <QDir>
#include <QFile>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

class RemoteBucket : public S3Bucket
{
public:
    using S3Bucket::S3Bucket;
    QString url() const override { return u"rclone:store:%1/"_s.arg(name()); }
};

} // namespace

class remotebucketsource_test : public SourceSuite
{
    Q_OBJECT

protected:
    std::unique_ptr<SourcePlace> makePlace() override { return std::make_unique<RemoteBucket>(m_store); }
    /// As of buckets. rclone takes a part of nothing, and writes control characters as other ones.
    Deviations deviations() const override
    {
        return {.goesOnFromParts = false, .setsTimes = false, .badNames = {}, .manyFiles = 300};
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString folder = person.path() + u"/.config/rclone"_s;
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + u"/rclone.conf"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[store]\ntype = s3\nprovider = Other\nregion = us-east-1\naccess_key_id = "
                   + testKeyId.toByteArray() + "\nsecret_access_key = " + testSecret.toByteArray()
                   + "\nendpoint = " + m_store.endpoint().toUtf8() + "\n");
    }

    void holdsTheBytesAgainstTheListedChecksum()
    {
        RemoteBucket bucket(m_store);
        bucket.put("a.csv", "abc");
        const auto from = source(bucket.url());
        const auto listing = from->probe({}, {});
        VERIFY_VALUE(listing);
        QCOMPARE(listing->entries[0].validator,
                 (Validator{ValidatorStrength::Strong, "md5:900150983cd24fb0d6963f7d28e17f72"}));
        // So many that they are not asked for once more: nothing but the checksum tells.
        for (int i = 0; i < 70; ++i)
            bucket.put("many/" + QByteArray::number(i), "1");
        CollectingSink sink;
        const Run all = run(bucket.url(), sink, [&] { bucket.put("many/7", "2"); });
        VERIFY_VALUE(all.fetched);
        QCOMPARE(sink.failures.size(), 1U);
        QCOMPARE(sink.failures["many/7"].kind, ErrorKind::Conflict);
        QCOMPARE(sink.files.size(), 70U);
    }

private:
    S3Store m_store{u"moto"_s};
};

QTEST_GUILESS_MAIN(remotebucketsource_test)
#include "remotebucketsource_test.moc"

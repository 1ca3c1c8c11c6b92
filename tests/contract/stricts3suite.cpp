#include "tests/contract/stricts3suite.h"

#include "tests/support/expect.h"

namespace larder::test {

using namespace Qt::StringLiterals;

/// The store really verifies: all of the suite was signed right.
void StrictS3Suite::isRefusedWithAnotherSecret()
{
    S3Bucket bucket(m_store);
    bucket.put("a.csv", "1");
    VERIFY_VALUE(probe(bucket.url()));
    QProcessEnvironment environment;
    environment.insert(u"AWS_ACCESS_KEY_ID"_s, QString::fromLatin1(testKeyId));
    environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"another"_s);
    SignIns wrong(environment, http);
    const Binding binding{.url = bucket.url(), .bucket = bucketOptions()};
    const auto source =
        makeSource(binding, {http, wrong, QDate(2024, 8, 27), store.home(), {u"acme"_s, u"daily"_s}});
    VERIFY_VALUE(source);
    VERIFY_ERROR((*source)->probe({}, {}), ErrorKind::SignInNeeded);
}

void StrictS3Suite::verifiesEachChecksumThatTheStoreKeeps_data()
{
    QTest::addColumn<QJsonObject>("asked");
    for (const QString &algorithm : {u"CRC32"_s, u"CRC32C"_s, u"SHA1"_s, u"SHA256"_s})
        QTest::newRow(qPrintable(algorithm)) << QJsonObject{{u"ChecksumAlgorithm"_s, algorithm}};
    // boto3 computes this one only with a library that is not packaged; the store checks what it is told.
    QTest::newRow("CRC64NVME") << QJsonObject{{u"ChecksumCRC64NVME"_s, u"rosUhgp5mIg="_s}};
}

/// What boto3, the store and we make of the same bytes is equal.
void StrictS3Suite::verifiesEachChecksumThatTheStoreKeeps()
{
    QFETCH(QJsonObject, asked);
    S3Bucket bucket(m_store);
    bucket.put("a.csv", "123456789", asked);
    const QJsonObject head = m_store.call(
        u"head_object"_s,
        {{u"Bucket"_s, bucket.name()}, {u"Key"_s, u"a.csv"_s}, {u"ChecksumMode"_s, u"ENABLED"_s}});
    QVERIFY(head.contains(u"Checksum"_s + QString::fromLatin1(QTest::currentDataTag())));
    CollectingSink sink;
    const Run all = run(bucket.url(), sink);
    VERIFY_VALUE(all.fetched);
    QVERIFY2(sink.failures.empty(),
             qPrintable(sink.failures.empty() ? QString() : sink.failures.begin()->second.message));
    QCOMPARE(sink.files["a.csv"].content, "123456789");
}

} // namespace larder::test

/// A real S3 server for C++ tests (support/s3store.py): moto, versitygw or MinIO; what is in its buckets,
/// boto3 does.
#pragma once

#include "tests/contract/sourcesuite.h"
#include "tests/contract/storeprocess.h"

namespace larder::test {

class S3Store : public StoreProcess
{
public:
    /// "moto", "versitygw" or "minio"; its calls are the methods of boto3's S3 client.
    explicit S3Store(const QString &kind);

    /// A bucket that nobody has yet.
    QString makeBucket();
    /// Who reads may read all of it, but for one key; empty: none.
    void setPolicy(const QString &bucket, const QByteArray &deniedKey);

private:
    int m_buckets = 0;
};

/// A bucket as a place for the suite.
class S3Bucket : public SourcePlace
{
public:
    explicit S3Bucket(S3Store &store) : m_store(store), m_name(store.makeBucket()) { }
    QString url() const override { return QStringLiteral("s3://%1/").arg(m_name); }
    QString name() const { return m_name; }
    void put(const QByteArray &path, const QByteArray &content) override { put(path, content, {}); }
    /// With more of what put_object takes.
    void put(const QByteArray &path, const QByteArray &content, QJsonObject more);
    void putUnderTheSameTime(const QByteArray &path, const QByteArray &content) override
    {
        put(path, content);
    }
    void overwriteInPlace(const QByteArray &path, const QByteArray &content) override { put(path, content); }
    void remove(const QByteArray &path) override;
    void deny(const QByteArray &path) override;

private:
    S3Store &m_store;
    const QString m_name;
};

} // namespace larder::test

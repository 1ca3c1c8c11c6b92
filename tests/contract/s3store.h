/// A real S3 server for C++ tests (support/s3store.py): moto or versitygw, each a process of its own on a
/// free port of 127.0.0.1 that ends with the object; what is in its buckets, boto3 does. A call that fails
/// fails the test with what it said.
#pragma once

#include "tests/contract/sourcesuite.h"

#include <QJsonObject>
#include <QProcess>

namespace larder::test {

class S3Store
{
public:
    /// "moto" or "versitygw"
    explicit S3Store(const QString &kind);
    ~S3Store();
    S3Store(const S3Store &) = delete;
    S3Store &operator=(const S3Store &) = delete;

    [[nodiscard]] QString endpoint() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    /// A method of boto3's S3 client.
    QJsonObject call(const QString &method, const QJsonObject &arguments);
    [[nodiscard]] static QJsonObject bytes(const QByteArray &content);
    /// A bucket that nobody has yet.
    QString makeBucket();
    /// Who reads may read all of it, but for one key; empty: none.
    void setPolicy(const QString &bucket, const QByteArray &deniedKey);

private:
    QProcess m_process;
    int m_port = 0;
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

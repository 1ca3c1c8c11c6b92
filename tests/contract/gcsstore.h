/// fake-gcs-server behind its gate, for C++ tests (support/gcsstore.py, which says what the gate adds and the
/// calls there are).
#pragma once

#include "tests/contract/sourcesuite.h"
#include "tests/contract/storeprocess.h"

namespace larder::test {

class GcsStore : public StoreProcess
{
public:
    GcsStore() : StoreProcess(QStringLiteral("gcsstore.py"), {}) { }
    /// Writes the sign-in where gcloud leaves it, below a person's home: "user" or "account".
    void signIn(const QString &home, const QString &kind = QStringLiteral("user")) const;
    /// A bucket that nobody has yet.
    QString makeBucket(QJsonObject more = {});

private:
    int m_buckets = 0;
};

/// A bucket as a place for the suite.
class GcsBucket : public SourcePlace
{
public:
    explicit GcsBucket(GcsStore &store, const QJsonObject &more = {})
        : m_store(store),
          m_name(store.makeBucket(more))
    { }
    QString url() const override { return QStringLiteral("gs://%1/").arg(m_name); }
    QString name() const { return m_name; }
    void put(const QByteArray &path, const QByteArray &content) override { put(path, content, {}); }
    /// With more of what an object's metadata has.
    void put(const QByteArray &path, const QByteArray &content, QJsonObject more);
    void putUnderTheSameTime(const QByteArray &path, const QByteArray &content) override
    {
        put(path, content);
    }
    void overwriteInPlace(const QByteArray &path, const QByteArray &content) override { put(path, content); }
    void remove(const QByteArray &path) override;
    void deny(const QByteArray &path) override;

private:
    GcsStore &m_store;
    const QString m_name;
};

} // namespace larder::test

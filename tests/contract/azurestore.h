/// Azurite behind its gate, for C++ tests (support/azurestore.py, which says what the gate adds and the calls
/// there are).
#pragma once

#include "tests/contract/sourcesuite.h"
#include "tests/contract/storeprocess.h"

namespace larder::test {

class AzureStore : public StoreProcess
{
public:
    AzureStore() : StoreProcess(QStringLiteral("azurestore.py"), {}) { }
    /// A container that nobody has yet.
    QString makeContainer(QJsonObject more = {});

private:
    int m_containers = 0;
};

/// A container as a place for the suite.
class AzureContainer : public SourcePlace
{
public:
    explicit AzureContainer(AzureStore &store, const QJsonObject &more = {})
        : m_store(store),
          m_name(store.makeContainer(more))
    { }
    QString url() const override;
    QString name() const { return m_name; }
    void put(const QByteArray &path, const QByteArray &content) override;
    void putUnderTheSameTime(const QByteArray &path, const QByteArray &content) override
    {
        put(path, content);
    }
    void overwriteInPlace(const QByteArray &path, const QByteArray &content) override { put(path, content); }
    void remove(const QByteArray &path) override { call(QStringLiteral("remove"), path); }
    void deny(const QByteArray &path) override { call(QStringLiteral("deny"), path); }

private:
    void call(const QString &method, const QByteArray &path, QJsonObject more = {});

    AzureStore &m_store;
    const QString m_name;
};

} // namespace larder::test

/// A real store for C++ tests: a helper of support/ (storeprocess.py), a process of its own on a free port of
/// 127.0.0.1 that ends with the object. A call that fails fails the test with what it said.
#pragma once

#include <QJsonObject>
#include <QProcess>

namespace larder::test {

class StoreProcess
{
public:
    /// "s3store.py", and its arguments.
    StoreProcess(const QString &helper, const QStringList &arguments);
    ~StoreProcess();
    StoreProcess(const StoreProcess &) = delete;
    StoreProcess &operator=(const StoreProcess &) = delete;

    [[nodiscard]] QString endpoint() const;
    /// What it said when it began: {"port": N, …}
    [[nodiscard]] const QJsonObject &told() const { return m_told; }
    QJsonObject call(const QString &method, const QJsonObject &arguments);
    [[nodiscard]] static QJsonObject bytes(const QByteArray &content);

private:
    QProcess m_process;
    QJsonObject m_told;
};

} // namespace larder::test

/// Web servers for C++ tests: the one that fails on command (faultyserver.py) and a real nginx (nginx.py),
/// each a process of its own on a free port of 127.0.0.1 that ends with the object. README.md beside this
/// file has the control language. A server that does not start fails the test with what it said.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace larder::test {

enum class Tls { No, Yes };

/// One line of a server's log.
struct LoggedRequest {
    QByteArray method;
    QByteArray path; ///< as on the wire
    int status = 0;
    qint64 bytes = 0; ///< of the body
    int connection = 0; ///< equal for requests over one connection
    QByteArray protocol;
    QJsonObject headers; ///< those of interest, names in lower case
};

/// A certificate authority and server certificates (certificates.py), made once per object.
class Certificates
{
public:
    Certificates();
    /// "ca.pem", "server.pem", "otherhost.key", …
    [[nodiscard]] QString path(const QString &name) const { return m_place.filePath(name); }

private:
    QTemporaryDir m_place;
};

class TestServer
{
public:
    virtual ~TestServer();
    TestServer(const TestServer &) = delete;
    TestServer &operator=(const TestServer &) = delete;

    [[nodiscard]] int port() const { return m_port; }
    /// `path` is percent-encoded and begins with '/'.
    [[nodiscard]] QByteArray url(const QByteArray &path) const;
    /// The tree that is served; a test may change it at any time.
    [[nodiscard]] QDir root() const { return QDir(m_place.filePath(QStringLiteral("root"))); }
    /// Writes root()/name, with its directories, and returns its path.
    QString put(const QString &name, const QByteArray &content) const;

    [[nodiscard]] QList<LoggedRequest> log() const;
    [[nodiscard]] int requests(const QByteArray &method = {}) const;
    void clearLog() const;

protected:
    TestServer(const QString &script, QStringList arguments, const Certificates *certificates,
               const QString &certificate);
    [[nodiscard]] QString place(const QString &name) const { return m_place.filePath(name); }

private:
    QTemporaryDir m_place;
    QProcess m_process;
    QByteArray m_scheme;
    int m_port = 0;
};

class FaultyServer : public TestServer
{
public:
    FaultyServer();
    /// Over TLS with the certificate of that name.
    explicit FaultyServer(const Certificates &certificates,
                          const QString &certificate = QStringLiteral("server"));
    /// The rules from now on; counts begin anew. Each is {"path": …, "first": …, effect: …}.
    void setRules(const QJsonArray &rules, const QString &indexStyle = QStringLiteral("nginx")) const;
};

class Nginx : public TestServer
{
public:
    explicit Nginx(const QStringList &arguments = {});
    explicit Nginx(const Certificates &certificates, const QStringList &arguments = {});
};

} // namespace larder::test

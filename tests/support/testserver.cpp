#include "tests/support/testserver.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace larder::test {

using namespace Qt::StringLiterals;

namespace {

constexpr auto python = "/usr/bin/python3"_L1;
constexpr int patienceMilliseconds = 60000; // a loaded machine; a server that fails to start ends at once

QString script(const QString &name)
{
    return QStringLiteral(LARDER_TEST_SUPPORT "/") + name;
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

QStringList certificateArguments(const Certificates *certificates, const QString &name)
{
    if (!certificates)
        return {};
    return {u"--cert"_s, certificates->path(name + u".pem"), u"--key"_s, certificates->path(name + u".key")};
}

} // namespace

Certificates::Certificates()
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(python, {script(u"certificates.py"_s), m_place.path()});
    if (!process.waitForFinished(patienceMilliseconds) || process.exitCode() != 0)
        qFatal("certificates.py: %s", process.readAll().constData());
}

TestServer::TestServer(const QString &name, QStringList arguments, const Certificates *certificates,
                       const QString &certificate)
    : m_scheme(certificates ? "https://" : "http://")
{
    if (!m_place.isValid() || !QDir(m_place.path()).mkdir(u"root"_s))
        qFatal("no temporary directory");
    write(place(u"log"_s), {});
    arguments << u"--root"_s << root().path() << u"--log"_s << place(u"log"_s)
              << certificateArguments(certificates, certificate);
    if (name == "faultyserver.py"_L1)
        arguments << u"--control"_s << place(u"control.json"_s);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(python, QStringList{script(name)} + arguments);
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(patienceMilliseconds))
            qFatal("%s does not start: %s", qPrintable(name), qPrintable(m_process.errorString()));
    }
    m_port = m_process.readLine().trimmed().toInt();
}

TestServer::~TestServer()
{
    m_process.terminate();
    if (!m_process.waitForFinished(patienceMilliseconds))
        m_process.kill();
    m_process.waitForFinished(patienceMilliseconds);
}

QByteArray TestServer::url(const QByteArray &path) const
{
    return m_scheme + "127.0.0.1:" + QByteArray::number(m_port) + path;
}

QString TestServer::put(const QString &name, const QByteArray &content) const
{
    QString path = root().filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    write(path, content);
    // Old enough to be believed: what was written within the last seconds has a weak validator.
    QFile file(path);
    const QDateTime hourAgo = QDateTime::currentDateTimeUtc().addSecs(-3600);
    if (!file.open(QIODevice::ReadWrite) || !file.setFileTime(hourAgo, QFileDevice::FileModificationTime))
        qFatal("cannot set a file's time");
    return path;
}

QList<LoggedRequest> TestServer::log() const
{
    QFile file(place(u"log"_s));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no log");
    QList<LoggedRequest> requests;
    while (!file.atEnd()) {
        const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
        requests.append({line["method"_L1].toString().toUtf8(), line["path"_L1].toString().toUtf8(),
                         line["status"_L1].toInt(), line["bytes"_L1].toInteger(),
                         line["connection"_L1].toInt(), line["protocol"_L1].toString().toUtf8(),
                         line["headers"_L1].toObject()});
    }
    return requests;
}

int TestServer::requests(const QByteArray &method) const
{
    int count = 0;
    for (const LoggedRequest &request : log())
        count += method.isEmpty() || request.method == method ? 1 : 0;
    return count;
}

void TestServer::clearLog() const
{
    write(place(u"log"_s), {}); // the servers append
}

FaultyServer::FaultyServer() : TestServer(u"faultyserver.py"_s, {}, nullptr, {}) { }

FaultyServer::FaultyServer(const Certificates &certificates, const QString &certificate)
    : TestServer(u"faultyserver.py"_s, {}, &certificates, certificate)
{ }

void FaultyServer::setRules(const QJsonArray &rules, const QString &indexStyle) const
{
    const QJsonObject control{{u"rules"_s, rules}, {u"index"_s, indexStyle}};
    write(place(u"control.new"_s), QJsonDocument(control).toJson());
    QFile::remove(place(u"control.json"_s));
    if (!QFile::rename(place(u"control.new"_s), place(u"control.json"_s)))
        qFatal("cannot set the rules");
}

Nginx::Nginx(const QStringList &arguments) : TestServer(u"nginx.py"_s, arguments, nullptr, {}) { }

Nginx::Nginx(const Certificates &certificates, const QStringList &arguments)
    : TestServer(u"nginx.py"_s, arguments, &certificates, u"server"_s)
{ }

} // namespace larder::test

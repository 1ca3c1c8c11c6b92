#include "tests/contract/storeprocess.h"

#include <QJsonDocument>

namespace larder::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMilliseconds = 60000; // a loaded machine

QJsonObject readAnswer(QProcess &process)
{
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(patienceMilliseconds))
            qFatal("the store's helper says nothing: %s", qPrintable(process.errorString()));
    }
    return QJsonDocument::fromJson(process.readLine()).object();
}

} // namespace

StoreProcess::StoreProcess(const QString &helper, const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PYTHONPATH"_s, QStringLiteral(LARDER_TEST_SUPPORT "/.."));
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(u"/usr/bin/python3"_s,
                    QStringList{QStringLiteral(LARDER_TEST_SUPPORT "/") + helper} + arguments);
    m_told = readAnswer(m_process);
}

StoreProcess::~StoreProcess()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(patienceMilliseconds))
        m_process.kill();
    m_process.waitForFinished(patienceMilliseconds);
}

QString StoreProcess::endpoint() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_told["port"_L1].toInt());
}

QJsonObject StoreProcess::call(const QString &method, const QJsonObject &arguments)
{
    const QJsonObject request{{u"call"_s, method}, {u"with"_s, arguments}};
    m_process.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    const QJsonObject answer = readAnswer(m_process);
    if (answer.contains("error"_L1))
        qFatal("%s: %s", qPrintable(method), qPrintable(answer["error"_L1].toString()));
    return answer["ok"_L1].toObject();
}

QJsonObject StoreProcess::bytes(const QByteArray &content)
{
    return {{u"base64"_s, QString::fromLatin1(content.toBase64())}};
}

} // namespace larder::test

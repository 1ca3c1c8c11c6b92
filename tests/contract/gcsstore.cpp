#include "tests/contract/gcsstore.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace larder::test {

using namespace Qt::StringLiterals;

void GcsStore::signIn(const QString &home, const QString &kind) const
{
    const QDir folder(home + u"/.config/gcloud"_s);
    folder.mkpath(u"."_s);
    QFile file(folder.filePath(u"application_default_credentials.json"_s));
    const QByteArray content =
        QJsonDocument(told()["credentials"_L1].toObject()[kind].toObject()).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

QString GcsStore::makeBucket(QJsonObject more)
{
    const QString name = u"larder-test-%1"_s.arg(++m_buckets);
    more[u"bucket"_s] = name;
    call(u"make_bucket"_s, more);
    return name;
}

void GcsBucket::put(const QByteArray &path, const QByteArray &content, QJsonObject more)
{
    more[u"bucket"_s] = m_name;
    more[u"name"_s] = QString::fromUtf8(path);
    more[u"content"_s] = GcsStore::bytes(content);
    m_store.call(u"put"_s, more);
}

void GcsBucket::remove(const QByteArray &path)
{
    m_store.call(u"remove"_s, {{u"bucket"_s, m_name}, {u"name"_s, QString::fromUtf8(path)}});
}

void GcsBucket::deny(const QByteArray &path)
{
    m_store.call(u"deny"_s, {{u"bucket"_s, m_name}, {u"name"_s, QString::fromUtf8(path)}});
}

} // namespace larder::test

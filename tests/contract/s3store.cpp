#include "tests/contract/s3store.h"

#include <QJsonDocument>

namespace larder::test {

using namespace Qt::StringLiterals;

S3Store::S3Store(const QString &kind) : StoreProcess(u"s3store.py"_s, {kind}) { }

QString S3Store::makeBucket()
{
    const QString name = u"larder-test-%1"_s.arg(++m_buckets);
    call(u"create_bucket"_s, {{u"Bucket"_s, name}});
    setPolicy(name, {});
    return name;
}

void S3Store::setPolicy(const QString &bucket, const QByteArray &deniedKey)
{
    const auto statement = [](const QString &effect, const QJsonArray &actions, const QJsonArray &resources) {
        return QJsonObject{{u"Effect"_s, effect},
                           {u"Principal"_s, QJsonObject{{u"AWS"_s, QString::fromLatin1(testKeyId)}}},
                           {u"Action"_s, actions},
                           {u"Resource"_s, resources}};
    };
    const QString arn = u"arn:aws:s3:::"_s + bucket;
    QJsonArray statements{
        statement(u"Allow"_s, {u"s3:ListBucket"_s, u"s3:GetObject"_s}, {arn, QString(arn + u"/*"_s)})};
    if (!deniedKey.isEmpty())
        statements.append(
            statement(u"Deny"_s, {u"s3:GetObject"_s}, {QString(arn + u'/' + QString::fromUtf8(deniedKey))}));
    const QJsonObject policy{{u"Version"_s, u"2012-10-17"_s}, {u"Statement"_s, statements}};
    call(u"put_bucket_policy"_s,
         {{u"Bucket"_s, bucket},
          {u"Policy"_s, QString::fromUtf8(QJsonDocument(policy).toJson(QJsonDocument::Compact))}});
}

void S3Bucket::put(const QByteArray &path, const QByteArray &content, QJsonObject more)
{
    more[u"Bucket"_s] = m_name;
    more[u"Key"_s] = QString::fromUtf8(path);
    more[u"Body"_s] = S3Store::bytes(content);
    m_store.call(u"put_object"_s, more);
}

void S3Bucket::remove(const QByteArray &path)
{
    m_store.call(u"delete_object"_s, {{u"Bucket"_s, m_name}, {u"Key"_s, QString::fromUtf8(path)}});
}

void S3Bucket::deny(const QByteArray &path)
{
    m_store.setPolicy(m_name, path);
}

} // namespace larder::test

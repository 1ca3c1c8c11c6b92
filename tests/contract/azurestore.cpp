#include "tests/contract/azurestore.h"

namespace larder::test {

using namespace Qt::StringLiterals;

QString AzureStore::makeContainer(QJsonObject more)
{
    const QString name = u"larder-test-%1"_s.arg(++m_containers);
    more[u"container"_s] = name;
    call(u"make_container"_s, more);
    return name;
}

QString AzureContainer::url() const
{
    return u"az://%1/%2/"_s.arg(QString::fromLatin1(testAccount), m_name);
}

void AzureContainer::put(const QByteArray &path, const QByteArray &content)
{
    call(u"put"_s, path, {{u"content"_s, AzureStore::bytes(content)}});
}

void AzureContainer::call(const QString &method, const QByteArray &path, QJsonObject more)
{
    more[u"container"_s] = m_name;
    more[u"name"_s] = QString::fromUtf8(path);
    m_store.call(method, more);
}

} // namespace larder::test

// The Azure Blob Storage source passes the suite on Azurite, which verifies shared keys and signatures. What
// the real one does and Azurite does not over plain HTTP (tokens, denial of one blob) a gate before it adds:
// support/azurestore.py.
#include "tests/contract/azurestore.h"
#include "tests/contract/bucketsuite.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

class azuresource_test : public BucketSuite
{
    Q_OBJECT

protected:
    std::unique_ptr<SourcePlace> makePlace() override { return std::make_unique<AzureContainer>(m_store); }
    /// Nobody sets a blob's time, and names are UTF-8; a backslash becomes a '/', as at the real one. Putting
    /// many blobs through Python takes its time.
    Deviations deviations() const override
    {
        return {.keepsBackslashes = false,
                .setsTimes = false,
                .badNames = {"bad-\n.csv", "bad-\x7f.csv"},
                .manyFiles = 2'100};
    }
    BucketOptions bucketOptions() const override { return m_options; }

private Q_SLOTS:
    void init() { m_options = {.endpoint = m_store.endpoint()}; }
    void tellsAContainerThatIsNotThere();
    void listsPageByPage();
    void readsAPublicContainerWithoutASignIn();
    void isRefusedWithAnotherKey();
    void readsByASharedAccessSignature();
    void saysWhatASignatureDoesNotAllow();
    void readsByATokenOfAnApplication();

private:
    /// Probes and fetches as somebody else than the suite is.
    Run runAs(const QProcessEnvironment &environment, const QString &url, CollectingSink &sink)
    {
        SignIns others(environment, http);
        const Binding binding{.url = url, .bucket = m_options};
        const auto source =
            makeSource(binding, {http, others, QDate(2024, 8, 27), store.home(), {u"acme"_s, u"daily"_s}});
        if (!source)
            return {failure(source), {}};
        Run run{(*source)->probe({}, {}), {}};
        if (run.listing)
            run.fetched = (*source)->fetch(run.listing->entries, sink, {});
        return run;
    }
    /// The account, and one variable more.
    static QProcessEnvironment variable(const QString &name, const QString &value)
    {
        QProcessEnvironment environment;
        environment.insert(u"AZURE_STORAGE_ACCOUNT"_s, QString::fromLatin1(testAccount));
        environment.insert(name, value);
        return environment;
    }
    QString signature(const AzureContainer &container, const QString &permissions)
    {
        return m_store
            .call(u"signature"_s,
                  {{u"container"_s, container.name()}, {u"permissions"_s, permissions}})["signature"_L1]
            .toString();
    }

    AzureStore m_store;
    BucketOptions m_options;
};

void azuresource_test::tellsAContainerThatIsNotThere()
{
    const auto listing = probe(u"az://lardertest/no-such-container/x/"_s);
    VERIFY_ERROR(listing, ErrorKind::NotFound);
    QCOMPARE(listing.error().message, u"there is no such container"_s);
    QCOMPARE(listing.error().subject, u"az://lardertest/no-such-container/x/"_s);
    const AzureContainer container(m_store);
    const auto nothing = probe(container.url() + u"x/"_s);
    VERIFY_ERROR(nothing, ErrorKind::NotFound);
    QCOMPARE(nothing.error().message, u"there is nothing in the container under this prefix"_s);
}

void azuresource_test::listsPageByPage()
{
    AzureContainer container(m_store);
    for (int i = 0; i < 7; ++i)
        container.put("a+b%/" + QByteArray::number(i), "1");
    m_store.call(u"pages"_s, {{u"size"_s, 3}});
    const auto listing = probe(container.url());
    m_store.call(u"pages"_s, {{u"size"_s, QJsonValue()}});
    VERIFY_VALUE(listing);
    QCOMPARE(listing->entries.size(), 7U);
    QCOMPARE(listing->requests, 3);
    QVERIFY(listing->serverNow);
}

void azuresource_test::readsAPublicContainerWithoutASignIn()
{
    AzureContainer container(m_store, {{u"public"_s, true}});
    container.put("a.csv", "1");
    m_options.isAnonymous = true;
    CollectingSink sink;
    const Run all = run(container.url(), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["a.csv"].content, "1");
    VERIFY_ERROR(probe(AzureContainer(m_store).url()), ErrorKind::SignInNeeded);
}

/// The server really verifies: all of the suite was signed right.
void azuresource_test::isRefusedWithAnotherKey()
{
    AzureContainer container(m_store);
    CollectingSink sink;
    const Run refused = runAs(variable(u"AZURE_STORAGE_KEY"_s, u"YW5vdGhlcg=="_s), container.url(), sink);
    VERIFY_ERROR(refused.listing, ErrorKind::SignInNeeded);
    QCOMPARE(refused.listing.error().message,
             u"the provider does not know the credentials of the environment (AZURE_STORAGE_KEY)"_s);
    QCOMPARE(refused.listing.error().subject, container.url());
}

void azuresource_test::readsByASharedAccessSignature()
{
    AzureContainer container(m_store);
    container.put("a b/c%+.csv", "1");
    CollectingSink sink;
    const Run all = runAs(variable(u"AZURE_STORAGE_SAS_TOKEN"_s, u'?' + signature(container, u"rl"_s)),
                          container.url(), sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["a b/c%+.csv"].content, "1");
}

void azuresource_test::saysWhatASignatureDoesNotAllow()
{
    AzureContainer container(m_store);
    container.put("a.csv", "1");
    CollectingSink sink;
    const QString allowed = signature(container, u"l"_s);
    const Run all = runAs(variable(u"AZURE_STORAGE_SAS_TOKEN"_s, allowed), container.url(), sink);
    VERIFY_VALUE(all.listing);
    VERIFY_ERROR(all.fetched, ErrorKind::Denied);
    const Error &error = all.fetched.error();
    QCOMPARE(error.subject, u"az://lardertest/%1/a.csv"_s.arg(container.name()));
    QVERIFY(!QString(error.message + error.hint + error.subject).contains("sig="_L1));
}

void azuresource_test::readsByATokenOfAnApplication()
{
    AzureContainer container(m_store);
    container.put("a.csv", "1");
    QProcessEnvironment environment;
    const QJsonObject application = m_store.told()["application"_L1].toObject();
    for (const QString &name : application.keys())
        environment.insert(name, application[name].toString());
    CollectingSink sink;
    const Run all = runAs(environment, container.url(), sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["a.csv"].content, "1");
}

QTEST_GUILESS_MAIN(azuresource_test)
#include "azuresource_test.moc"

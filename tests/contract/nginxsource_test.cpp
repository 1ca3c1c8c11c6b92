// The web source passes the suite on a real nginx.
#include "tests/contract/httpplace.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

using NginxPlace = HttpPlace<Nginx>;

const QStringList denying{u"--extra"_s, u"location ~ denied { return 403; }"_s};

} // namespace

class nginxsource_test : public SourceSuite
{
    Q_OBJECT

protected:
    std::unique_ptr<SourcePlace> makePlace() override { return std::make_unique<NginxPlace>(denying); }
    /// Its ETag is the second of modification and the size; its index leaves out names that begin with a dot.
    Deviations deviations() const override
    {
        return {.seesChangesUnderTheSameTime = false, .showsDotFiles = false};
    }

private Q_SLOTS:
    void asksEachFileOnceByHead();
    void fetchesManySmallFilesByOneRequestEach();
    void doesNotTrustAnETagOfThisSecond();
    void takesAFolderWithoutItsFinalSlash();
    void refusesAFolderThatShowsAPage();
    void tellsTheServersTime();
};

void nginxsource_test::asksEachFileOnceByHead()
{
    NginxPlace place(denying);
    for (const char *path : {"a", "b", "x/c", "x/y/d", "skip/e"})
        place.put(path, path);
    const auto listing = probe(place.url(), {{}, {}, {*Glob::parse(u"/skip/"_s)}});
    VERIFY_VALUE(listing);
    QTRY_COMPARE(place.server.requests("HEAD"), 4); // nginx writes its log after the answer
    QTRY_COMPARE(place.server.requests("GET"), 3);
    QCOMPARE(listing->requests, 7);
}

void nginxsource_test::fetchesManySmallFilesByOneRequestEach()
{
    static constexpr int count = 500;
    NginxPlace place(denying);
    for (int i = 0; i < count; ++i)
        place.put(QByteArray::number(i), "content");
    CollectingSink sink;
    const Run all = run(place.url(), sink, [&] { place.server.clearLog(); });
    VERIFY_VALUE(all.fetched);
    QCOMPARE(place.server.requests("GET"), count);
    QCOMPARE(place.server.requests(), count);
}

void nginxsource_test::doesNotTrustAnETagOfThisSecond()
{
    NginxPlace place(denying);
    QFile young(place.server.put(u"young.csv"_s, "1"));
    QVERIFY(young.open(QIODevice::ReadWrite));
    QVERIFY(young.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime));
    place.put("old.csv", "2");
    const auto listing = probe(place.url());
    VERIFY_VALUE(listing);
    QCOMPARE(listing->entries[0].validator.strength, ValidatorStrength::Strong);
    QCOMPARE(listing->entries[1].validator.strength, ValidatorStrength::Weak);
}

void nginxsource_test::takesAFolderWithoutItsFinalSlash()
{
    NginxPlace place(denying);
    place.put("x/sub dir/a.csv", "1");
    CollectingSink sink;
    const Run all = run(place.url() + u"x"_s, sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["sub dir/a.csv"].content, "1");
}

void nginxsource_test::refusesAFolderThatShowsAPage()
{
    NginxPlace place(denying);
    place.put("a.csv", "1");
    place.put("sub/index.html", "<html><title>Hello</title><a href=\"b.csv\">b</a></html>");
    place.put("sub/b.csv", "1");
    const auto refused = probe(place.url());
    VERIFY_ERROR(refused, ErrorKind::Unsupported);
    QVERIFY2(refused.error().subject.endsWith("/sub/"_L1), qPrintable(refused.error().subject));
    VERIFY_VALUE(probe(place.url(), {{}, {}, {*Glob::parse(u"sub/"_s)}}));
}

void nginxsource_test::tellsTheServersTime()
{
    NginxPlace place(denying);
    place.put("a.csv", "1");
    const auto listing = probe(place.url());
    VERIFY_VALUE(listing);
    QVERIFY(listing->serverNow);
    const auto age = *listing->serverNow - *listing->entries[0].modified;
    QVERIFY(age >= std::chrono::seconds(3598) && age < std::chrono::seconds(3720));
}

QTEST_GUILESS_MAIN(nginxsource_test)
#include "nginxsource_test.moc"

// The web source passes the suite on a server that can be told to fail, and what it does when it is told so.
#include "core/sources/httplisting.h"
#include "tests/contract/httpplace.h"
#include "tests/support/expect.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QSet>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

class FaultyPlace : public HttpPlace<FaultyServer>
{
public:
    void deny(const QByteArray &) override { rule({{u"path"_s, u"*denied*"_s}, {u"status"_s, 403}}); }
    void rule(const QJsonObject &rule) const { server.setRules({rule}); }
    void page(const QByteArray &path, const QByteArray &links, const QJsonObject &more = {}) const
    {
        QJsonObject rule = more;
        rule[u"path"_s] = QString::fromLatin1(path);
        rule[u"body"_s] =
            QString::fromUtf8("<html><title>Index of /</title><body>" + links + "</body></html>");
        server.setRules({rule});
    }
};

QByteArray link(const QByteArray &reference)
{
    return "<a href=\"" + reference + "\">x</a>\n";
}

QByteArray randomContent(qsizetype size, quint32 seed)
{
    QByteArray content(size, Qt::Uninitialized);
    QRandomGenerator generator(seed);
    for (char &byte : content)
        byte = static_cast<char>(generator.generate());
    return content;
}

/// The server's strong ETags say what the content is.
QByteArray etagOf(const QByteArray &content)
{
    return "etag:\"" + QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().first(32) + '"';
}

QByteArray pathsOf(const Listing &listing)
{
    QByteArrayList paths;
    for (const Entry &entry : listing.entries)
        paths << entry.path;
    return paths.join(' ');
}

} // namespace

class faultysource_test : public SourceSuite
{
    Q_OBJECT

protected:
    std::unique_ptr<SourcePlace> makePlace() override { return std::make_unique<FaultyPlace>(); }
    Deviations deviations() const override { return {.manyFiles = 700}; }

private Q_SLOTS:
    void readsApachesPagesToo();
    void ignoresLinksThatLeadOutAndSaysSo();
    void refusesGarbageAsIndex_data();
    void refusesGarbageAsIndex();
    void followsAFolderThatHasMoved();
    void ignoresAFolderThatLeadsElsewhere();
    void endsInAFolderThatHoldsItself();
    void findsAFolderThatTheIndexWroteWithoutItsSlash();
    void saysThatAnIndexNamesWhatIsNotThere();
    void asksByGetWhereHeadIsRefused_data();
    void asksByGetWhereHeadIsRefused();
    void takesAnEmptyFileWhereHeadIsRefused();
    void doesNotTakeALoginFormForAFile();
    void doesNotTakeALoginFormInItsPlaceForAFile();
    void keepsWhatIsThereFromALoginFormInItsPlace();
    void recordsWhatTheWeakServerSaidInTheEnd();
    void fetchesFromAServerThatTellsTheSizeOnlyToGet();
    void takesNoAnswerThatIsNotTheFile_data();
    void takesNoAnswerThatIsNotTheFile();
    void doesNotTakeAFoldersPageForAFile();
    void doesNotGoOnFromPiecesOfTwoVersions();
    void asksNothingOfNewFilesBeforeTheyCome();
    void goesOnWithANewFileThatWasNotAskedFor();
    void goesOnAfterEachCut_data();
    void goesOnAfterEachCut();
    void startsAgainWhereRangesAreIgnoredOrWrong_data();
    void startsAgainWhereRangesAreIgnoredOrWrong();
    void neverMixesTwoVersions_data();
    void neverMixesTwoVersions();
    void refusesABodyWhoseEndCannotBeSeen();
    void endsTheFetchWhenTheServerIsLost();
    void ordersNothingMoreWhenItIsThrottledForLong();
};

void faultysource_test::readsApachesPagesToo()
{
    FaultyPlace place;
    place.server.setRules({}, u"apache"_s);
    place.put("a b.csv", "1");
    place.put("sub/c&d.csv", "2");
    CollectingSink sink;
    const Run all = run(place.url(), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(pathsOf(*all.listing), "a b.csv sub/c&d.csv");
    QVERIFY2(all.listing->notices.isEmpty(), qPrintable(all.listing->notices.join(u'\n')));
}

void faultysource_test::ignoresLinksThatLeadOutAndSaysSo()
{
    FaultyPlace place;
    place.put("d/good.csv", "1");
    place.put("secret.csv", "2");
    place.page("/d/",
               link("../") + link("../secret.csv") + link("/secret.csv") + link("http://127.0.0.2:1/evil.csv")
                   + link("good.csv") + link("good.csv?x=1") + link("?C=M;O=A") + link("%2e%2e/secret.csv"));
    const auto listing = probe(place.url() + u"d/"_s);
    VERIFY_VALUE(listing);
    QCOMPARE(pathsOf(*listing), "good.csv");
    QCOMPARE(listing->notices.size(), 3);
    for (const LoggedRequest &request : place.server.log())
        QVERIFY(!request.path.contains("secret") && !request.path.contains("evil"));
}

void faultysource_test::refusesGarbageAsIndex_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("that says what it is") << u"application/octet-stream"_s;
    QTest::newRow("that claims to be a page") << u"text/html"_s;
}

void faultysource_test::refusesGarbageAsIndex()
{
    QFETCH(QString, type);
    FaultyPlace place;
    place.rule({{u"path"_s, u"/"_s},
                {u"body_bytes"_s, 5 * 1024 * 1024},
                {u"headers"_s, QJsonObject{{u"Content-Type"_s, type}}}});
    const auto listing = probe(place.url());
    VERIFY_ERROR(listing, ErrorKind::Unsupported);
    QVERIFY(!listing.error().message.isEmpty() && !listing.error().hint.isEmpty());
    QCOMPARE(listing.error().subject, place.url());
}

void faultysource_test::followsAFolderThatHasMoved()
{
    FaultyPlace place;
    place.put("v2/x/a.csv", "1");
    place.rule({{u"path"_s, u"/latest/"_s}, {u"redirect"_s, u"/v2/"_s}});
    CollectingSink sink;
    const Run all = run(place.url() + u"latest/"_s, sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files["x/a.csv"].content, "1");
}

void faultysource_test::ignoresAFolderThatLeadsElsewhere()
{
    FaultyPlace place;
    place.put("d/a.csv", "1");
    place.put("d/sub/b.csv", "1");
    place.put("other/c.csv", "1");
    place.rule({{u"path"_s, u"/d/sub/"_s}, {u"redirect"_s, u"/other/"_s}});
    const auto listing = probe(place.url() + u"d/"_s);
    VERIFY_VALUE(listing);
    QCOMPARE(pathsOf(*listing), "a.csv");
    QCOMPARE(listing->notices, QStringList{u"ignored a folder that leads elsewhere by a redirect: sub"_s});
}

void faultysource_test::endsInAFolderThatHoldsItself()
{
    FaultyPlace place;
    place.put("d/a.csv", "1");
    QVERIFY(QFile::link(u"."_s, place.server.root().filePath(u"d/self"_s)));
    const auto listing = probe(place.url() + u"d/"_s);
    VERIFY_ERROR(listing, ErrorKind::Unsupported);
    QVERIFY2(listing.error().subject.startsWith("self/self/"_L1), qPrintable(listing.error().subject));
    VERIFY_VALUE(probe(place.url() + u"d/"_s, {{}, {}, {*Glob::parse(u"self/"_s)}}));
}

void faultysource_test::findsAFolderThatTheIndexWroteWithoutItsSlash()
{
    FaultyPlace place;
    place.put("d/sub/b.csv", "1");
    const QString slash = u"http://127.0.0.1:{port}/d/sub/"_s;
    place.server.setRules({QJsonObject{{u"path"_s, u"/d/"_s},
                                       {u"body"_s, u"<title>Index of /d</title><a href=\"sub\">sub</a>"_s}},
                           QJsonObject{{u"path"_s, u"/d/sub"_s}, {u"redirect"_s, slash}}});
    const auto listing = probe(place.url() + u"d/"_s);
    VERIFY_VALUE(listing);
    QCOMPARE(pathsOf(*listing), "sub/b.csv");
}

/// Not "not found": that would pass for a day without an upload.
void faultysource_test::saysThatAnIndexNamesWhatIsNotThere()
{
    FaultyPlace place;
    place.page("/", link("gone.csv"));
    const auto listing = probe(place.url());
    VERIFY_ERROR(listing, ErrorKind::Conflict);
    QVERIFY2(listing.error().subject.contains("gone.csv"_L1), qPrintable(listing.error().subject));
}

void faultysource_test::asksByGetWhereHeadIsRefused_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("ignoresRanges");
    for (const int status : {400, 403, 405, 501}) {
        QTest::addRow("by %d", status) << status << false;
        QTest::addRow("by %d, and ranges ignored", status) << status << true;
    }
}

void faultysource_test::asksByGetWhereHeadIsRefused()
{
    QFETCH(int, status);
    QFETCH(bool, ignoresRanges);
    FaultyPlace place;
    const QByteArray content = randomContent(1024 * 1024, 5);
    place.put("a.bin", content);
    place.put("b.bin", content);
    QJsonObject rule{{u"refuse_head"_s, status}};
    if (ignoresRanges)
        rule[u"ignore_range"_s] = true;
    place.rule(rule);
    CollectingSink sink;
    const Run all = run(place.url(), sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    for (const Entry &entry : all.listing->entries) {
        QCOMPARE(entry.size, content.size());
        QCOMPARE(entry.validator.token, etagOf(content));
        QCOMPARE(sink.files[entry.path].delivered, entry);
    }
}

void faultysource_test::takesAnEmptyFileWhereHeadIsRefused()
{
    FaultyPlace place;
    place.put("empty.csv", "");
    place.rule({{u"refuse_head"_s, 405}});
    CollectingSink sink;
    const Run all = run(place.url() + u"empty.csv"_s, sink);
    VERIFY_VALUE(all.listing);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(all.listing->entries[0].size, 0);
    QCOMPARE(sink.files["empty.csv"].content, "");
}

void faultysource_test::doesNotTakeALoginFormInItsPlaceForAFile()
{
    FaultyPlace place;
    const auto answer = [&](const QString &body) {
        place.rule({{u"body"_s, body},
                    {u"headers"_s, QJsonObject{{u"Content-Type"_s, u"text/html; charset=utf-8"_s}}}});
        CollectingSink sink;
        const Run all = run(place.url() + u"a.csv"_s, sink);
        return std::pair(all.fetched, sink.files["a.csv"].content);
    };
    place.put("a.csv", "1");
    for (const QString &prolog : {u"\n"_s, u"\ufeff<!-- us -->"_s, u"<?xml version=\"1.0\"?>\n"_s}) {
        const auto [page, taken] = answer(prolog + u"<!DOCTYPE html><form>who are you?</form>"_s);
        VERIFY_ERROR(page, ErrorKind::SignInNeeded);
        QCOMPARE(taken, "");
    }
    const auto [data, bytes] = answer(u"a,b\n"_s); // as many scripts send it
    VERIFY_VALUE(data);
    QCOMPARE(bytes, "a,b\n");
}

/// A session that ended while a file was fetched: its first half is not thrown away for a form.
void faultysource_test::keepsWhatIsThereFromALoginFormInItsPlace()
{
    FaultyPlace place;
    const QByteArray content = QByteArray("0123456789").repeated(100'000);
    place.put("a.csv", content);
    CollectingSink sink;
    sink.partials["a.csv"] = content.first(500'000);
    const Run all = run(place.url() + u"a.csv"_s, sink, [&] {
        place.rule({{u"ignore_conditions"_s, true},
                    {u"ignore_if_range"_s, true},
                    {u"ignore_range"_s, true},
                    {u"body"_s, u"<html><form>who are you?</form>"_s},
                    {u"headers"_s, QJsonObject{{u"Content-Type"_s, u"text/html"_s}}}});
    });
    VERIFY_ERROR(all.fetched, ErrorKind::SignInNeeded);
    QCOMPARE(sink.restarts, 0);
}

void faultysource_test::doesNotTakeALoginFormForAFile()
{
    FaultyPlace place;
    place.put("a.csv", "1");
    const QJsonObject toLogin{{u"path"_s, u"/a.csv"_s}, {u"redirect"_s, u"/login"_s}};
    const QJsonObject login{{u"path"_s, u"/login"_s},
                            {u"body"_s, u"<form>who are you?</form>"_s},
                            {u"headers"_s, QJsonObject{{u"Content-Type"_s, u"text/html; charset=utf-8"_s}}}};
    CollectingSink sink;
    const Run late = run(place.url() + u"a.csv"_s, sink, [&] { place.server.setRules({toLogin, login}); });
    VERIFY_VALUE(late.fetched);
    QVERIFY(sink.files.empty());
    QCOMPARE(sink.failures["a.csv"].kind, ErrorKind::Conflict);
    VERIFY_ERROR(probe(place.url() + u"a.csv"_s), ErrorKind::SignInNeeded);
}

void faultysource_test::recordsWhatTheWeakServerSaidInTheEnd()
{
    FaultyPlace place;
    place.put("a.csv", "old");
    place.rule({{u"etag"_s, u"none"_s}});
    CollectingSink sink;
    const Run all = run(place.url(), sink, [&] { place.put("a.csv", "newer"); });
    VERIFY_VALUE(all.fetched);
    QCOMPARE(all.listing->entries[0].validator.strength, ValidatorStrength::Weak);
    QCOMPARE(sink.files["a.csv"].content, "newer");
    QCOMPARE(sink.files["a.csv"].delivered.validator.strength, ValidatorStrength::Weak);
    QCOMPARE(sink.files["a.csv"].delivered.size, 5);
    QCOMPARE(all.listing->entries[0].size, 3);
}

void faultysource_test::fetchesFromAServerThatTellsTheSizeOnlyToGet()
{
    FaultyPlace place;
    place.put("a.csv", "content");
    place.server.setRules(
        {QJsonObject{{u"path"_s, u"/a.csv"_s}, {u"etag"_s, u"none"_s}},
         QJsonObject{{u"path"_s, u"/a.csv"_s}, {u"method"_s, u"HEAD"_s}, {u"content_length"_s, u"none"_s}}});
    CollectingSink sink;
    const Run all = run(place.url(), sink);
    VERIFY_VALUE(all.fetched);
    QVERIFY(sink.failures.empty());
    QCOMPARE(sink.files["a.csv"].content, "content");
    QCOMPARE(compare(sink.files["a.csv"].delivered.validator, all.listing->entries[0].validator),
             Sameness::Unproven);
}

void faultysource_test::takesNoAnswerThatIsNotTheFile_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("202: a gateway that still prepares it") << 202 << ErrorKind::Network;
    QTest::newRow("204: a gateway that has nothing") << 204 << ErrorKind::NotFound;
    QTest::newRow("205") << 205 << ErrorKind::Unsupported;
}

void faultysource_test::takesNoAnswerThatIsNotTheFile()
{
    QFETCH(int, status);
    QFETCH(ErrorKind, kind);
    FaultyPlace place;
    place.put("a.csv", "content");
    const QJsonObject rule{{u"path"_s, u"/a.csv"_s}, {u"status"_s, status}};
    CollectingSink sink;
    const Run late = run(place.url() + u"a.csv"_s, sink, [&] { place.rule(rule); });
    QVERIFY(sink.files.empty());
    QVERIFY(!late.fetched || !sink.failures.empty());
    VERIFY_ERROR(probe(place.url() + u"a.csv"_s), kind);
}

void faultysource_test::doesNotTakeAFoldersPageForAFile()
{
    FaultyPlace place;
    place.put("thing", "a file");
    place.put("aside/b.csv", "1");
    CollectingSink sink;
    const Run all = run(place.url() + u"thing"_s, sink, [&] {
        place.server.setRules(
            {QJsonObject{{u"path"_s, u"/thing"_s}, {u"redirect"_s, u"http://127.0.0.1:{port}/thing/"_s}},
             QJsonObject{{u"path"_s, u"/thing/"_s},
                         {u"etag"_s, u"none"_s},
                         {u"body"_s, u"<title>Index of /thing</title>"_s},
                         {u"headers"_s, QJsonObject{{u"Content-Type"_s, u"text/html"_s}}}}});
    });
    VERIFY_VALUE(all.fetched);
    QVERIFY(sink.files.empty());
    QCOMPARE(sink.failures["thing"].kind, ErrorKind::Conflict);
}

/// An object that was overwritten while it came, and then put back under its old ETag.
void faultysource_test::doesNotGoOnFromPiecesOfTwoVersions()
{
    FaultyPlace place;
    const QByteArray versions[] = {randomContent(400'000, 10), randomContent(400'000, 11)};
    place.put("d/a.bin", versions[0]);
    place.put("aside", versions[1]);
    place.rule({{u"path"_s, u"/d/a.bin"_s},
                {u"method"_s, u"GET"_s},
                {u"first"_s, 1},
                {u"swap"_s,
                 QJsonObject{{u"how"_s, u"overwrite"_s},
                             {u"at"_s, u"50%"_s},
                             {u"with"_s, QString::fromUtf8(place.tree.pathOf("aside"))}}}});
    CollectingSink sink;
    const Run torn = run(place.url() + u"d/"_s, sink);
    VERIFY_VALUE(torn.fetched);
    QCOMPARE(sink.failures["a.bin"].kind, ErrorKind::Conflict);
    QVERIFY2(sink.restarts > 0, "what came was not given up");
}

void faultysource_test::asksNothingOfNewFilesBeforeTheyCome()
{
    FaultyPlace place;
    const int many = int(fewNewFiles) + 1;
    for (int i = 0; i < many; ++i)
        place.put("new/" + QByteArray::number(i), "content " + QByteArray::number(i));
    place.put("known", "known");
    Manifest known;
    known.files.push_back({.entry = {.path = "known"}});
    const auto all = source(place.url());
    const auto listing = all->probe({.filter = {}, .comparedWith = &known}, {});
    VERIFY_VALUE(listing);
    QCOMPARE(place.server.requests("HEAD"), 1);
    QCOMPARE(listing->entries.size(), size_t(many) + 1);
    QVERIFY(listing->serverNow);
    for (const Entry &entry : listing->entries)
        QCOMPARE(entry.validator.strength == ValidatorStrength::Strong, entry.path == "known");

    place.server.clearLog();
    CollectingSink sink;
    VERIFY_VALUE(all->fetch(listing->entries, sink, {}));
    QCOMPARE(place.server.requests(), many + 1);
    QCOMPARE(sink.files["new/7"].content, "content 7");
    QCOMPARE(sink.files["new/7"].delivered.size, 9);
    QCOMPARE(sink.files["new/7"].delivered.validator.token, etagOf("content 7"));

    place.tree.remove("new/0"); // few are asked for: it costs nothing, and tells how much is to come
    place.server.clearLog();
    VERIFY_VALUE(all->probe({.filter = {}, .comparedWith = &known}, {}));
    QCOMPARE(place.server.requests("HEAD"), many);
}

void faultysource_test::goesOnWithANewFileThatWasNotAskedFor()
{
    FaultyPlace place;
    const QByteArray content = randomContent(1'000'000, 12);
    place.put("a.bin", content);
    for (const qsizetype there : {qsizetype(600'000), content.size()}) {
        place.server.clearLog();
        CollectingSink sink;
        sink.partials["a.bin"] = content.first(there);
        const std::vector<Entry> unknown{{.path = "a.bin"}};
        const auto all = source(place.url());
        VERIFY_VALUE(all->probe({}, {}));
        VERIFY_VALUE(all->fetch(unknown, sink, {}));
        QVERIFY(sink.failures.empty());
        QVERIFY(sink.files["a.bin"].content == content);
        QCOMPARE(sink.restarts, 0);
        QCOMPARE(sink.files["a.bin"].delivered.validator.token, etagOf(content));
    }
}

void faultysource_test::goesOnAfterEachCut_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("etag");
    for (const QString &at : {u"0%"_s, u"50%"_s, u"99%"_s, u"head"_s}) {
        QTest::addRow("at %s", qPrintable(at)) << at << u"strong"_s;
        QTest::addRow("at %s, weak", qPrintable(at)) << at << u"weak"_s;
    }
}

void faultysource_test::goesOnAfterEachCut()
{
    QFETCH(QString, at);
    QFETCH(QString, etag);
    FaultyPlace place;
    const QByteArray content = randomContent(1024 * 1024, 6);
    place.put("a.bin", content);
    place.server.setRules(
        {QJsonObject{{u"path"_s, u"/a.bin"_s}, {u"etag"_s, etag}},
         QJsonObject{{u"path"_s, u"/a.bin"_s}, {u"method"_s, u"GET"_s}, {u"first"_s, 2}, {u"cut"_s, at}}});
    CollectingSink sink;
    const Run all = run(place.url(), sink);
    VERIFY_VALUE(all.fetched);
    QVERIFY(sink.files["a.bin"].content == content);
    qint64 sent = 0;
    for (const LoggedRequest &request : place.server.log())
        sent += request.method == "GET" && request.path == "/a.bin" ? request.bytes : 0;
    if (etag == u"strong")
        QVERIFY2(sent < content.size() + 256 * 1024, qPrintable(QString::number(sent)));
}

void faultysource_test::startsAgainWhereRangesAreIgnoredOrWrong_data()
{
    QTest::addColumn<QJsonObject>("fault");
    const auto wrong = [](const QString &range) {
        return QJsonObject{{u"with_range"_s, true}, {u"content_range"_s, range}};
    };
    QTest::newRow("ranges are ignored") << QJsonObject{{u"ignore_range"_s, true}};
    QTest::newRow("another start") << wrong(u"bytes 0-99/1000000"_s);
    QTest::newRow("another total") << wrong(u"bytes 500000-999998/999999"_s);
    QTest::newRow("not to the end") << wrong(u"bytes 500000-999998/1000000"_s);
    QTest::newRow("an unknown total") << wrong(u"bytes 500000-999999/*"_s);
    QTest::newRow("nonsense") << wrong(u"half of it"_s);
    QTest::newRow("cannot be satisfied") << QJsonObject{{u"with_range"_s, true}, {u"status"_s, 416}};
    QTest::newRow("without an ETag") << QJsonObject{{u"with_range"_s, true},
                                                    {u"ignore_if_range"_s, true},
                                                    {u"ignore_conditions"_s, true},
                                                    {u"etag"_s, u"none"_s}};
}

void faultysource_test::startsAgainWhereRangesAreIgnoredOrWrong()
{
    QFETCH(QJsonObject, fault);
    FaultyPlace place;
    const QByteArray content = randomContent(1'000'000, 7);
    place.put("a.bin", content);
    CollectingSink sink;
    sink.partials["a.bin"] = content.first(500'000);
    const Run all = run(place.url(), sink, [&] {
        QJsonObject rule = fault;
        rule[u"method"_s] = u"GET"_s;
        place.rule(rule);
    });
    VERIFY_VALUE(all.fetched);
    QVERIFY2(sink.failures.empty(),
             qPrintable(sink.failures.empty() ? QString() : sink.failures.begin()->second.message));
    QCOMPARE(sink.restarts, 1);
    QVERIFY(sink.files["a.bin"].content == content);
}

void faultysource_test::neverMixesTwoVersions_data()
{
    QTest::addColumn<QJsonObject>("server");
    const auto swap = [](QJsonObject rule, const QString &how) {
        rule[u"swap"_s] = QJsonObject{{u"how"_s, how}};
        return rule;
    };
    const QJsonObject ignoring{{u"ignore_conditions"_s, true}, {u"ignore_if_range"_s, true}};
    QTest::newRow("replaced") << swap({}, u"rename"_s);
    QTest::newRow("replaced, then cut") << swap({{u"cut"_s, u"random"_s}}, u"rename"_s);
    QTest::newRow("replaced, then cut, conditions ignored") << swap(
        [&] {
            QJsonObject rule = ignoring;
            rule[u"cut"_s] = u"random"_s;
            return rule;
        }(),
        u"rename"_s);
    QTest::newRow("overwritten in place") << swap({}, u"overwrite"_s);
    QTest::newRow("overwritten in place, conditions ignored") << swap(ignoring, u"overwrite"_s);
    QTest::newRow("overwritten in place, then cut") << swap({{u"cut"_s, u"random"_s}}, u"overwrite"_s);
}

/// Whatever is finished is one version that was really served, under that version's own validator.
void faultysource_test::neverMixesTwoVersions()
{
    static constexpr int rounds = 30;
    QFETCH(QJsonObject, server);
    FaultyPlace place;
    const QByteArray versions[] = {randomContent(300'000, 8), randomContent(300'000, 9)};
    place.put("aside/0", versions[0]);
    place.put("aside/1", versions[1]);
    int delivered = 0;
    int refused = 0;
    for (int round = 0; round < rounds; ++round) {
        place.put("d/a.bin", versions[0]);
        QJsonObject rule = server;
        QJsonObject swap = rule[u"swap"_s].toObject();
        swap[u"at"_s] = u"random"_s;
        swap[u"with"_s] = QString::fromUtf8(place.tree.pathOf("aside/1"));
        rule[u"swap"_s] = swap;
        rule[u"path"_s] = u"/d/a.bin"_s;
        rule[u"method"_s] = u"GET"_s;
        rule[u"first"_s] = 1;
        place.rule(rule);
        CollectingSink sink;
        const Run all = run(place.url() + u"d/"_s, sink);
        VERIFY_VALUE(all.fetched);
        refused += static_cast<int>(sink.failures.size());
        for (const auto &[path, error] : sink.failures)
            QCOMPARE(error.kind, ErrorKind::Conflict);
        for (const auto &[path, file] : sink.files) {
            ++delivered;
            QVERIFY(file.content == versions[0] || file.content == versions[1]);
            QCOMPARE(file.delivered.validator.token, etagOf(file.content));
        }
    }
    QCOMPARE(delivered + refused, rounds);
    QVERIFY(refused > 0);
}

void faultysource_test::refusesABodyWhoseEndCannotBeSeen()
{
    FaultyPlace place;
    place.put("a.csv", "whole");
    place.rule({{u"path"_s, u"/a.csv"_s}, {u"content_length"_s, u"none"_s}});
    CollectingSink sink;
    const Run all = run(place.url(), sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.failures["a.csv"].kind, ErrorKind::Unsupported);
    // Where HEAD says the length, the end can be seen all the same.
    place.rule({{u"path"_s, u"/a.csv"_s}, {u"method"_s, u"GET"_s}, {u"content_length"_s, u"none"_s}});
    CollectingSink second;
    VERIFY_VALUE(run(place.url(), second).fetched);
    QCOMPARE(second.files["a.csv"].content, "whole");
}

void faultysource_test::endsTheFetchWhenTheServerIsLost()
{
    FaultyPlace place;
    for (int i = 0; i < 300; ++i)
        place.put(QByteArray::number(i), "1");
    CollectingSink sink;
    const Run all = run(place.url(), sink, [&] {
        place.rule({{u"status"_s, 500}});
        place.server.clearLog();
    });
    VERIFY_ERROR(all.fetched, ErrorKind::Network);
    QVERIFY(sink.files.empty());
    QVERIFY2(sink.begun < 300, qPrintable(QString::number(sink.begun)));
}

void faultysource_test::ordersNothingMoreWhenItIsThrottledForLong()
{
    FaultyPlace place;
    place.put("a.csv", "1");
    place.rule({{u"status"_s, 429}, {u"retry_after"_s, 3600}});
    const auto listing = probe(place.url());
    VERIFY_ERROR(listing, ErrorKind::Throttled);
    QCOMPARE(place.server.requests(), 1);
    place.rule({{u"status"_s, 429}, {u"retry_after"_s, 0}, {u"first"_s, 2}});
    VERIFY_VALUE(probe(place.url()));
}

QTEST_GUILESS_MAIN(faultysource_test)
#include "faultysource_test.moc"

#include "app/front/currentjson.h"
#include "app/front/question.h"
#include "tests/support/expect.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <random>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

/// As core/store/currentview writes it.
const QByteArray whole =
    R"({"because":"it says \u0022quoted\u0022 é","confirmed_at":"2026-08-01T21:00:00.000Z","confirmed_at_ms":1785618000000,)"
    R"("dataset":"acme/shipments","fetched_at":"2026-08-01T21:00:03.000Z","fresh_until":"2026-08-01T22:00:00.000Z",)"
    R"("fresh_until_ms":1785621600000,"look_due_ms":1785618900000,)"
    R"("path":"/home/é x/store/snapshots/acme/shipments/20260801T210003Z-3fa2c1","schema":1,)"
    R"("snapshot":"20260801T210003Z-3fa2c1","unwatched":"nothing is watching","warning":null})"
    "\n";

bool isUnderstood(const QByteArray &text, CurrentFile *file = nullptr)
{
    CurrentFile ignored;
    return readCurrentFile(text.constData(), text.constData() + text.size(), file ? *file : ignored);
}

QByteArray with(const char *from, const char *to)
{
    QByteArray text = whole;
    const qsizetype at = text.indexOf(from);
    return at < 0 ? QByteArray("the test is wrong: ") + from : text.replace(at, qsizetype(strlen(from)), to);
}

QByteArray bytesOf(const CurrentText &text)
{
    return QByteArray(text.begin, qsizetype(text.size));
}

/// Where the scanner understands, Qt must read the same.
bool qtReadsTheSame(const QByteArray &text, const CurrentFile &file)
{
    QJsonParseError error{};
    const QJsonObject json = QJsonDocument::fromJson(text, &error).object();
    const auto sameText = [&](QLatin1StringView field, const CurrentText &value) {
        return value.isNull() ? json[field].isNull()
                              : !value.isPlain || json[field].toString().toUtf8() == bytesOf(value);
    };
    const auto sameNumber = [&](QLatin1StringView field, const CurrentNumber &value) {
        return value.isNull ? json[field].isNull()
                            : json[field].isDouble() && json[field].toInteger(-1) == value.value;
    };
    return error.error == QJsonParseError::NoError && sameText("dataset"_L1, file.dataset)
        && sameText("snapshot"_L1, file.snapshot) && sameText("path"_L1, file.path)
        && sameText("warning"_L1, file.warning) && sameText("unwatched"_L1, file.unwatched)
        && sameNumber("confirmed_at_ms"_L1, file.confirmedAtMs)
        && sameNumber("fresh_until_ms"_L1, file.freshUntilMs) && sameNumber("look_due_ms"_L1, file.lookDueMs)
        && json["schema"_L1].toInt() == 1;
}

} // namespace

class currentjson_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheStoreWrites()
    {
        CurrentFile file;
        QVERIFY(isUnderstood(whole, &file));
        QVERIFY(file.dataset.equals("acme/shipments"));
        QVERIFY(file.snapshot.equals("20260801T210003Z-3fa2c1"));
        QCOMPARE(bytesOf(file.path), "/home/é x/store/snapshots/acme/shipments/20260801T210003Z-3fa2c1");
        QCOMPARE(file.confirmedAtMs.value, 1785618000000LL);
        QCOMPARE(file.freshUntilMs.value, 1785621600000LL);
        QCOMPARE(file.lookDueMs.value, 1785618900000LL);
        QVERIFY(file.warning.isNull());
        QVERIFY(file.unwatched.equals("nothing is watching"));
        QVERIFY(hasUsablePath(file));
        QVERIFY(qtReadsTheSame(whole, file));
    }

    void understandsExactlyThis_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isUnderstoodByIt");
        QTest::newRow("as it is written") << whole << true;
        QTest::newRow("no newline at the end") << whole.chopped(1) << true;
        QTest::newRow("a later program's field")
            << with("{", R"({"added":"x","count":-3,"flag":true,"none":null,)") << true;
        QTest::newRow("without end, no look due")
            << with("1785621600000", "null").replace("1785618900000", "null") << true;
        QTest::newRow("an escape in a text") << with("é", R"(\u00e9\n\/)") << true;
        QTest::newRow("an escaped quote") << with("é", "\\\"") << true;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("two newlines") << whole + '\n' << false;
        QTest::newRow("something behind it") << whole + "{}" << false;
        QTest::newRow("a list in a later field") << with("{", R"({"added":[1],)") << false;
        QTest::newRow("an object in a later field") << with("{", R"({"added":{},)") << false;
        QTest::newRow("a fraction in a later field") << with("{", R"({"added":1.5,)") << false;
        QTest::newRow("white space") << with(":1,", ": 1,") << false;
        QTest::newRow("schema 2") << with(R"("schema":1)", R"("schema":2)") << false;
        QTest::newRow("schema as a text") << with(R"("schema":1)", R"("schema":"1")") << false;
        QTest::newRow("no schema") << with(R"("schema":1,)", "") << false;
        QTest::newRow("no path") << with(R"("path":)", R"("math":)") << false;
        QTest::newRow("path is null: nothing fetched yet")
            << with(R"("snapshot":"20260801T210003Z-3fa2c1")", R"("snapshot":null)") << false;
        QTest::newRow("never confirmed") << with("1785618000000", "null") << false;
        QTest::newRow("no warning field") << with(R"(,"warning":null)", "") << false;
        QTest::newRow("no unwatched field") << with(R"("unwatched":"nothing is watching",)", "") << false;
        QTest::newRow("a field twice") << with("{", R"({"schema":1,)") << false;
        QTest::newRow("a field's name in escapes") << with("schema", R"(sch\u0065ma)") << false;
        QTest::newRow("an answer, not a file") << with("{", R"({"run":null,)") << false;
        QTest::newRow("a fraction") << with("1785621600000", "1785621600000.5") << false;
        QTest::newRow("an exponent") << with("1785621600000", "17e11") << false;
        QTest::newRow("a leading zero") << with("1785621600000", "01785621600000") << false;
        QTest::newRow("a plus") << with("1785621600000", "+1785621600000") << false;
        QTest::newRow("too many digits") << with("1785621600000", "1785621600000000000000") << false;
        QTest::newRow("a truth value for a number") << with("1785621600000", "true") << false;
        QTest::newRow("a comma too many") << with(R"("warning":null)", R"("warning":null,)") << false;
        QTest::newRow("a bad escape") << with("é", R"(\x41)") << false;
        QTest::newRow("a short escape") << with("é", R"(\u00g9)") << false;
        QTest::newRow("a bare newline in a text") << with("é", "\n") << false;
        QTest::newRow("not UTF-8") << with("é", "\xe9") << false;
        QTest::newRow("overlong UTF-8") << with("é", "\xc0\xaf") << false;
        QTest::newRow("a surrogate in UTF-8") << with("é", "\xed\xa0\x80") << false;
        QTest::newRow("beyond Unicode") << with("é", "\xf4\x90\x80\x80") << false;
        QTest::newRow("three and four bytes of UTF-8") << with("é", "\xe2\x82\xac\xf0\x9f\x98\x80") << true;
    }

    void understandsExactlyThis()
    {
        QFETCH(QByteArray, text);
        CurrentFile file;
        QTEST(isUnderstood(text, &file), "isUnderstoodByIt");
        if (isUnderstood(text))
            QVERIFY(qtReadsTheSame(text, file));
    }

    void refusesEveryTruncation()
    {
        for (qsizetype size = 0; size < whole.size() - 1; ++size) {
            // A copy of that exact size: the address sanitizer sees a byte too far.
            const QByteArray cut(whole.constData(), size);
            QVERIFY2(!isUnderstood(cut), qPrintable(u"cut at %1"_s.arg(size)));
        }
    }

    void neverReadsOtherwiseThanQt()
    {
        constexpr int rounds = 200'000;
        std::mt19937 random(20261123); // NOLINT: the same mistakes each time
        const QByteArray alphabet = "{}[]\":,\\/u0019-+.eE nultrfase\n\t\x00\x7f\xc3\xa9\xe2\xff";
        const auto below = [&random](qsizetype bound) { return qsizetype(random() % unsigned(bound)); };
        int understood = 0;
        for (int round = 0; round < rounds; ++round) {
            QByteArray text = whole;
            for (qsizetype edits = 1 + below(3); edits > 0; --edits) {
                const qsizetype at = below(text.size());
                const char byte = alphabet[below(alphabet.size())];
                if (below(3) == 0)
                    text.remove(at, 1 + below(4));
                else if (below(2) == 0)
                    text.insert(at, byte);
                else
                    text[at] = byte;
            }
            CurrentFile file;
            if (!isUnderstood(text, &file))
                continue;
            ++understood;
            QVERIFY2(qtReadsTheSame(text, file), text.constData());
        }
        QVERIFY(understood > 1000);
    }

    void judgesAHit_data()
    {
        QTest::addColumn<qint64>("now");
        QTest::addColumn<bool>("isFresh");
        QTest::addColumn<bool>("isUnwatched");
        QTest::newRow("before the confirmation: a clock set back") << 1785617999999LL << false << false;
        QTest::newRow("at the confirmation") << 1785618000000LL << true << false;
        QTest::newRow("just before the look is due") << 1785618899999LL << true << false;
        QTest::newRow("when the look is due") << 1785618900000LL << true << true;
        QTest::newRow("just before the end") << 1785621599999LL << true << true;
        QTest::newRow("at the end") << 1785621600000LL << false << true;
    }

    void judgesAHit()
    {
        QFETCH(qint64, now);
        CurrentFile file;
        QVERIFY(isUnderstood(whole, &file));
        QTEST(isFreshAt(file, now), "isFresh");
        QTEST(isUnwatchedAt(file, now), "isUnwatched");
    }

    void judgesTheEdges()
    {
        CurrentFile withoutEnd;
        const QByteArray text = with("1785621600000", "null").replace("1785618900000", "null");
        QVERIFY(isUnderstood(text, &withoutEnd));
        QVERIFY(isFreshAt(withoutEnd, 1LL << 60));
        QVERIFY(!isUnwatchedAt(withoutEnd, 1LL << 60));
        CurrentFile ask;
        const QByteArray zero = with("1785621600000", "0");
        QVERIFY(isUnderstood(zero, &ask));
        QVERIFY(!isFreshAt(ask, 1785618000000LL));
    }

    void wantsAPathThatItCanPrint_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("isUsable");
        QTest::newRow("a plain one") << QByteArray("/s/20260801T210003Z-3fa2c1") << true;
        QTest::newRow("relative") << QByteArray("s/20260801T210003Z-3fa2c1") << false;
        QTest::newRow("another snapshot") << QByteArray("/s/20260801T210003Z-3fa2c2") << false;
        QTest::newRow("not its own directory") << QByteArray("/s/x20260801T210003Z-3fa2c1") << false;
        QTest::newRow("shorter than the snapshot") << QByteArray("/3fa2c1") << false;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("with an escape") << QByteArray(R"(/s\\t/20260801T210003Z-3fa2c1)") << false;
    }

    void wantsAPathThatItCanPrint()
    {
        QFETCH(QByteArray, path);
        CurrentFile file;
        const QByteArray text =
            with("/home/é x/store/snapshots/acme/shipments/20260801T210003Z-3fa2c1", path.constData());
        QVERIFY(isUnderstood(text, &file));
        QTEST(hasUsablePath(file), "isUsable");
    }

    void readsTheQuestion_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("dataset"); // empty: for the full program
        QTest::addColumn<bool>("wantsJson");
        const QString name = u"acme/shipments"_s;
        QTest::newRow("path NAME") << QStringList{u"path"_s, name} << name << false;
        QTest::newRow("path NAME --json") << QStringList{u"path"_s, name, u"--json"_s} << name << true;
        QTest::newRow("--json path -q NAME")
            << QStringList{u"--json"_s, u"path"_s, u"-q"_s, name} << name << true;
        QTest::newRow("--quiet path NAME") << QStringList{u"--quiet"_s, u"path"_s, name} << name << false;
        QTest::newRow("a dataset called path")
            << QStringList{u"path"_s, u"path/path"_s} << u"path/path"_s << false;
        QTest::newRow("nothing") << QStringList{} << QString() << false;
        QTest::newRow("another command") << QStringList{u"status"_s, name} << QString() << false;
        QTest::newRow("path alone") << QStringList{u"path"_s} << QString() << false;
        QTest::newRow("NAME before path") << QStringList{name, u"path"_s} << QString() << false;
        QTest::newRow("two names") << QStringList{u"path"_s, name, name} << QString() << false;
        QTest::newRow("path path") << QStringList{u"path"_s, u"path"_s} << QString() << false;
        QTest::newRow("a snapshot") << QStringList{u"path"_s, name + u"@20260801T210003Z-3fa2c1"} << QString()
                                    << false;
        QTest::newRow("an option it does not know")
            << QStringList{u"path"_s, name, u"--offline"_s} << QString() << false;
        QTest::newRow("--as-of") << QStringList{u"path"_s, name, u"--as-of=2026-01-01"_s} << QString()
                                 << false;
        QTest::newRow("--") << QStringList{u"path"_s, u"--"_s, name} << QString() << false;
        QTest::newRow("an empty word") << QStringList{u"path"_s, u""_s} << QString() << false;
        QTest::newRow("a way up") << QStringList{u"path"_s, u"../acme"_s} << QString() << false;
        QTest::newRow("a dot as first letter") << QStringList{u"path"_s, u"acme/.."_s} << QString() << false;
        QTest::newRow("three parts") << QStringList{u"path"_s, u"acme/a/b"_s} << QString() << false;
        QTest::newRow("one part") << QStringList{u"path"_s, u"acme"_s} << QString() << false;
        QTest::newRow("capitals") << QStringList{u"path"_s, u"Acme/a"_s} << QString() << false;
        QTest::newRow("as long as it may be") << QStringList{u"path"_s, u"a/"_s + QString(64, u'b')}
                                              << QString(u"a/"_s + QString(64, u'b')) << false;
        QTest::newRow("longer") << QStringList{u"path"_s, u"a/"_s + QString(65, u'b')} << QString() << false;
    }

    void readsTheQuestion()
    {
        QFETCH(QStringList, words);
        QList<QByteArray> texts{"larder"};
        for (const QString &word : words)
            texts << word.toUtf8();
        std::vector<const char *> arguments;
        for (const QByteArray &text : texts)
            arguments.push_back(text.constData());
        arguments.push_back(nullptr);
        Question question;
        const bool isOurs = readQuestion(arguments.data(), question);
        QTEST(isOurs ? QString::fromUtf8(question.dataset) : QString(), "dataset");
        if (isOurs)
            QTEST(question.wantsJson, "wantsJson");
    }
};

QTEST_GUILESS_MAIN(currentjson_test)

#include "currentjson_test.moc"

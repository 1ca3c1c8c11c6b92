#include "core/changes/changes.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

struct Spec {
    QByteArray path;
    unsigned char content;
    QByteArray token = "etag:\"1\"";
};

Manifest manifestOf(std::initializer_list<Spec> files)
{
    Manifest manifest;
    for (const Spec &spec : files) {
        ManifestFile file;
        file.entry.path = spec.path;
        file.entry.size = spec.content;
        file.entry.validator = {ValidatorStrength::Strong, spec.token};
        file.hash.fill(spec.content);
        manifest.files.push_back(file);
    }
    return manifest;
}

QString rendered(const Changes &changes)
{
    QStringList lines;
    for (const FileChange &file : changes.added)
        lines << u"+%1 %2"_s.arg(QString::fromUtf8(file.path)).arg(file.bytesAfter);
    for (const FileChange &file : changes.removed)
        lines << u"-%1 %2"_s.arg(QString::fromUtf8(file.path)).arg(file.bytesBefore);
    for (const FileChange &file : changes.changed) {
        lines << u"~%1 %2>%3"_s.arg(QString::fromUtf8(file.path)).arg(file.bytesBefore).arg(file.bytesAfter);
    }
    for (const FileChange &file : changes.identical)
        lines << u"=%1"_s.arg(QString::fromUtf8(file.path));
    return lines.join(u", "_s);
}

} // namespace

class changes_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sortsEveryPathByItsBytes_data();
    void sortsEveryPathByItsBytes();
};

void changes_test::sortsEveryPathByItsBytes_data()
{
    QTest::addColumn<Manifest>("before");
    QTest::addColumn<Manifest>("after");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const Manifest &before, const Manifest &after,
                        const QString &expected) { QTest::newRow(name) << before << after << expected; };
    const Manifest both = manifestOf({{"a", 1}, {"b", 2}});
    row("two empty snapshots differ in nothing", {}, {}, u""_s);
    row("the first snapshot adds everything", {}, both, u"+a 1, +b 2"_s);
    row("an emptied source removes everything", both, {}, u"-a 1, -b 2"_s);
    row("the same snapshot twice is identical", both, both, u"=a, =b"_s);
    row("other bytes are a change", both, manifestOf({{"a", 1}, {"b", 3}}), u"~b 2>3, =a"_s);
    row("another validator with the same bytes is identical", both,
        manifestOf({{"a", 1, "etag:\"9\""}, {"b", 2}}), u"=a, =b"_s);
    row("a rename is one removed and one added file", both, manifestOf({{"a", 1}, {"c", 2}}),
        u"+c 2, -b 2, =a"_s);
    row("a file that comes first is added before the others", both,
        manifestOf({{"0", 7}, {"a", 1}, {"b", 2}}), u"+0 7, =a, =b"_s);
    row("paths are told apart byte by byte, in any case", manifestOf({{"A", 1}}),
        manifestOf({{"A", 1}, {"a", 1}}), u"+a 1, =A"_s);
    row("bytes above 127 sort after ASCII", manifestOf({{"z", 1}, {"é", 2}}), manifestOf({{"é", 2}}),
        u"-z 1, =é"_s);
}

void changes_test::sortsEveryPathByItsBytes()
{
    QFETCH(const Manifest, before);
    QFETCH(const Manifest, after);
    const Changes changes = changesBetween(before, after);
    QTEST(rendered(changes), "expected");
    QCOMPARE(changes.isEmpty(), changes.added.empty() && changes.removed.empty() && changes.changed.empty());
}

QTEST_APPLESS_MAIN(changes_test)
#include "changes_test.moc"

#include "core/sync/plan.h"

#include <QTest>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

Validator strong(const char *token)
{
    return {ValidatorStrength::Strong, token};
}

Validator weak(const char *token)
{
    return {ValidatorStrength::Weak, token};
}

Entry entry(const char *path, const Validator &validator, qint64 size = 10)
{
    return {path, size, std::nullopt, validator};
}

Manifest snapshotOf(const std::vector<Entry> &entries)
{
    Manifest manifest;
    for (const Entry &each : entries)
        manifest.files.push_back({each, {}});
    return manifest;
}

/// A plan as text, so that a row of the table reads as what happens: "+new ~changed -gone ?unproven =kept".
QString planned(const Listing &listing, const Manifest *newest, const QMap<QByteArray, Validator> &later)
{
    const FetchPlan plan = planFetch(listing, newest, later);
    QStringList words;
    for (const Entry &each : plan.added)
        words << u"+"_s + QString::fromUtf8(each.path);
    for (const Entry &each : plan.changed)
        words << u"~"_s + QString::fromUtf8(each.path);
    for (const QByteArray &path : plan.removed)
        words << u"-"_s + QString::fromUtf8(path);
    for (const Entry &each : plan.unproven)
        words << u"?"_s + QString::fromUtf8(each.path);
    for (const ManifestFile &file : keptFiles(plan, listing, newest))
        words << u"="_s + QString::fromUtf8(file.entry.path);
    return words.join(u' ');
}

} // namespace

class plan_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatDiffers_data()
    {
        using Entries = std::vector<Entry>;
        QTest::addColumn<Entries>("was");
        QTest::addColumn<Entries>("now");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Entries &was, const Entries &now,
                            const QString &expected) { QTest::newRow(name) << was << now << expected; };
        row("equal strong validators are kept", {entry("a", strong("1"))}, {entry("a", strong("1"))},
            u"=a"_s);
        row("another strong validator is a change, also of the same size", {entry("a", strong("1"))},
            {entry("a", strong("2"))}, u"~a"_s);
        row("equal weak validators prove nothing", {entry("a", weak("1"))}, {entry("a", weak("1"))}, u"?a"_s);
        row("a validator that was weak proves nothing when it is strong now", {entry("a", weak("1"))},
            {entry("a", strong("1"))}, u"?a"_s);
        row("another weak validator is a change", {entry("a", weak("1"))}, {entry("a", weak("2"))}, u"~a"_s);
        row("another size is a change whatever the validators say", {entry("a", strong("1"), 10)},
            {entry("a", strong("1"), 11)}, u"~a"_s);
        row("an unknown size is no change", {entry("a", strong("1"), 10)}, {entry("a", strong("1"), -1)},
            u"=a"_s);
        row("no validators at all prove nothing", {entry("a", {})}, {entry("a", {})}, u"?a"_s);
        row("new and gone ones are found between the kept",
            {entry("b", strong("1")), entry("d", strong("1"))},
            {entry("a", strong("1")), entry("b", strong("1")), entry("c", strong("1"))}, u"+a +c -d =b"_s);
        row("an emptied source has removed everything", {entry("a", strong("1")), entry("b", strong("1"))},
            {}, u"-a -b"_s);
        row("upper and lower case are two names", {entry("A", strong("1"))}, {entry("a", strong("1"))},
            u"+a -A"_s);
    }

    void tellsWhatDiffers()
    {
        QFETCH(std::vector<Entry>, was);
        QFETCH(std::vector<Entry>, now);
        QFETCH(QString, expected);
        const Manifest newest = snapshotOf(was);
        Listing listing;
        listing.entries = now;
        QCOMPARE(planned(listing, &newest, {}), expected);
    }

    void addsEverythingToNothing()
    {
        Listing listing;
        listing.entries = {entry("a", strong("1")), entry("b", {})};
        QCOMPARE(planned(listing, nullptr, {}), u"+a +b"_s);
    }

    void believesTheValidatorOfAnIdenticalReupload()
    {
        const Manifest newest = snapshotOf({entry("a", strong("1"))});
        Listing listing;
        listing.entries = {entry("a", strong("2"))};
        QCOMPARE(planned(listing, &newest, {{"a", strong("2")}}), u"=a"_s);
        listing.entries = {entry("a", strong("1"))};
        QCOMPARE(planned(listing, &newest, {{"a", strong("2")}}), u"~a"_s);
    }

    void keepsTheHashWithTheLatestIdentity()
    {
        Manifest newest = snapshotOf({entry("a", strong("1"))});
        newest.files[0].hash.fill(7);
        Listing listing;
        listing.entries = {entry("a", strong("2"))};
        const std::vector<ManifestFile> kept =
            keptFiles(planFetch(listing, &newest, {{"a", strong("2")}}), listing, &newest);
        QCOMPARE(kept.size(), 1U);
        QCOMPARE(kept[0].hash, newest.files[0].hash);
        QCOMPARE(kept[0].entry.validator, strong("2"));
    }
};

QTEST_GUILESS_MAIN(plan_test)
#include "plan_test.moc"

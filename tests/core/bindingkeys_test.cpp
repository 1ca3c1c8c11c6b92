#include "core/sync/bindingkeys.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Binding webBinding()
{
    return {.url = u"https://host.example/exports/"_s, .zone = "Europe/Paris"};
}

} // namespace

class bindingkeys_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPeopleWriteAndPrintsItBack_data();
    void readsWhatPeopleWriteAndPrintsItBack();
    void refusesWhatItCannotMean_data();
    void refusesWhatItCannotMean();
    void givesEveryKeyItsDefaultForAnEmptyText();
    void printsNothingForADefaultBindingButItsAddress();
    void namesAllKeysWhenOneIsUnknown();
    void validatesTheWholeBinding();
    void tellsHowFarWhatIsKnownStillHolds_data();
    void tellsHowFarWhatIsKnownStillHolds();
    void neverShowsTheSignatureOfAnAddress();
    void keepsTheUsualRecheckOfACommandOnlyWhereItWasChosen();
    void tellsWhichCommandsAreNew();
};

void bindingkeys_test::readsWhatPeopleWriteAndPrintsItBack_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("written");
    QTest::addColumn<QStringList>("printed");
    const auto row = [](const char *key, const QStringList &written, const QStringList &printed) {
        QTest::addRow("%s=%s", key, qPrintable(written.join(u',')))
            << QString::fromLatin1(key) << written << printed;
    };
    row("url", {u"/data/x"_s}, {u"/data/x"_s});
    row("include", {u"*.csv"_s, u"a,b"_s}, {u"*.csv"_s, u"a,b"_s});
    row("exclude", {u"tmp/"_s}, {u"tmp/"_s});
    row("exclude", {u""_s}, {});
    row("policy", {u"daily"_s}, {});
    row("policy", {u"daily@06:30"_s}, {u"daily@06:30"_s});
    row("policy", {u"every:60m"_s}, {u"every:1h"_s});
    row("zone", {u"Asia/Tokyo"_s}, {u"Asia/Tokyo"_s});
    row("zone", {u"customer"_s}, {});
    row("expect", {u"06:00"_s}, {u"06:00"_s});
    row("expect", {u"off"_s}, {});
    row("settle", {u"120s"_s}, {u"2m"_s});
    row("settle", {u"0"_s}, {});
    row("recheck", {u"15m"_s}, {});
    row("recheck", {u"off"_s}, {u"off"_s});
    row("recheck", {u"90s"_s}, {u"90s"_s});
    row("newest", {u"3"_s}, {u"3"_s});
    row("newest", {u"0"_s}, {});
    row("since", {u"168h"_s}, {u"7d"_s});
    row("keep", {u"7"_s}, {});
    row("keep", {u"1"_s}, {u"1"_s});
    row("unpack", {u"never"_s}, {});
    row("unpack", {u"auto"_s}, {u"auto"_s});
    row("unpack", {u"keep"_s}, {u"keep"_s});
    row("allow-empty", {u"yes"_s}, {u"yes"_s});
    row("allow-empty", {u"False"_s}, {});
    row("stale-if-error", {u"on"_s}, {u"yes"_s});
    row("credentials", {u"acme-key"_s}, {u"acme-key"_s});
    row("after", {u" python ~/load.py \"$LARDER_PATH\" "_s}, {u"python ~/load.py \"$LARDER_PATH\""_s});
    row("after", {u""_s}, {});
    row("time-limit", {u"120m"_s}, {u"2h"_s});
    row("time-limit", {u"1h"_s}, {});
}

void bindingkeys_test::readsWhatPeopleWriteAndPrintsItBack()
{
    QFETCH(const QString, key);
    QFETCH(const QStringList, written);
    Binding binding = webBinding();
    const auto set = setBindingKey(binding, key, written);
    VERIFY_VALUE(set);
    const QStringList printed = findBindingKey(key)->print(binding);
    QTEST(printed, "printed");
    if (printed.isEmpty())
        return;
    Binding again = webBinding();
    VERIFY_VALUE(setBindingKey(again, key, printed));
    QVERIFY(again == binding);
}

void bindingkeys_test::refusesWhatItCannotMean_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *key, const char *value) {
        QTest::addRow("%s=%s", key, value) << QString::fromLatin1(key) << QString::fromUtf8(value);
    };
    row("url", "");
    row("policy", "weekly");
    row("zone", "Paris");
    row("zone", "UTC+02:00");
    row("expect", "sixish");
    row("settle", "-2m");
    row("recheck", "0");
    row("recheck", "often");
    row("newest", "-1");
    row("newest", "2.5");
    row("since", "7");
    row("keep", "0");
    row("keep", "99999999");
    row("unpack", "zip");
    row("allow-empty", "perhaps");
}

void bindingkeys_test::refusesWhatItCannotMean()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    Binding binding = webBinding();
    const auto set = setBindingKey(binding, key, {value});
    VERIFY_ERROR(set, ErrorKind::Invalid);
    QVERIFY2(set.error().message.contains(value.isEmpty() ? key : value), qPrintable(set.error().message));
    QVERIFY(binding == webBinding());
}

void bindingkeys_test::givesEveryKeyItsDefaultForAnEmptyText()
{
    Binding binding{.url = webBinding().url,
                    .include = {u"*"_s},
                    .exclude = {u"x"_s},
                    .policy = u"always"_s,
                    .zone = "Asia/Tokyo",
                    .hasOwnZone = true,
                    .expect = u"06:00"_s,
                    .settle = 2min,
                    .recheck = std::nullopt,
                    .newest = 2,
                    .since = 1h,
                    .keep = 3,
                    .allowEmpty = true,
                    .staleIfError = true,
                    .credentials = u"key"_s};
    for (const BindingKey &key : bindingKeys()) {
        if (key.name == u"url")
            continue;
        const auto set = setBindingKey(binding, key.name, {u""_s});
        VERIFY_VALUE(set);
        QVERIFY2(key.print(binding).isEmpty(), qPrintable(key.name));
    }
    QVERIFY(binding == (Binding{.url = webBinding().url, .zone = "Asia/Tokyo"}));
}

void bindingkeys_test::printsNothingForADefaultBindingButItsAddress()
{
    for (const BindingKey &key : bindingKeys())
        QCOMPARE(key.print(webBinding()).isEmpty(), key.name != u"url");
}

void bindingkeys_test::namesAllKeysWhenOneIsUnknown()
{
    Binding binding = webBinding();
    const auto set = setBindingKey(binding, u"polcy", {u"daily"_s});
    VERIFY_ERROR(set, ErrorKind::Invalid);
    QVERIFY(set.error().message.contains(u"polcy"_s));
    QVERIFY(set.error().hint.contains(u"policy"_s));
}

void bindingkeys_test::validatesTheWholeBinding()
{
    VERIFY_VALUE(validateBinding(webBinding()));
    const auto broken = [](auto &&change) {
        Binding binding = webBinding();
        change(binding);
        return validateBinding(binding);
    };
    VERIFY_ERROR(broken([](Binding &b) { b.policy = u"weekly"_s; }), ErrorKind::Invalid);
    VERIFY_ERROR(broken([](Binding &b) { b.zone.clear(); }), ErrorKind::Invalid);
    VERIFY_ERROR(broken([](Binding &b) { b.expect = u"x"_s; }), ErrorKind::Invalid);
    VERIFY_ERROR(broken([](Binding &b) { b.keep = 0; }), ErrorKind::Invalid);
    VERIFY_ERROR(broken([](Binding &b) { b.newest = -1; }), ErrorKind::Invalid);
    VERIFY_ERROR(broken([](Binding &b) { b.url = u"gopher://host/"_s; }), ErrorKind::Invalid);
    VERIFY_ERROR(broken([](Binding &b) { b.url = u"https://u:p@host/"_s; }), ErrorKind::Invalid);
    VERIFY_ERROR(broken([](Binding &b) { b.include = {u"[a"_s}; }), ErrorKind::Invalid);
}

void bindingkeys_test::tellsHowFarWhatIsKnownStillHolds_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("meaning");
    const auto row = [](const char *key, const char *value, Meaning meaning) {
        QTest::newRow(key) << QString::fromLatin1(key) << QString::fromLatin1(value) << int(meaning);
    };
    row("url", "https://host.example/others/", Meaning::OtherPlace);
    row("include", "*.csv", Meaning::OtherSelection);
    row("exclude", "*.csv", Meaning::OtherSelection);
    row("newest", "1", Meaning::OtherSelection);
    row("since", "7d", Meaning::OtherSelection);
    row("policy", "always", Meaning::Same);
    row("keep", "1", Meaning::Same);
    row("credentials", "key", Meaning::Same);
}

void bindingkeys_test::tellsHowFarWhatIsKnownStillHolds()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    Binding after = webBinding();
    VERIFY_VALUE(setBindingKey(after, key, {value}));
    QTEST(int(compareMeaning(webBinding(), after)), "meaning");
}

void bindingkeys_test::neverShowsTheSignatureOfAnAddress()
{
    Binding after = webBinding();
    after.url = u"https://host.example/x?sig=abcdef123"_s;
    const QStringList lines = differingKeys(webBinding(), after);
    QCOMPARE(lines.size(), 1);
    QVERIFY2(!lines.first().contains(u"abcdef123"_s), qPrintable(lines.first()));
}

void bindingkeys_test::keepsTheUsualRecheckOfACommandOnlyWhereItWasChosen()
{
    Binding binding = webBinding();
    binding.url = u"command:~/bin/export.sh"_s;
    QCOMPARE(recheckInForce(binding), std::nullopt);
    QCOMPARE(findBindingKey(u"recheck")->print(binding), QStringList());
    VERIFY_VALUE(setBindingKey(binding, u"recheck", {u"15m"_s}));
    QCOMPARE(recheckInForce(binding), 15min);
    QCOMPARE(findBindingKey(u"recheck")->print(binding), QStringList{u"15m"_s});
    const auto read = bindingFromJson(toJson(binding));
    VERIFY_VALUE(read);
    QCOMPARE(*read, binding);
}

void bindingkeys_test::tellsWhichCommandsAreNew()
{
    Binding before = webBinding();
    Binding binding = before;
    binding.after = u"load"_s;
    QCOMPARE(newCommands(&before, binding), QStringList{u"load"_s});
    QCOMPARE(newCommands(&binding, binding), QStringList());
    before = binding;
    binding.url = u"command:~/bin/export.sh"_s;
    QCOMPARE(newCommands(&before, binding), QStringList{u"~/bin/export.sh"_s});
    QCOMPARE(newCommands(nullptr, binding), QStringList({u"~/bin/export.sh"_s, u"load"_s}));
}

QTEST_APPLESS_MAIN(bindingkeys_test)
#include "bindingkeys_test.moc"

#include "core/sync/bindingkeys.h"
#include "core/sync/bindingsfile.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant now = Instant(1'785'567'600'000ms);

BindingSet someBindings()
{
    return {.customers = {{u"acme"_s, u"Ácme \"Ltd\" \\ Söhne"_s, "Asia/Tokyo"},
                          {u"globex.inc"_s, u"globex.inc"_s, "UTC"}},
            .datasets = {{{u"acme"_s, u"orders"_s},
                          {.url = u"https://host.example/{yyyy-MM-dd:-1d}/*.csv"_s,
                           .include = {u"a 'b' \"c\""_s, u"ü[*]"_s},
                           .exclude = {u"tmp/"_s},
                           .policy = u"cron:30 6 * * 1-5"_s,
                           .zone = "America/New_York",
                           .hasOwnZone = true,
                           .expect = u"weekdays@06:00"_s,
                           .settle = 2min,
                           .recheck = std::nullopt,
                           .newest = 3,
                           .since = 24h * 7,
                           .keep = 2,
                           .allowEmpty = true,
                           .staleIfError = true,
                           .credentials = u"acme-key"_s,
                           .createdAt = now}},
                         {{u"globex.inc"_s, u"stock"_s},
                          {.url = u"/exports/globex"_s, .zone = "UTC", .createdAt = now}}}};
}

QString rendered(const ApplyPlan &plan)
{
    const auto word = [](PlanAction action) {
        return action == PlanAction::Create ? u"create"_s
            : action == PlanAction::Change  ? u"change"_s
                                            : u"keep"_s;
    };
    QStringList lines;
    for (const auto &step : plan.customers)
        lines << u"%1 %2 [%3]"_s.arg(word(step.action), step.wanted.slug, step.differences.join(u"; "_s));
    for (const auto &step : plan.datasets)
        lines << u"%1 %2 [%3]"_s.arg(word(step.action), step.wanted.name.text(),
                                     step.differences.join(u"; "_s));
    return lines.join(u", "_s);
}

} // namespace

class bindingsfile_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDumpAppliedToNothingGivesTheSameBindings();
    void aDumpAppliedToItselfKeepsEverything();
    void plansWhatTheFileSays_data();
    void plansWhatTheFileSays();
    void refusesWithTheLineAndTheName_data();
    void refusesWithTheLineAndTheName();
    void dumpsOnlyWhatIsNotTheDefault();
};

void bindingsfile_test::aDumpAppliedToNothingGivesTheSameBindings()
{
    const auto plan = planApply(dumpToml(someBindings()), {}, "Europe/Paris", now);
    VERIFY_VALUE(plan);
    BindingSet made;
    for (const auto &step : plan->customers) {
        QVERIFY(step.action == PlanAction::Create);
        made.customers.push_back(step.wanted);
    }
    for (const auto &step : plan->datasets) {
        QVERIFY(step.action == PlanAction::Create);
        made.datasets.push_back(step.wanted);
    }
    QVERIFY(made == someBindings());
}

void bindingsfile_test::aDumpAppliedToItselfKeepsEverything()
{
    const auto plan = planApply(dumpToml(someBindings()), someBindings(), "Europe/Paris", now + 24h);
    VERIFY_VALUE(plan);
    QVERIFY(plan->isEmpty());
    QCOMPARE(plan->datasets.front().wanted.binding.createdAt, now);
}

void bindingsfile_test::plansWhatTheFileSays_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("plan");
    const auto row = [](const char *name, const char *file, const QString &plan) {
        QTest::newRow(name) << QByteArray(file) << plan;
    };
    row("an empty file wants nothing", "", u""_s);
    row("a new dataset of a new customer makes both", "[datasets.\"new/x\"]\nurl = \"/x\"\n",
        u"create new [], create new/x []"_s);
    row("a new dataset of a known customer keeps that one", "[datasets.\"acme/x\"]\nurl = \"/x\"\n",
        u"keep acme [], create acme/x []"_s);
    row("a key that is left out has its default again",
        "[datasets.\"globex.inc/stock\"]\nurl = \"/exports/globex\"\nkeep = 7\n",
        u"keep globex.inc [], keep globex.inc/stock []"_s);
    row("a changed key is told", "[datasets.\"globex.inc/stock\"]\nurl = \"/exports/globex\"\nkeep = 9\n",
        u"keep globex.inc [], change globex.inc/stock [keep: (default) → 9]"_s);
    row("a customer that says only its zone keeps its name", "[customers.acme]\nzone = \"Asia/Seoul\"\n",
        u"change acme [zone: Asia/Tokyo → Asia/Seoul]"_s);
    row("a new customer takes the zone of its first dataset",
        "[datasets.\"new/x\"]\nurl = \"/x\"\nzone = \"Asia/Seoul\"\n", u"create new [], create new/x []"_s);
    row("a customer alone may be new", "[customers.solo]\nname = \"Solo\"\n", u"create solo []"_s);
}

void bindingsfile_test::plansWhatTheFileSays()
{
    QFETCH(const QByteArray, file);
    const auto plan = planApply(file, someBindings(), "Europe/Paris", now);
    VERIFY_VALUE(plan);
    QTEST(rendered(*plan), "plan");
}

void bindingsfile_test::refusesWithTheLineAndTheName_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char *name, const char *file, const QStringList &parts) {
        QTest::newRow(name) << QByteArray(file) << parts;
    };
    row("not TOML", "[datasets\n", {u"line 1"_s});
    row("an unknown table", "\n[dataset.\"a/b\"]\n", {u"line 2"_s, u"dataset"_s});
    row("a value where a table must be", "datasets = 3\n", {u"line 1"_s, u"datasets"_s});
    row("an unknown key of a dataset", "[datasets.\"a/b\"]\nurl = \"/x\"\npolcy = \"daily\"\n",
        {u"line 3"_s, u"polcy"_s, u"a/b"_s});
    row("an unknown key of a customer", "[customers.a]\nzon = \"UTC\"\n", {u"line 2"_s, u"zon"_s});
    row("a wrong type", "[datasets.\"a/b\"]\nurl = 7\n", {u"line 2"_s, u"url"_s});
    row("a list of numbers", "[datasets.\"a/b\"]\nurl = \"/x\"\ninclude = [\"a\",\n 2]\n",
        {u"line 4"_s, u"include"_s});
    row("a bad value", "[datasets.\"a/b\"]\nurl = \"/x\"\nkeep = 0\n", {u"line 3"_s, u"keep"_s});
    row("no address", "[datasets.\"a/b\"]\nkeep = 1\n", {u"a/b"_s, u"url"_s});
    row("a bad name", "[datasets.\"a\"]\nurl = \"/x\"\n", {u"line 1"_s});
    row("a bad customer", "[customers.\"A B\"]\nzone = \"UTC\"\n", {u"line 1"_s, u"A B"_s});
    row("an unknown scheme", "[datasets.\"a/b\"]\nurl = \"gopher://x/\"\n", {u"a/b"_s, u"gopher"_s});
    row("the same dataset twice", "[datasets.\"a/b\"]\nurl = \"/x\"\n[datasets.\"a/b\"]\nurl = \"/y\"\n",
        {u"line 3"_s});
}

void bindingsfile_test::refusesWithTheLineAndTheName()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QStringList, parts);
    const auto plan = planApply(file, {}, "Europe/Paris", now);
    VERIFY_ERROR(plan, ErrorKind::Invalid);
    for (const QString &part : parts)
        QVERIFY2(plan.error().message.contains(part), qPrintable(plan.error().message));
}

void bindingsfile_test::dumpsOnlyWhatIsNotTheDefault()
{
    const QByteArray toml = dumpToml(someBindings());
    QVERIFY2(toml.contains("[datasets.\"globex.inc/stock\"]\nurl = \"/exports/globex\"\n"), toml.constData());
    QCOMPARE(toml.count("policy ="), 1);
}

QTEST_APPLESS_MAIN(bindingsfile_test)
#include "bindingsfile_test.moc"

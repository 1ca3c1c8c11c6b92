#include "core/sync/bindingkeys.h"

#include "core/base/duration.h"
#include "core/freshness/expect.h"
#include "core/freshness/policy.h"
#include "core/freshness/walltime.h"
#include "core/sources/address.h"
#include "core/sources/commandline.h"
#include "core/sources/sourcetable.h"

#include <algorithm>
#include <limits>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostSnapshots = 10000; // `keep`: beyond it a number is surely a slip
constexpr auto onValues = {"yes"_L1, "true"_L1, "on"_L1, "1"_L1};
constexpr auto offValues = {"no"_L1, "false"_L1, "off"_L1, "0"_L1, ""_L1};

std::unexpected<Error> notA(const QString &key, const QString &value, const QString &example)
{
    return failure(ErrorKind::Invalid, u"%1 cannot be \"%2\""_s.arg(key, value), key,
                   u"write %1"_s.arg(example));
}

Result<bool> parseFlag(const QString &key, const QStringList &values)
{
    const QString value = values.value(0).toLower();
    if (std::ranges::contains(onValues, value))
        return true;
    if (std::ranges::contains(offValues, value))
        return false;
    return notA(key, value, u"yes or no"_s);
}

Result<int> parseNumber(const QString &key, const QStringList &values, int least, int fallback, int most)
{
    const QString value = values.value(0);
    if (value.isEmpty())
        return fallback;
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (!isNumber || number < least || number > most)
        return notA(key, value, u"a whole number from %1 to %2"_s.arg(least).arg(most));
    return number;
}

Result<std::chrono::seconds> parseSpan(const QString &key, const QStringList &values)
{
    const QString value = values.value(0);
    if (value.isEmpty() || value == u"off")
        return std::chrono::seconds(0);
    if (const auto duration = parseDuration(value))
        return *duration;
    return notA(key, value, u"a duration such as 90s, 15m, 12h or 7d"_s);
}

/// Passes a parsed value on into the binding's member.
template <typename Value, typename Member>
Result<void> assign(Result<Value> parsed, Member &member)
{
    if (!parsed)
        return failure(parsed);
    member = std::move(*parsed);
    return {};
}

QStringList printText(const QString &text)
{
    return text.isEmpty() ? QStringList() : QStringList{text};
}

QStringList printSpan(std::chrono::seconds span)
{
    return span.count() == 0 ? QStringList() : QStringList{durationText(span)};
}

QStringList printFlag(bool isOn)
{
    return isOn ? QStringList{u"yes"_s} : QStringList();
}

Result<void> parsePolicyKey(Binding &binding, const QStringList &values)
{
    const QString text = values.value(0);
    const auto policy = parsePolicy(text.isEmpty() ? Binding().policy : text);
    if (!policy)
        return failure(policy);
    binding.policy = (*policy)->text();
    return {};
}

/// "" and "customer" inherit again; the caller then fills in the customer's zone.
Result<void> parseZoneKey(Binding &binding, const QStringList &values)
{
    const QByteArray id = values.value(0).toUtf8();
    if (id.isEmpty() || id == "customer") {
        binding.hasOwnZone = false;
        return {};
    }
    if (const auto zone = parseZone(id); !zone)
        return failure(zone);
    binding.zone = id;
    binding.hasOwnZone = true;
    return {};
}

Result<void> parseExpectKey(Binding &binding, const QStringList &values)
{
    const QString text = values.value(0);
    if (text.isEmpty() || text == u"off") {
        binding.expect.clear();
        return {};
    }
    const auto expectation = Expectation::parse(text);
    if (!expectation)
        return failure(expectation);
    binding.expect = expectation->text();
    return {};
}

Result<void> parseRecheckKey(Binding &binding, const QStringList &values)
{
    const QString text = values.value(0);
    if (text.isEmpty()) {
        binding.recheck = Binding().recheck;
        binding.hasOwnRecheck = false;
        return {};
    }
    if (text == u"off") {
        binding.recheck = std::nullopt;
        binding.hasOwnRecheck = false;
        return {};
    }
    const auto duration = parseDuration(text);
    if (!duration || duration->count() == 0)
        return notA(u"recheck"_s, text, u"a duration such as 15m, or off"_s);
    binding.recheck = duration;
    binding.hasOwnRecheck = duration == Binding().recheck;
    return {};
}

QStringList printRecheck(const Binding &binding)
{
    const bool isUsual = binding.recheck == Binding().recheck
        && (!binding.hasOwnRecheck || hasCheapProbe(binding.url)); // whose usual one it is not
    if (isUsual)
        return {};
    return {binding.recheck ? durationText(*binding.recheck) : u"off"_s};
}

Result<void> parseAfterKey(Binding &binding, const QStringList &values)
{
    const QString line = values.value(0).trimmed();
    if (!line.isEmpty()) {
        if (const auto checked = checkCommandLine(line); !checked)
            return checked;
    }
    binding.after = line;
    return {};
}

Result<void> parseTimeLimitKey(Binding &binding, const QStringList &values)
{
    const QString text = values.value(0);
    const auto limit = text.isEmpty() ? Binding().timeLimit : parseDuration(text);
    if (!limit || limit->count() == 0)
        return notA(u"time-limit"_s, text, u"a duration such as 15m or 2h"_s);
    binding.timeLimit = *limit;
    return {};
}

Result<void> parseUnpackKey(Binding &binding, const QStringList &values)
{
    const QString text = values.value(0);
    const auto unpack = text.isEmpty() ? Binding().unpack : unpackFromText(text);
    if (!unpack)
        return notA(u"unpack"_s, text, u"auto, keep or never"_s);
    binding.unpack = *unpack;
    return {};
}

Result<void> parseAddressing(Binding &binding, const QStringList &values)
{
    const QString text = values.value(0);
    if (text != u"path" && text != u"host" && !text.isEmpty())
        return notA(u"addressing"_s, text, u"path or host"_s);
    binding.bucket.addressing = text == u"path" ? Addressing::Path
        : text == u"host"                       ? Addressing::Host
                                                : Addressing::ByEndpoint;
    return {};
}

QStringList printAddressing(const Binding &binding)
{
    switch (binding.bucket.addressing) {
    case Addressing::ByEndpoint:
        return {};
    case Addressing::Path:
        return {u"path"_s};
    case Addressing::Host:
        return {u"host"_s};
    }
    Q_UNREACHABLE_RETURN({});
}

QStringList withoutEmpty(QStringList values)
{
    values.removeAll(QString());
    return values;
}

const BindingKey table[] = {
    {u"url"_s, KeyForm::Text, u"URL"_s,
     QT_TRANSLATE_NOOP("BindingKey",
                       "where the data comes from; globs and {yyyy-MM-dd} may stand in its path"),
     [](Binding &b, const QStringList &v) -> Result<void> {
         if (v.value(0).isEmpty())
             return failure(ErrorKind::Invalid, u"url is empty"_s, u"url"_s);
         b.url = v.value(0);
         return {};
     },
     [](const Binding &b) { return printText(b.url); }},
    {u"include"_s, KeyForm::List, u"GLOB"_s,
     QT_TRANSLATE_NOOP("BindingKey", "take only files that match; may be repeated"),
     [](Binding &b, const QStringList &v) -> Result<void> {
         b.include = withoutEmpty(v);
         return {};
     },
     [](const Binding &b) { return b.include; }},
    {u"exclude"_s, KeyForm::List, u"GLOB"_s,
     QT_TRANSLATE_NOOP("BindingKey", "leave out files that match; may be repeated"),
     [](Binding &b, const QStringList &v) -> Result<void> {
         b.exclude = withoutEmpty(v);
         return {};
     },
     [](const Binding &b) { return b.exclude; }},
    {u"policy"_s, KeyForm::Text, u"POLICY"_s,
     QT_TRANSLATE_NOOP("BindingKey",
                       "how long a look counts: daily (the default), daily@06:30, every:15m, "
                       "weekdays@06:30, cron:30 6 * * 1-5, manual, always"),
     parsePolicyKey,
     [](const Binding &b) { return b.policy == Binding().policy ? QStringList() : printText(b.policy); }},
    {u"zone"_s, KeyForm::Text, u"ZONE"_s,
     QT_TRANSLATE_NOOP("BindingKey",
                       "the dataset's time zone, such as Europe/Paris; customer: that of its "
                       "customer (the default)"),
     parseZoneKey,
     [](const Binding &b) {
         return b.hasOwnZone ? QStringList{QString::fromLatin1(b.zone)} : QStringList();
     }},
    {u"expect"_s, KeyForm::Text, u"WHEN"_s,
     QT_TRANSLATE_NOOP("BindingKey",
                       "deadline for the customer's upload: 06:00, weekdays@06:00, a cron line; past it the "
                       "dataset is late"),
     parseExpectKey, [](const Binding &b) { return printText(b.expect); }},
    {u"settle"_s, KeyForm::Text, u"D"_s,
     QT_TRANSLATE_NOOP("BindingKey", "take a changed listing only once it has held still for D, such as 2m"),
     [](Binding &b, const QStringList &v) { return assign(parseSpan(u"settle"_s, v), b.settle); },
     [](const Binding &b) { return printSpan(b.settle); }},
    {u"recheck"_s, KeyForm::Text, u"D|off"_s,
     QT_TRANSLATE_NOOP("BindingKey", "how often the background looks again (15m; off for a command)"),
     parseRecheckKey, printRecheck},
    {u"newest"_s, KeyForm::Number, u"N"_s,
     QT_TRANSLATE_NOOP("BindingKey", "take only the newest N files; 0 takes all"),
     [](Binding &b, const QStringList &v) {
         return assign(parseNumber(u"newest"_s, v, 0, 0, std::numeric_limits<int>::max()), b.newest);
     },
     [](const Binding &b) { return b.newest == 0 ? QStringList() : QStringList{QString::number(b.newest)}; }},
    {u"since"_s, KeyForm::Text, u"D"_s,
     QT_TRANSLATE_NOOP("BindingKey", "take only files younger than D, such as 7d"),
     [](Binding &b, const QStringList &v) { return assign(parseSpan(u"since"_s, v), b.since); },
     [](const Binding &b) { return printSpan(b.since); }},
    {u"keep"_s, KeyForm::Number, u"N"_s, QT_TRANSLATE_NOOP("BindingKey", "how many snapshots are kept (7)"),
     [](Binding &b, const QStringList &v) {
         return assign(parseNumber(u"keep"_s, v, 1, Binding().keep, mostSnapshots), b.keep);
     },
     [](const Binding &b) {
         return b.keep == Binding().keep ? QStringList() : QStringList{QString::number(b.keep)};
     }},
    {u"unpack"_s, KeyForm::Choice, u"auto|keep|never"_s,
     QT_TRANSLATE_NOOP("BindingKey",
                       "open archives while fetching: auto drops them afterwards, keep keeps them beside "
                       "their files (never)"),
     parseUnpackKey,
     [](const Binding &b) {
         return b.unpack == Binding().unpack ? QStringList() : QStringList{unpackText(b.unpack)};
     }},
    {u"allow-empty"_s,
     KeyForm::Flag,
     {},
     QT_TRANSLATE_NOOP("BindingKey", "a source that lists nothing is an empty snapshot, not a failure"),
     [](Binding &b, const QStringList &v) { return assign(parseFlag(u"allow-empty"_s, v), b.allowEmpty); },
     [](const Binding &b) { return printFlag(b.allowEmpty); }},
    {u"stale-if-error"_s,
     KeyForm::Flag,
     {},
     QT_TRANSLATE_NOOP("BindingKey", "give readers the stale copy when the source cannot be asked"),
     [](Binding &b, const QStringList &v) {
         return assign(parseFlag(u"stale-if-error"_s, v), b.staleIfError);
     },
     [](const Binding &b) { return printFlag(b.staleIfError); }},
    {u"endpoint"_s, KeyForm::Text, u"HOST"_s,
     QT_TRANSLATE_NOOP("BindingKey",
                       "the store that a bucket is in, where that is not the scheme's own: "
                       "minio.local:9000, https://s3.example.com"),
     [](Binding &b, const QStringList &v) -> Result<void> {
         b.bucket.endpoint = v.value(0);
         return {};
     },
     [](const Binding &b) { return printText(b.bucket.endpoint); }, true},
    {u"region"_s, KeyForm::Text, u"REGION"_s,
     QT_TRANSLATE_NOOP("BindingKey", "the bucket's region, such as eu-west-1; else it is found out"),
     [](Binding &b, const QStringList &v) -> Result<void> {
         b.bucket.region = v.value(0);
         return {};
     },
     [](const Binding &b) { return printText(b.bucket.region); }, true},
    {u"addressing"_s, KeyForm::Choice, u"path|host"_s,
     QT_TRANSLATE_NOOP(
         "BindingKey",
         "whether the bucket stands in the path or in the host name; else as the store is used to"),
     parseAddressing, printAddressing, true},
    {u"profile"_s, KeyForm::Text, u"PROFILE"_s,
     QT_TRANSLATE_NOOP("BindingKey",
                       "which of the provider's own sign-ins on this machine: an AWS profile, a gcloud "
                       "configuration, a credentials file, an Azure "
                       "subscription"),
     [](Binding &b, const QStringList &v) -> Result<void> {
         b.bucket.profile = v.value(0);
         return {};
     },
     [](const Binding &b) { return printText(b.bucket.profile); }, true},
    {u"anonymous"_s,
     KeyForm::Flag,
     {},
     QT_TRANSLATE_NOOP("BindingKey", "the bucket is public: sign nothing"),
     [](Binding &b, const QStringList &v) {
         return assign(parseFlag(u"anonymous"_s, v), b.bucket.isAnonymous);
     },
     [](const Binding &b) { return printFlag(b.bucket.isAnonymous); },
     true},
    {u"requester-pays"_s,
     KeyForm::Flag,
     {},
     QT_TRANSLATE_NOOP("BindingKey",
                       "agree to be charged for requests and bytes of a bucket that wants that"),
     [](Binding &b, const QStringList &v) {
         return assign(parseFlag(u"requester-pays"_s, v), b.bucket.paysRequests);
     },
     [](const Binding &b) { return printFlag(b.bucket.paysRequests); },
     true},
    {u"credentials"_s, KeyForm::Text, u"NAME"_s,
     QT_TRANSLATE_NOOP("BindingKey", "the name under which the credentials are kept; never a secret"),
     [](Binding &b, const QStringList &v) -> Result<void> {
         b.credentials = v.value(0);
         return {};
     },
     [](const Binding &b) { return printText(b.credentials); }},
    {u"after"_s, KeyForm::Text, u"COMMAND"_s,
     QT_TRANSLATE_NOOP(
         "BindingKey",
         "a command to run once new data landed, such as the script that loads it; it finds the "
         "snapshot in $LARDER_PATH"),
     parseAfterKey, [](const Binding &b) { return printText(b.after); }},
    {u"time-limit"_s, KeyForm::Text, u"D"_s,
     QT_TRANSLATE_NOOP("BindingKey", "how long its commands may take (1h)"), parseTimeLimitKey,
     [](const Binding &b) {
         return b.timeLimit == Binding().timeLimit ? QStringList() : QStringList{durationText(b.timeLimit)};
     }},
};

QString shown(const BindingKey &key, const QStringList &values)
{
    if (key.name == u"url")
        return redactedAddress(values.value(0));
    if (key.name == u"after")
        return values.isEmpty() ? u"(none)"_s : shownCommand(values.value(0));
    return values.isEmpty() ? u"(default)"_s : values.join(u", "_s);
}

} // namespace

std::span<const BindingKey> bindingKeys()
{
    return table;
}

const BindingKey *findBindingKey(QStringView name)
{
    const auto found =
        std::ranges::find_if(table, [name](const BindingKey &key) { return key.name == name; });
    return found == std::ranges::end(table) ? nullptr : &*found;
}

Result<void> setBindingKey(Binding &binding, QStringView key, const QStringList &values)
{
    if (const BindingKey *known = findBindingKey(key))
        return known->parse(binding, values);
    QStringList names;
    for (const BindingKey &each : table)
        names << each.name;
    return failure(ErrorKind::Invalid, u"there is no key \"%1\""_s.arg(key), key.toString(),
                   u"keys are %1"_s.arg(names.join(u", "_s)));
}

Result<void> validateBinding(const Binding &binding)
{
    if (const auto policy = parsePolicy(binding.policy); !policy)
        return failure(policy);
    if (const auto zone = parseZone(binding.zone); !zone)
        return failure(zone);
    if (!binding.expect.isEmpty()) {
        if (const auto expectation = Expectation::parse(binding.expect); !expectation)
            return failure(expectation);
    }
    if (binding.keep < 1 || binding.keep > mostSnapshots)
        return notA(u"keep"_s, QString::number(binding.keep), u"a whole number from 1 on"_s);
    if (binding.newest < 0)
        return notA(u"newest"_s, QString::number(binding.newest), u"a whole number from 0 on"_s);
    if (!binding.after.isEmpty()) {
        if (const auto checked = checkCommandLine(binding.after); !checked)
            return checked;
    }
    return checkBinding(binding);
}

QStringList newCommands(const Binding *before, const Binding &binding)
{
    QStringList commands;
    const auto source = commandLineOf(binding.url);
    if (source && (!before || before->url != binding.url))
        commands << shownCommand(*source);
    if (!binding.after.isEmpty() && (!before || before->after != binding.after))
        commands << shownCommand(binding.after);
    return commands;
}

QStringList differingKeys(const Binding &before, const Binding &after)
{
    QStringList lines;
    for (const BindingKey &key : table) {
        const QStringList was = key.print(before);
        const QStringList is = key.print(after);
        if (was != is)
            lines << u"%1: %2 → %3"_s.arg(key.name, shown(key, was), shown(key, is));
    }
    return lines;
}

Meaning compareMeaning(const Binding &before, const Binding &after)
{
    // The same bucket and key on two stores are two places.
    if (before.url != after.url || before.bucket.endpoint != after.bucket.endpoint)
        return Meaning::OtherPlace;
    const auto selection = [](const Binding &b) {
        return std::tie(b.include, b.exclude, b.newest, b.since, b.unpack);
    };
    // Under a dated address, which day it is decides which files are meant.
    const bool hasOtherDays = hasPlaceholders(after.url)
        && std::tie(before.policy, before.zone) != std::tie(after.policy, after.zone);
    return selection(before) == selection(after) && !hasOtherDays ? Meaning::Same : Meaning::OtherSelection;
}

} // namespace larder

#include "app/settings.h"

#include "core/base/atomicfile.h"
#include "core/base/homepaths.h"
#include "core/freshness/walltime.h"

#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSettings>

#include <algorithm>
#include <array>
#include <cmath>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAtOnce = 64;
constexpr std::chrono::seconds longestChange{5}; // of another process
constexpr double largestSize = 9e18; // fits qint64

QString sizeText(qint64 bytes)
{
    for (const auto &[letter, unit] :
         {std::pair{u'T', 1000000000000}, {u'G', 1000000000}, {u'M', 1000000}, {u'K', 1000}}) {
        if (bytes >= unit && bytes % unit == 0)
            return QString::number(bytes / unit) + QChar(letter);
    }
    return QString::number(bytes);
}

std::unexpected<Error> notA(const QString &key, const QString &value, const QString &example)
{
    return failure(ErrorKind::Invalid, u"%1 cannot be \"%2\""_s.arg(key, value), key,
                   u"write %1"_s.arg(example));
}

/// 0: no limit.
Result<qint64> parseLimit(const QString &key, const QString &value)
{
    if (value.isEmpty() || value == u"off" || value == u"0")
        return 0;
    if (const auto bytes = parseByteSize(value); bytes && *bytes > 0)
        return *bytes;
    return notA(key, value, u"a size such as 500M or 20G, or off"_s);
}

constexpr std::pair<BackgroundRule, QLatin1StringView> ruleWords[] = {
    {BackgroundRule::Sync, "sync"_L1},
    {BackgroundRule::CheckOnly, "check"_L1},
    {BackgroundRule::Nothing, "nothing"_L1},
};
constexpr std::pair<bool, QLatin1StringView> yesOrNo[] = {{true, "yes"_L1}, {false, "no"_L1}};
constexpr std::pair<Theme, QLatin1StringView> themeWords[] = {
    {Theme::System, "system"_L1},
    {Theme::Light, "light"_L1},
    {Theme::Dark, "dark"_L1},
};

constexpr std::pair<CloseRule, QLatin1StringView> closeWords[] = {
    {CloseRule::Ask, "ask"_L1},
    {CloseRule::Sync, "sync"_L1},
    {CloseRule::Quit, "quit"_L1},
};

template <const auto &words>
QStringList textsOf()
{
    QStringList texts;
    for (const auto &[meaning, word] : words)
        texts << word;
    return texts;
}

template <auto Member, const auto &words>
Result<void> parseWord(const QString &key, Settings &settings, const QString &value)
{
    if (value.isEmpty()) {
        settings.*Member = Settings().*Member;
        return {};
    }
    for (const auto &[meaning, word] : words) {
        if (word == value) {
            settings.*Member = meaning;
            return {};
        }
    }
    QStringList texts = textsOf<words>();
    const QString last = texts.takeLast();
    return notA(key, value, u"%1 or %2"_s.arg(texts.join(u", "_s), last));
}

template <auto Member, const auto &words>
QString printWord(const Settings &settings)
{
    for (const auto &[meaning, word] : words) {
        if (meaning == settings.*Member)
            return word;
    }
    Q_UNREACHABLE_RETURN({});
}

/// A setting that is one of a few words.
template <auto Member, const auto &words>
SettingKey wordKey(const QString &name, const QString &help)
{
    return {name, textsOf<words>().join(u'|'), help, parseWord<Member, words>, printWord<Member, words>};
}

/// "22:00-07:00", "off"
Result<std::optional<QuietHours>> parseQuietHours(const QString &key, const QString &value)
{
    if (value.isEmpty() || value == u"off")
        return std::nullopt;
    const QStringList ends = value.split(u'-');
    const auto from = parseTimeOfDay(ends.first().trimmed());
    const auto until = parseTimeOfDay(ends.last().trimmed());
    if (ends.size() != 2 || !from || !until || *from == *until)
        return notA(key, value, u"two times such as 22:00-07:00, or off"_s);
    return QuietHours{*from, *until};
}

QString quietHoursText(const QuietHours &hours)
{
    return hours.from.toString(u"HH:mm"_s) + u'-' + hours.until.toString(u"HH:mm"_s);
}

const SettingKey table[] = {
    {u"budget"_s, u"SIZE|off"_s, u"how much the store may hold; older snapshots go first"_s,
     [](const QString &key, Settings &settings, const QString &value) -> Result<void> {
         const auto bytes = parseLimit(key, value);
         if (!bytes)
             return failure(bytes);
         settings.budgetBytes = *bytes > 0 ? std::optional(*bytes) : std::nullopt;
         return {};
     },
     [](const Settings &settings) {
         return settings.budgetBytes ? sizeText(*settings.budgetBytes) : u"off"_s;
     }},
    {u"bandwidth"_s, u"SIZE|off"_s, u"bytes per second over all runs of a process"_s,
     [](const QString &key, Settings &settings, const QString &value) -> Result<void> {
         const auto bytes = parseLimit(key, value.endsWith("/s"_L1) ? value.chopped(2) : value);
         if (!bytes)
             return failure(bytes);
         settings.bandwidthBytesPerSecond = *bytes;
         return {};
     },
     [](const Settings &settings) {
         return settings.bandwidthBytesPerSecond > 0 ? sizeText(settings.bandwidthBytesPerSecond) : u"off"_s;
     }},
    {u"concurrency"_s, u"N"_s, u"how many datasets are fetched side by side (4)"_s,
     [](const QString &key, Settings &settings, const QString &value) -> Result<void> {
         bool isNumber = false;
         const int number = value.isEmpty() ? Settings().concurrency : value.toInt(&isNumber);
         if (!value.isEmpty() && (!isNumber || number < 1 || number > mostAtOnce))
             return notA(key, value, u"a whole number from 1 to %1"_s.arg(mostAtOnce));
         settings.concurrency = number;
         return {};
     },
     [](const Settings &settings) { return QString::number(settings.concurrency); }},
    wordKey<&Settings::onMetered, ruleWords>(u"metered"_s,
                                             u"what the background does on a metered network (check)"_s),
    wordKey<&Settings::onBattery, ruleWords>(u"battery"_s, u"what it does on battery (sync)"_s),
    {u"quiet"_s, u"HH:MM-HH:MM|off"_s, u"quiet hours, on this machine's clock"_s,
     [](const QString &key, Settings &settings, const QString &value) -> Result<void> {
         const auto hours = parseQuietHours(key, value);
         if (!hours)
             return failure(hours);
         settings.quietHours = *hours;
         return {};
     },
     [](const Settings &settings) {
         return settings.quietHours ? quietHoursText(*settings.quietHours) : u"off"_s;
     }},
    wordKey<&Settings::inQuietHours, ruleWords>(u"quiet-rule"_s,
                                                u"what the background does in quiet hours (nothing)"_s),
    wordKey<&Settings::notifiesOfReuploads, yesOrNo>(u"notify-reuploads"_s,
                                                     u"whether the desktop tells of re-uploads (yes)"_s),
    wordKey<&Settings::notifiesOfTrouble, yesOrNo>(
        u"notify-trouble"_s, u"whether it tells of failures, sign-ins and late uploads (yes)"_s),
    wordKey<&Settings::onClose, closeWords>(
        u"close"_s, u"what closing the window does where no panel shows its icon (ask)"_s),
    wordKey<&Settings::theme, themeWords>(u"theme"_s, u"the window's colours"_s),
};

} // namespace

std::span<const SettingKey> settingKeys()
{
    return table;
}

const SettingKey *findSettingKey(QStringView name)
{
    const auto found =
        std::ranges::find_if(table, [name](const SettingKey &key) { return key.name == name; });
    return found == std::ranges::end(table) ? nullptr : &*found;
}

Result<QString> settingsFile()
{
    std::array<char, maxHomePath> folder{};
    if (!homePath(HomePart::Config, folder.data())) {
        return failure(ErrorKind::Storage, u"there is no place for the settings"_s, {},
                       u"set HOME or LARDER_HOME to an absolute path"_s);
    }
    return QString(QFile::decodeName(folder.data()) + "/settings.ini"_L1);
}

Result<LoadedSettings> loadSettings()
{
    const auto path = settingsFile();
    if (!path)
        return failure(path);
    LoadedSettings loaded;
    if (!QFile::exists(*path))
        return loaded;
    const QSettings file(*path, QSettings::IniFormat);
    if (file.status() != QSettings::NoError) {
        return failure(ErrorKind::Storage, u"cannot read the settings"_s, *path,
                       u"mend or remove the file; until then every setting has its default"_s);
    }
    for (const SettingKey &key : table) {
        if (const auto parsed = key.set(loaded.settings, file.value(key.name).toString()); !parsed) {
            loaded.mistakes.push_back(
                {ErrorKind::Invalid, parsed.error().message, *path,
                 u"%1; until then it is %2"_s.arg(parsed.error().hint, key.print(loaded.settings))});
        }
    }
    return loaded;
}

Result<Settings> changeSettings(const std::function<void(Settings &)> &change, QStringView named)
{
    const auto path = settingsFile();
    if (!path)
        return failure(path);
    if (const auto made = makeDirectory(QFileInfo(*path).path()); !made)
        return failure(made);
    QLockFile lock(QFileInfo(*path).path()
                   + "/change.lock"_L1); // QSettings takes settings.ini.lock for its own
    if (!lock.tryLock(longestChange)) {
        const bool isTaken = lock.error() == QLockFile::LockFailedError;
        return failure(isTaken ? ErrorKind::Busy : ErrorKind::Storage, u"cannot write the settings"_s, *path);
    }
    auto loaded = loadSettings();
    if (!loaded)
        return failure(loaded);
    const Settings before = loaded->settings;
    change(loaded->settings);
    QSettings file(*path, QSettings::IniFormat);
    for (const SettingKey &key : table) {
        const QString value = key.print(loaded->settings);
        if (value == key.print(before) && key.name != named)
            continue;
        if (value == key.print(Settings()))
            file.remove(key.name);
        else
            file.setValue(key.name, value);
    }
    file.sync();
    if (file.status() != QSettings::NoError)
        return failure(ErrorKind::Storage, u"cannot write the settings"_s, *path);
    return loaded->settings;
}

std::optional<qint64> parseByteSize(QStringView text)
{
    static constexpr std::array units{std::pair{u'K', 1e3}, std::pair{u'M', 1e6}, std::pair{u'G', 1e9},
                                      std::pair{u'T', 1e12}};
    QStringView digits = text.endsWith(u'B') ? text.chopped(1) : text;
    double unit = 1;
    for (const auto &[letter, factor] : units) {
        if (!digits.isEmpty() && digits.back().toUpper() == letter) {
            unit = factor;
            digits.chop(1);
            break;
        }
    }
    const bool isPlain = !digits.isEmpty()
        && std::ranges::all_of(digits, [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.'; });
    bool isNumber = false;
    const double number = digits.toDouble(&isNumber);
    if (!isPlain || !isNumber || number * unit > largestSize)
        return std::nullopt;
    return qRound64(number * unit);
}

} // namespace larder

#include "app/settings.h"

#include "core/base/atomicfile.h"
#include "core/base/homepaths.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <array>
#include <cmath>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAtOnce = 64;
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

const SettingKey table[] = {
    {u"budget"_s, u"SIZE|off"_s, u"how much the store may hold; older snapshots go first"_s,
     [](Settings &settings, const QString &value) -> Result<void> {
         const auto bytes = parseLimit(u"budget"_s, value);
         if (!bytes)
             return failure(bytes);
         settings.budgetBytes = *bytes > 0 ? std::optional(*bytes) : std::nullopt;
         return {};
     },
     [](const Settings &settings) {
         return settings.budgetBytes ? sizeText(*settings.budgetBytes) : u"off"_s;
     }},
    {u"bandwidth"_s, u"SIZE|off"_s, u"bytes per second over all runs of a process"_s,
     [](Settings &settings, const QString &value) -> Result<void> {
         const auto bytes = parseLimit(u"bandwidth"_s, value.endsWith("/s"_L1) ? value.chopped(2) : value);
         if (!bytes)
             return failure(bytes);
         settings.bandwidthBytesPerSecond = *bytes;
         return {};
     },
     [](const Settings &settings) {
         return settings.bandwidthBytesPerSecond > 0 ? sizeText(settings.bandwidthBytesPerSecond) : u"off"_s;
     }},
    {u"concurrency"_s, u"N"_s, u"how many datasets are fetched side by side (4)"_s,
     [](Settings &settings, const QString &value) -> Result<void> {
         bool isNumber = false;
         const int number = value.isEmpty() ? Settings().concurrency : value.toInt(&isNumber);
         if (!value.isEmpty() && (!isNumber || number < 1 || number > mostAtOnce))
             return notA(u"concurrency"_s, value, u"a whole number from 1 to %1"_s.arg(mostAtOnce));
         settings.concurrency = number;
         return {};
     },
     [](const Settings &settings) { return QString::number(settings.concurrency); }},
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

Result<Settings> loadSettings()
{
    const auto path = settingsFile();
    if (!path)
        return failure(path);
    Settings settings;
    if (!QFile::exists(*path))
        return settings;
    const QSettings file(*path, QSettings::IniFormat);
    if (file.status() != QSettings::NoError) {
        return failure(ErrorKind::Storage, u"cannot read the settings"_s, *path,
                       u"mend or remove the file; every setting then has its default"_s);
    }
    for (const SettingKey &key : table) {
        if (const auto parsed = key.parse(settings, file.value(key.name).toString()); !parsed)
            return failure(ErrorKind::Invalid, parsed.error().message, *path, parsed.error().hint);
    }
    return settings;
}

Result<void> saveSettings(const Settings &settings)
{
    const auto path = settingsFile();
    if (!path)
        return failure(path);
    if (const auto made = makeDirectory(QFileInfo(*path).path()); !made)
        return made;
    QSettings file(*path, QSettings::IniFormat);
    for (const SettingKey &key : table) {
        const QString value = key.print(settings);
        if (value == key.print(Settings()))
            file.remove(key.name);
        else
            file.setValue(key.name, value);
    }
    file.sync();
    if (file.status() != QSettings::NoError)
        return failure(ErrorKind::Storage, u"cannot write the settings"_s, *path);
    return {};
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

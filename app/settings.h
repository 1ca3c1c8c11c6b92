/// A person's settings: an INI file in the config folder ($LARDER_HOME/config, else ~/.config/larder), read
/// at the start and after each change. ONE table of keys serves `config`, the settings page and the file. The
/// store's place is not here: the data folder knows it, because every reader needs it. Any thread.
#pragma once

#include "core/base/result.h"
#include "core/engine/settings.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace larder {

struct SettingKey {
    QString name;
    QString takes;
    QString help;
    Result<void> (*parse)(const QString &name, Settings &settings, const QString &value) = nullptr;
    QString (*print)(const Settings &settings) = nullptr;

    /// An empty text is the default.
    [[nodiscard]] Result<void> set(Settings &settings, const QString &value) const
    {
        return parse(name, settings, value);
    }
    [[nodiscard]] Result<void> check(const QString &value) const
    {
        Settings unused;
        return set(unused, value);
    }
};

[[nodiscard]] std::span<const SettingKey> settingKeys();
[[nodiscard]] const SettingKey *findSettingKey(QStringView name);

[[nodiscard]] Result<QString> settingsFile();

struct LoadedSettings {
    Settings settings;
    /// Invalid: values that nobody can make out, each with the file and the way to mend it. Such a setting
    /// has its default.
    std::vector<Error> mistakes;
};
/// Errors: Storage, when the file cannot be read at all.
[[nodiscard]] Result<LoadedSettings> loadSettings();
/// Reads, changes and writes while no other process of ours does, so that none undoes another's change. Only
/// what changes is written, so that a value that nobody can make out stays for its author to mend; the key
/// `named` is written as well, be it the default that such a value had already. Returns what is kept now.
/// Errors: Storage, Busy.
[[nodiscard]] Result<Settings> changeSettings(const std::function<void(Settings &)> &change,
                                              QStringView named = {});

/// "20G", "500M", "1.5T", "1000"; decimal units, as sizes are shown. nullopt: not a size.
[[nodiscard]] std::optional<qint64> parseByteSize(QStringView text);

} // namespace larder

/// A person's settings: an INI file in the config folder ($LARDER_HOME/config, else ~/.config/larder), read
/// once at the start. ONE table of keys serves `config`, the settings page and the file. The store's place is
/// not here: the data folder knows it, because every reader needs it. Errors: Invalid (key or value, named),
/// Storage.
#pragma once

#include "core/base/result.h"
#include "core/engine/settings.h"

#include <optional>
#include <span>

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
};

[[nodiscard]] std::span<const SettingKey> settingKeys();
[[nodiscard]] const SettingKey *findSettingKey(QStringView name);

[[nodiscard]] Result<QString> settingsFile();
[[nodiscard]] Result<Settings> loadSettings();
[[nodiscard]] Result<void> saveSettings(const Settings &settings);

/// "20G", "500M", "1.5T", "1000"; decimal units, as sizes are shown. nullopt: not a size.
[[nodiscard]] std::optional<qint64> parseByteSize(QStringView text);

} // namespace larder

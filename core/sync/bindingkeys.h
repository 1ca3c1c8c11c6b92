/// What a person can say about a binding: ONE table of keys, used by the options of `add`, by `set
/// KEY=VALUE`, by the TOML file of `apply` and `dump`, and by dialogs. Pure; any thread. Adding a key: one
/// row in bindingkeys.cpp. Errors: Invalid, naming the key and what it takes.
#pragma once

#include "core/base/result.h"
#include "core/dataset/binding.h"

#include <QStringList>

#include <span>

namespace larder {

/// How a key is written: `--key TEXT` and a string, `--key N` and an integer, `--key G --key H` and an array,
/// `--key` and a boolean; a choice as a text.
enum class KeyForm { Text, Choice, Number, List, Flag };

struct BindingKey {
    QString name; ///< as in an option: "stale-if-error"
    KeyForm form = KeyForm::Text;
    QString takes; ///< what stands for the value in help: "D|off"; of a choice, what there is to choose
    const char *help = nullptr; ///< English; translated in the context BindingKey by who shows it
    /// Text, Choice, Number: one value; Flag: "yes" or "no"; List: all of them. An empty text is the key's
    /// default.
    Result<void> (*parse)(Binding &binding, const QStringList &values) = nullptr;
    /// The canonical form; empty where the binding has the key's default, and for flags that are off.
    QStringList (*print)(const Binding &binding) = nullptr;
    bool isOfBucket = false; ///< has no meaning for other places
};

/// In the order in which they are shown.
[[nodiscard]] std::span<const BindingKey> bindingKeys();
/// nullptr: there is none.
[[nodiscard]] const BindingKey *findBindingKey(QStringView name);

/// As findBindingKey and parse, with an error for an unknown key.
[[nodiscard]] Result<void> setBindingKey(Binding &binding, QStringView key, const QStringList &values);

/// Everything that can be known without asking the source: policy, zone, deadline, numbers, address, globs.
[[nodiscard]] Result<void> validateBinding(const Binding &binding);

/// The commands that this machine would run from now on, as they may be shown. `before`: nullptr: it is new.
[[nodiscard]] QStringList newCommands(const Binding *before, const Binding &binding);

/// "policy: daily → daily@06:30", a line for each key that differs.
[[nodiscard]] QStringList differingKeys(const Binding &before, const Binding &after);

/// How far what is known about a dataset still holds under its new binding.
enum class Meaning {
    Same, ///< the same files of the same place
    OtherSelection, ///< the same place, but perhaps other files: ask again
    OtherPlace, ///< equal validators of two places prove nothing: fetch again
};

[[nodiscard]] Meaning compareMeaning(const Binding &before, const Binding &after);

} // namespace larder

/// How the keys of a binding (core/sync/bindingkeys.h) are called in the window: one table for the dialog
/// that binds a dataset and the form that edits a binding. In the language of the window; GUI thread.
#pragma once

#include <QList>
#include <QStringList>

namespace larder {

struct BindingKey;

/// What stands before its field; of a key that the table does not know, its name.
[[nodiscard]] QString labelOf(const BindingKey &key);
/// What its check box says, after the label. REQUIRES: a flag.
[[nodiscard]] QString flagWords(const BindingKey &key);
/// What may be written there.
[[nodiscard]] QString exampleOf(const BindingKey &key);
/// One of the values of a key that is chosen.
struct Choice {
    QString value; ///< as BindingKey::parse takes it; empty: the key's default
    QString words;
};
/// The default first. REQUIRES: a choice.
[[nodiscard]] QList<Choice> choicesOf(const BindingKey &key);
/// What a key is for, in a sentence.
[[nodiscard]] QString helpOf(const BindingKey &key);
/// The dialog has a field for it; the others have forms of their own.
[[nodiscard]] bool isOption(const BindingKey &key);

/// What was written into a field with a value a line.
[[nodiscard]] QStringList linesOf(const QString &text);

} // namespace larder

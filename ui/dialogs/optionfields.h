/// The options of a binding as fields: one per key of core/sync/bindingkeys.h, each mistake told below
/// its field while it is written. GUI thread.
#pragma once

#include "core/dataset/binding.h"

#include <QWidget>

#include <vector>

class QFormLayout;
class QLabel;

namespace larder {

struct BindingKey;
class KeyEditor;

class OptionFields : public QWidget
{
    Q_OBJECT
public:
    /// Keys that are not there any more are passed over.
    explicit OptionFields(const QStringList &keys, QWidget *parent = nullptr);

    [[nodiscard]] bool isValid() const;
    /// REQUIRES: isValid().
    void into(Binding &binding) const;

    /// What may be chosen for a key, offered while it is written. Passed over where there is no such field.
    void suggest(const QString &key, const QStringList &words);

Q_SIGNALS:
    void changed();

private:
    struct Field {
        const BindingKey *key;
        KeyEditor *editor;
        QLabel *mistake;
        bool isValid = true;
    };
    void addField(const BindingKey &key);
    void judge(size_t number);

    QFormLayout *m_layout;
    std::vector<Field> m_fields;
};

/// Of what stands before the fields, so that all of them begin in one line.
[[nodiscard]] int dialogLabelWidth(const QWidget &form);

/// Every key that the add dialog can show as a field, in the table's order.
[[nodiscard]] QStringList optionKeys();

} // namespace larder

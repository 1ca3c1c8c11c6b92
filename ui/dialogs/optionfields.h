/// The options of a binding as fields: one per key of core/sync/bindingkeys.h, each mistake told below
/// its field while it is written. GUI thread.
#pragma once

#include "core/dataset/binding.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace larder {

struct BindingKey;

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
        QLineEdit *text = nullptr; ///< of a text or a number
        QPlainTextEdit *list = nullptr; ///< a value a line: patterns may have spaces
        QCheckBox *flag = nullptr;
        QLabel *mistake = nullptr;
        bool isValid = true;
        [[nodiscard]] QWidget *editor() const;
    };
    void addField(const BindingKey &key);
    void judge(size_t number);
    [[nodiscard]] static QStringList valuesOf(const Field &field);

    QFormLayout *m_layout;
    std::vector<Field> m_fields;
};

/// Of what stands before the fields, so that all of them begin in one line.
[[nodiscard]] int dialogLabelWidth(const QWidget &form);

/// Every key that the add dialog can show as a field, in the table's order.
[[nodiscard]] QStringList optionKeys();

} // namespace larder

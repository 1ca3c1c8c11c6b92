/// The field in which one key of a binding is written, as its form asks for: a line, lines, a check box, a
/// choice. Made for the dialog that binds a dataset and the form that edits a binding. GUI thread.
#pragma once

#include <QObject>
#include <QStringList>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QWidget;

namespace larder {

struct BindingKey;

class KeyEditor : public QObject
{
    Q_OBJECT
public:
    /// `key`: of the table, which lives for ever. The widget and this are `place`'s.
    KeyEditor(const BindingKey &key, QWidget *place);

    [[nodiscard]] QWidget *widget() const;
    [[nodiscard]] bool hasLines() const { return m_list != nullptr; }
    /// As BindingKey::print gives them and parse takes them; none: the key's default.
    [[nodiscard]] QStringList values() const;
    /// Without telling that it was edited.
    void set(const QStringList &values);
    /// What an empty field means.
    void setPlaceholder(const QString &words);
    /// What may be chosen, offered while it is written. Passed over where nothing is written.
    void suggest(const QStringList &words);

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_list = nullptr; ///< a value a line: patterns may have spaces
    QCheckBox *m_flag = nullptr;
    QComboBox *m_choice = nullptr;
};

} // namespace larder

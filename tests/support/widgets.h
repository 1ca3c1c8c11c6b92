/// What the tests of pages and dialogs look for and touch, as a person does: by the words on it, or by the
/// name that a screen reader says.
#pragma once

#include <QAbstractItemModel>
#include <QWidget>

class QAbstractButton;
class QLineEdit;

namespace larder::test {

/// nullptr: there is none that can be seen.
template <typename Widget>
Widget *named(const QWidget &root, const QString &accessibleName)
{
    for (auto *widget : root.findChildren<Widget *>()) {
        if (widget->isVisible() && widget->accessibleName() == accessibleName)
            return widget;
    }
    return nullptr;
}

/// As it reads, without the mark of its key.
[[nodiscard]] QString plain(QString words);

[[nodiscard]] QAbstractButton *button(const QWidget &root, const QString &words);

/// Some label that can be seen contains these words.
[[nodiscard]] bool shows(const QWidget &root, const QString &words);

/// The words of all labels that can be seen, for the message of a failed test.
[[nodiscard]] QByteArray wordsOn(const QWidget &root);

void write(QLineEdit &field, const QString &text);
void click(QAbstractButton &button);

/// Every row of a list as text: cells joined by " · ", of all levels.
[[nodiscard]] QStringList rowsOf(const QAbstractItemModel &model, const QModelIndex &parent = {});

/// Two controls that the Tab key visits one after the other though the second is above, or left of, the
/// first; empty: it goes as the eye does.
[[nodiscard]] QByteArray tabAgainstTheEye(const QWidget &root);

/// The class of a control that can be seen and that a screen reader could not name; empty: there is none.
[[nodiscard]] QByteArray namelessControl(const QWidget &root);

} // namespace larder::test

/// What opens at the foot of a page for one wish: what will happen, the question in place, and what came of
/// it. The base of those wishes. GUI thread.
#pragma once

#include "ui/theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace larder {

class StorageDrawer : public QFrame
{
    Q_OBJECT
public:
    explicit StorageDrawer(const QString &title, QWidget *parent = nullptr);

    /// Something is under way that must not be lost sight of.
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void closed();
    void storeChanged();
    void busyChanged();

protected:
    void setBusy(bool isBusy);
    void setTitle(const QString &title);
    void say(const QString &words, Ink ink = Ink::Plain);
    /// Between the words and the buttons.
    [[nodiscard]] QVBoxLayout &content() { return *m_content; }
    /// At the drawer's foot, before "Close".
    [[nodiscard]] QPushButton *addButton(const QString &words);
    [[nodiscard]] QPushButton &closeButton() { return *m_close; }

private:
    QLabel *m_title;
    QLabel *m_words;
    QVBoxLayout *m_content;
    QHBoxLayout *m_buttons;
    QPushButton *m_close;
    bool m_isBusy = false;
};

} // namespace larder

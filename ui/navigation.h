/// The places of the window, one below the other: icon and word, the chosen one lit. Arrow keys move within
/// it; Alt and a place's number choose it from anywhere in the window. GUI thread.
#pragma once

#include <QFrame>

class QLabel;
class QListWidget;

namespace larder {

class Navigation : public QFrame
{
    Q_OBJECT
public:
    explicit Navigation(QWidget *parent = nullptr);

    /// `icon` is a file of resources/icons without its ending.
    void addPlace(const QString &words, const QString &icon);
    void choose(int place);
    [[nodiscard]] int chosen() const;
    /// Icons alone, where the window has no room for their words.
    void setNarrow(bool isNarrow);

Q_SIGNALS:
    void placeChosen(int place);
    /// By its shortcut or with Return: the keys should go on in the place itself.
    void placeEntered(int place);

private:
    void followSelection();

    QLabel *m_name;
    QListWidget *m_list;
    bool m_isNarrow = false;
};

} // namespace larder

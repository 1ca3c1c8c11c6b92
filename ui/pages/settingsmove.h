/// Moves the store to another folder or disk: the folder, what it means, progress, what came of it. GUI
/// thread.
#pragma once

#include "core/engine/taskrunner.h"
#include "core/store/move.h"
#include "ui/pageservices.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace larder {

class ProgressLine;

class SettingsMove : public QFrame
{
    Q_OBJECT
public:
    explicit SettingsMove(const PageServices &services, QWidget *parent = nullptr);
    ~SettingsMove() override;

    void open();

Q_SIGNALS:
    void closed();
    void storeMoved();

private:
    [[nodiscard]] QWidget *makeField();
    void chooseFolder();
    void move();
    void showMoved(const MoveReport &report);
    void finish();
    void tell(const QString &mistake);

    const PageServices m_services;
    QLineEdit *m_folder;
    QPushButton *m_choose;
    QLabel *m_mistake;
    QLabel *m_words;
    ProgressLine *m_progress;
    QPushButton *m_move;
    QPushButton *m_close;
    bool m_isMoving = false;
    std::stop_source m_stop; ///< not a Task: also a stopped move says where the store is now
};

} // namespace larder

/// All runs and events, the newest first; live, filtered by words, kind and outcome; below the list what is
/// known about the selected one. Reads the catalog in tasks, 500 entries at a time. GUI thread.
#pragma once

#include "core/catalog/activity.h"
#include "core/engine/taskrunner.h"
#include "ui/pageservices.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QSplitter;
class QTreeView;

namespace larder {

class ActivityDetails;
class ActivityModel;
class ListOrWords;
class NoticeBar;

class ActivityPage : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityPage(const PageServices &services, QWidget *parent = nullptr);

    /// Reads everything anew.
    void reload();
    /// How it was arranged, to be given to `recall` when the window is opened again.
    [[nodiscard]] QByteArray remembered() const;
    void recall(const QByteArray &state);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeList();
    [[nodiscard]] ActivityFilter filter() const;
    [[nodiscard]] bool isFiltered() const;
    void lookSoon();
    void lookForNewer();
    void readOlder();
    void takeNewer(const std::vector<Activity> &newest);
    void showState();
    void showError(const Error &error);
    void showSelected();

    const PageServices m_services;
    ActivityModel *m_model;
    QTreeView *m_view;
    QLineEdit *m_words;
    QComboBox *m_kinds;
    QComboBox *m_outcomes;
    ListOrWords *m_list;
    QPushButton *m_again;
    NoticeBar *m_notice;
    ActivityDetails *m_details;
    QSplitter *m_splitter;
    QTimer m_filterPause; ///< while somebody types
    QTimer m_look; ///< soon after something changed
    QTimer m_secondLook; ///< another process writes its log a moment after its rows
    bool m_hasRead = false;
    Task m_reading;
    Task m_looking;
    Task m_readingOlder;
    Task m_readingLog;
};

} // namespace larder

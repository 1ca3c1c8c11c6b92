/// What joblib and fsspec keep on this machine: each result and file, whether the next call would get it and
/// why, and how much room it takes. What is selected can be evicted, which can be undone until it is removed
/// for good. Read in tasks when the page is shown and when it is asked for; nothing is read in between. GUI
/// thread.
#pragma once

#include "core/engine/taskrunner.h"
#include "ui/pages/cachesmodel.h"
#include "ui/pageservices.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QTreeView;

namespace larder {

/// What an eviction came to, or its undoing.
struct CachesChange {
    qint64 items = 0;
    qint64 bytes = 0;
    qint64 leftAlone = 0;
};

class CachesTies;
class CachesTrash;
class ElidedLabel;
class ListOrWords;
class NoticeBar;

class CachesPage : public QWidget
{
    Q_OBJECT
public:
    explicit CachesPage(const PageServices &services, QWidget *parent = nullptr);

    void look();
    /// Directories that a person added, to be given to `recall` when the window is opened again.
    [[nodiscard]] QByteArray remembered() const;
    void recall(const QByteArray &state);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeSummary();
    void setUpView();
    void connectAll();
    void chooseDirectory();
    void take(CachesReading reading);
    void arrange();
    void showTree(const std::shared_ptr<const CachesReading> &reading, CachesTree tree);
    void showSummary();
    void showButtons();
    template <typename Work, typename Words>
    void change(Work work, Words words);
    void evictSelected();
    void undo();
    void openTies();
    void openTrash();

    const PageServices m_services;
    CachesModel *m_model;
    QTreeView *m_view;
    QLineEdit *m_words;
    QPushButton *m_add;
    QPushButton *m_undo;
    QPushButton *m_keep;
    QPushButton *m_evict;
    ElidedLabel *m_summary;
    QPushButton *m_empty;
    NoticeBar *m_notice;
    ListOrWords *m_list;
    CachesTrash *m_trash;
    CachesTies *m_ties;
    QStringList m_directories; ///< that a person added
    std::shared_ptr<const CachesReading> m_reading;
    CachesOrder m_order;
    QTimer m_typing;
    Task m_looking;
    Task m_arranging;
    bool m_isChanging = false; ///< an eviction, an undo or a removal is under way
};

} // namespace larder

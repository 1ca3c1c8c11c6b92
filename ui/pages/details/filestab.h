/// The files of the snapshot that readers get, as a tree, and the beginning of the chosen one beside it:
/// text, a small table, or what it is instead. Archives open like folders. Reads in tasks; the answer for a
/// file that is no longer chosen is dropped. GUI thread.
#pragma once

#include "core/engine/taskrunner.h"
#include "core/store/archive/archivereader.h"
#include "ui/models/datasetreading.h"
#include "ui/models/filepreview.h"

#include <QModelIndex>
#include <QTimeZone>
#include <QWidget>

#include <map>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QTreeView;

namespace larder {

class ElidedLabel;
class FilesModel;
class PreviewModel;

class FilesTab : public QWidget
{
    Q_OBJECT
public:
    FilesTab(TaskRunner &tasks, const ArchiveReader &archives, QTimeZone viewerZone,
             QWidget *parent = nullptr);

    void show(const SnapshotFiles &files, Instant now);
    void showWords(const QString &words);
    void clear();

private:
    [[nodiscard]] QWidget *makePreview();
    [[nodiscard]] QString chosenPath() const; ///< absolute; empty: none
    [[nodiscard]] QModelIndex firstFile() const;
    void readChosen();
    void readMembers(const QString &archive);
    [[nodiscard]] ArchiveToRead archiveAt(const QString &path) const;
    void showPreview(const FilePreview &preview);
    void showPreviewWords(const QString &words);

    TaskRunner &m_tasks;
    ArchiveReader m_archives;
    FilesModel *m_files;
    QSortFilterProxyModel *m_sorted;
    PreviewModel *m_table;
    QStackedWidget *m_stack; ///< words, or the tree with its preview
    QLabel *m_words;
    QTreeView *m_tree;
    ElidedLabel *m_name;
    QLabel *m_note;
    QPushButton *m_open;
    QPushButton *m_openFolder;
    QStackedWidget *m_preview;
    QLabel *m_previewWords;
    QPlainTextEdit *m_text;
    QTableView *m_tableView;
    QString m_directory;
    QString m_readPath;
    Task m_reading;
    std::map<QString, Task> m_opening; ///< by archive
};

} // namespace larder

#include "ui/pages/details/filestab.h"

#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "ui/elidedlabel.h"
#include "ui/models/filesmodel.h"
#include "ui/models/previewmodel.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/details/detailview.h"
#include "ui/theme.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTreeView>
#include <QUrl>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int charactersPerColumn = 24; // at first; a person may widen it

struct ReadPreview {
    Result<FilePreview> preview;
    qint64 size = 0;
};

ReadPreview readPreview(const QString &path)
{
    const auto head = readHead(path, previewBytes);
    if (!head)
        return {failure(head), 0};
    return {previewOf(head->bytes, head->size, path), head->size};
}

/// Of a file within an archive; `size`: -1 where only the whole of it would tell.
ReadPreview readMember(const ArchiveReader &archives, const ArchiveToRead &archive, const QString &member,
                       qint64 size, const std::stop_token &stop)
{
    QByteArray head;
    const auto copied = archives.copyMember(
        archive, member.toUtf8(), previewBytes,
        [&head](std::span<const char> bytes) -> Result<void> {
            head.append(bytes.data(), qsizetype(bytes.size()));
            return {};
        },
        stop);
    if (!copied)
        return {failure(copied), 0};
    const bool isAll = head.size() < previewBytes;
    return {previewOf(head, isAll ? head.size() : std::max(size, previewBytes + 1), member),
            isAll ? head.size() : size};
}

} // namespace

FilesTab::FilesTab(TaskRunner &tasks, const ArchiveReader &archives, QTimeZone viewerZone, QWidget *parent)
    : QWidget(parent),
      m_tasks(tasks),
      m_archives(archives),
      m_files(new FilesModel(std::move(viewerZone), this)),
      m_sorted(new QSortFilterProxyModel(this)),
      m_table(new PreviewModel(this)),
      m_stack(new QStackedWidget(this)),
      m_words(new QLabel(this)),
      m_tree(new QTreeView(this)),
      m_name(new ElidedLabel(this)),
      m_note(new QLabel(this)),
      m_open(new QPushButton(tr("Open"), this)),
      m_openFolder(new QPushButton(tr("Open folder"), this)),
      m_preview(new QStackedWidget(this)),
      m_previewWords(new QLabel(this)),
      m_text(new QPlainTextEdit(this)),
      m_tableView(new QTableView(this))
{
    m_sorted->setSourceModel(m_files);
    m_sorted->setSortRole(FilesModel::SortRole);
    m_tree->setModel(m_sorted);
    setUpDetailView(*m_tree, tr("Files of the snapshot"), Header::Shown);
    m_tree->setRootIsDecorated(true);
    m_tree->setSortingEnabled(true);
    m_tree->header()->setSortIndicatorClearable(true);
    m_tree->header()->setSortIndicator(-1, Qt::AscendingOrder);
    m_tree->header()->setSectionResizeMode(FilesModel::NameColumn, QHeaderView::Stretch);
    m_tree->header()->resizeSection(FilesModel::SizeColumn, widthOf(*this, u"888 bytes"_s));
    m_tree->header()->resizeSection(FilesModel::ModifiedColumn, widthOf(*this, u"2028-08-28 08:08"_s));
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &FilesTab::readChosen);
    connect(m_files, &FilesModel::membersWanted, this, &FilesTab::readMembers);
    connect(m_tree, &QTreeView::activated, m_open, &QPushButton::click);
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(chosenPath())); });
    connect(m_openFolder, &QPushButton::clicked, this, [this] {
        const QString archive = m_tree->currentIndex().data(FilesModel::ArchiveRole).toString();
        const QString chosen = archive.isEmpty() ? chosenPath() : m_directory + u'/' + archive;
        const QString folder = chosen.isEmpty() ? m_directory : QFileInfo(chosen).path();
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    });

    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    auto *left = new QWidget(splitter);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(pageMargin - 2, 4, 0, 4);
    leftLayout->addWidget(m_tree);
    splitter->addWidget(left);
    splitter->addWidget(makePreview());
    splitter->setSizes({450, 550});
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    setInk(*m_words, Ink::Quiet);
    m_stack->addWidget(m_words);
    m_stack->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    showPreviewWords(tr("Choose a file to see how it begins."));
}

QWidget *FilesTab::makePreview()
{
    auto *right = new QWidget(this);
    auto *layout = new QVBoxLayout(right);
    layout->setContentsMargins(pageMargin, 8, pageMargin, 8);
    layout->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_name->setFont(strong);
    setInk(*m_note, Ink::Quiet);
    head->addWidget(m_name);
    head->addWidget(m_note);
    head->addStretch(1);
    for (QPushButton *button : {m_open, m_openFolder}) {
        button->setProperty("small", true);
        head->addWidget(button);
    }
    m_open->setToolTip(tr("Open the file with the program that this desktop has for it (Enter)"));
    m_openFolder->setToolTip(tr("Open the folder that the file lies in"));
    layout->addLayout(head);

    m_previewWords->setAlignment(Qt::AlignCenter);
    m_previewWords->setTextFormat(Qt::PlainText);
    m_previewWords->setWordWrap(true);
    setInk(*m_previewWords, Ink::Quiet);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Beginning of the file"));
    m_text->setTabChangesFocus(true);
    m_tableView->setModel(m_table);
    m_tableView->setAccessibleName(tr("Beginning of the table"));
    m_tableView->setFrameShape(QFrame::NoFrame);
    m_tableView->setTabKeyNavigation(false);
    if (auto *corner = m_tableView->findChild<QAbstractButton *>())
        corner->setAccessibleName(tr("Select the whole table"));
    m_tableView->setWordWrap(false);
    m_tableView->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tableView->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tableView->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_tableView->horizontalHeader()->setHighlightSections(false);
    m_tableView->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_tableView->verticalHeader()->setHighlightSections(false);
    for (QWidget *page : {static_cast<QWidget *>(m_previewWords), static_cast<QWidget *>(m_text),
                          static_cast<QWidget *>(m_tableView)})
        m_preview->addWidget(page);
    layout->addWidget(m_preview, 1);
    return right;
}

void FilesTab::show(const SnapshotFiles &files, Instant now)
{
    m_directory = files.directory;
    const bool isOther = m_files->snapshot() != files.manifest.header.id;
    const QString chosen = m_tree->currentIndex().data(FilesModel::PathRole).toString();
    m_files->show(files.manifest, now);
    m_stack->setCurrentIndex(1);
    if (!isOther)
        return;
    m_opening.clear();
    if (m_files->rowCount() == 1) // a lone folder is no choice
        m_tree->expand(m_sorted->index(0, 0));
    const QModelIndex again = m_sorted->mapFromSource(m_files->indexOf(chosen));
    m_tree->setCurrentIndex(again.isValid() ? again : firstFile());
    readChosen();
}

void FilesTab::showWords(const QString &words)
{
    m_reading = Task();
    m_opening.clear();
    m_readPath.clear();
    m_files->clear();
    m_words->setText(words);
    m_stack->setCurrentIndex(0);
}

void FilesTab::clear()
{
    showWords({});
}

QString FilesTab::chosenPath() const
{
    const QModelIndex current = m_tree->currentIndex();
    if (!current.isValid())
        return {};
    return m_directory + u'/' + current.data(FilesModel::PathRole).toString();
}

/// A folder says little about itself.
QModelIndex FilesTab::firstFile() const
{
    QModelIndex first = m_sorted->index(0, 0);
    for (QModelIndex index = first; index.isValid(); index = index.siblingAtRow(index.row() + 1)) {
        if (index.data(FilesModel::FileRole).toBool())
            return index;
    }
    while (m_sorted->rowCount(first) > 0)
        first = m_sorted->index(0, 0, first);
    return first;
}

ArchiveToRead FilesTab::archiveAt(const QString &path) const
{
    const QString file = m_directory + u'/' + path;
    return {path.toUtf8(), file, QFileInfo(file).size()};
}

void FilesTab::readMembers(const QString &archive)
{
    m_opening[archive] = m_tasks.run(
        this,
        [archives = m_archives, place = archiveAt(archive)](std::stop_token stop) {
            return archives.list(place, std::move(stop));
        },
        [this, archive, snapshot = m_files->snapshot()](const Result<std::vector<Entry>> &members) {
            if (members)
                return m_files->showMembers(snapshot, archive, *members);
            m_files->showNoMembers(snapshot, archive);
            m_tree->setCurrentIndex(m_sorted->mapFromSource(m_files->indexOf(archive)));
            m_reading = Task();
            m_note->clear();
            showPreviewWords(errorSentence(members.error()));
        });
}

void FilesTab::readChosen()
{
    const QModelIndex current = m_tree->currentIndex();
    const bool isFile = current.data(FilesModel::FileRole).toBool();
    const QString archive = current.data(FilesModel::ArchiveRole).toString();
    m_open->setEnabled(isFile && archive.isEmpty()); // what is packed has no file to open
    m_name->setFullText(current.siblingAtColumn(FilesModel::NameColumn).data().toString());
    m_note->clear();
    if (!isFile) {
        m_readPath.clear();
        m_reading = Task();
        showPreviewWords(current.isValid() ? current.data(Qt::ToolTipRole).toString()
                                           : tr("Choose a file to see how it begins."));
        return;
    }
    const QString path = chosenPath();
    if (path == m_readPath)
        return;
    m_readPath = path;
    const QString member = current.data(FilesModel::MemberRole).toString();
    const qint64 bytes = current.data(FilesModel::BytesRole).toLongLong();
    m_reading = m_tasks.run(
        this,
        [path, archive, member, bytes, archives = m_archives,
         place = archiveAt(archive)](std::stop_token stop) {
            return archive.isEmpty() ? readPreview(path) : readMember(archives, place, member, bytes, stop);
        },
        [this](const ReadPreview &read) {
            if (!read.preview) {
                showPreviewWords(errorSentence(read.preview.error()));
                return;
            }
            QStringList notes;
            if (read.size >= 0)
                notes << byteSizeText(read.size);
            if (!read.preview->encoding.isEmpty())
                notes << read.preview->encoding;
            if (!read.preview->isWhole && !std::holds_alternative<BinaryPreview>(read.preview->content))
                notes << tr("only its beginning");
            m_note->setText(notes.join(u" · "_s));
            showPreview(*read.preview);
        });
}

void FilesTab::showPreview(const FilePreview &preview)
{
    if (std::holds_alternative<EmptyPreview>(preview.content)) {
        showPreviewWords(tr("The file is empty."));
    } else if (std::holds_alternative<BinaryPreview>(preview.content)) {
        const bool isArchive = m_sorted->hasChildren(m_tree->currentIndex().siblingAtColumn(0));
        showPreviewWords(isArchive ? tr("This is an archive; open it in the list to see what is in it.")
                                   : tr("This is no text; open it to see what is in it."));
    } else if (const auto *text = std::get_if<TextPreview>(&preview.content)) {
        m_text->setPlainText(text->text);
        m_preview->setCurrentWidget(m_text);
    } else if (const auto *table = std::get_if<TablePreview>(&preview.content)) {
        m_table->show(*table);
        m_tableView->resizeColumnsToContents();
        const int widest = fontMetrics().averageCharWidth() * charactersPerColumn;
        for (int column = 0; column < m_table->columnCount(); ++column) {
            if (m_tableView->columnWidth(column) > widest)
                m_tableView->setColumnWidth(column, widest);
        }
        m_preview->setCurrentWidget(m_tableView);
    }
}

void FilesTab::showPreviewWords(const QString &words)
{
    m_previewWords->setText(words);
    m_preview->setCurrentWidget(m_previewWords);
}

} // namespace larder

// The details of the selected dataset, on a real home, by clicks and keys.
#include "core/engine/taskrunner.h"
#include "tests/support/expect.h"
#include "tests/support/syncworld.h"
#include "tests/support/widgets.h"
#include "ui/models/datasetsmodel.h"
#include "ui/pages/datasetspage.h"
#include "ui/pages/datasetsview.h"
#include "ui/pages/details/detailspanel.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

namespace {

const QString shipments = u"acme/shipments"_s;

} // namespace

class datasetsdetails_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void saysWhatChangedSinceTheSnapshotBefore();
    void saysWhenThereIsNothingToCompare();
    void comparesWithASnapshotThatWasChosen();
    void followsChangesOfTheDataset();
    void dropsAnswersAboutAnotherDataset();
    void showsFilesAndHowTheyBegin();
    void opensAnArchiveLikeAFolder();
    void saysWhyAnArchiveCannotBeOpened();
    void usesAndPinsSnapshots();
    void exportsASnapshot();
    void cutsNoTitle();
    void saysWhyAnExportFailed();
    void tellsRunsWithTheirErrors();
    void editsTheBinding();
    void explainsMistakesAtTheirField();
    void keepsWhatIsBeingEditedWhenAnotherProcessChangesIt();
    void opensEachTabByItsKey();
    void keepsUnsavedEditsWhileAnotherDatasetIsShown();
    void whatIsSavedWhileAnotherDatasetIsShownIsNoEdit();
    void forgetsUnsavedEditsOfADatasetThatIsGone();
    void showsNothingOfADatasetThatIsSearchedAway();
    void offersWhatHelpsAFailingDataset();
    void saysInItsRowThatARefreshFailedWhileItIsFresh();
    void everyControlHasAName();

private:
    void tell();
    void openTab(const QString &title);
    [[nodiscard]] QString table(const QString &accessibleName) const;
    [[nodiscard]] QTreeView *view(const QString &accessibleName) const;
    [[nodiscard]] bool shows(const QString &text) const;
    template <typename Button>
    [[nodiscard]] Button *named(const QString &accessibleName) const;
    template <typename Editor>
    [[nodiscard]] Editor *field(const QString &key) const;
    SnapshotId fetch(const Files &files, Instant at);

    std::unique_ptr<SyncWorld> m_world;
    std::unique_ptr<TaskRunner> m_tasks;
    std::unique_ptr<DatasetsModel> m_model;
    std::unique_ptr<DatasetsPage> m_page;
};

void datasetsdetails_test::init()
{
    m_world = std::make_unique<SyncWorld>(morning + 3h); // 14:00 in Paris
    (void)m_world->store.add(shipments);
    m_tasks = std::make_unique<TaskRunner>();
    m_model = std::make_unique<DatasetsModel>(QTimeZone("Europe/Paris"));
    m_page = std::make_unique<DatasetsPage>(DatasetsPage::Services{*m_model, *m_tasks, m_world->services()});
    m_page->resize(1200, 900);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->showReading();
    connect(m_page.get(), &DatasetsPage::homeChanged, this, &datasetsdetails_test::tell);
}

void datasetsdetails_test::cleanup()
{
    m_page.reset();
    m_tasks.reset();
    m_model.reset();
    m_world.reset();
}

SnapshotId datasetsdetails_test::fetch(const Files &files, Instant at)
{
    const auto fetched = m_world->fetch(shipments, files, at);
    if (!fetched)
        qFatal("%s", qPrintable(fetched.error().message));
    return *fetched;
}

/// What the watch does a moment later.
void datasetsdetails_test::tell()
{
    const auto *details = m_page->findChild<DetailsPanel *>();
    const bool isShown = details && details->dataset();
    m_model->takeRows(m_world->told());
    if (isShown)
        return;
    QTRY_VERIFY(m_page->findChild<DatasetsView *>()); // the page follows its rows once a turn
    const auto *table = m_page->findChild<DatasetsView *>();
    QTRY_VERIFY(table->isVisible());
    m_page->showDataset(*DatasetName::parse(shipments));
    QVERIFY(table->chosenDataset());
}

void datasetsdetails_test::openTab(const QString &title)
{
    auto *tabs = m_page->findChild<QTabBar *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        if (plain(tabs->tabText(tab)) == title)
            QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
    }
    QCOMPARE(plain(tabs->tabText(tabs->currentIndex())), title);
}

QTreeView *datasetsdetails_test::view(const QString &accessibleName) const
{
    for (auto *each : m_page->findChildren<QTreeView *>()) {
        if (each->isVisible() && each->accessibleName() == accessibleName)
            return each;
    }
    return nullptr;
}

/// Its rows as text, as they are shown.
QString datasetsdetails_test::table(const QString &accessibleName) const
{
    const QTreeView *shown = view(accessibleName);
    QStringList lines;
    for (QModelIndex index = shown ? shown->model()->index(0, 0) : QModelIndex(); index.isValid();
         index = shown->indexBelow(index)) {
        QStringList cells;
        for (int column = 0; column < shown->model()->columnCount(); ++column) {
            const QString text = index.siblingAtColumn(column).data().toString();
            if (!shown->isColumnHidden(column) && !text.isEmpty())
                cells << text;
        }
        lines << cells.join(u" | "_s);
    }
    return lines.join(u'\n');
}

bool datasetsdetails_test::shows(const QString &text) const
{
    const auto labels = m_page->findChildren<QLabel *>();
    return std::ranges::any_of(labels, [&](const QLabel *label) {
        return label->isVisible() && (label->text() == text || label->accessibleName() == text);
    });
}

template <typename Button>
Button *datasetsdetails_test::named(const QString &accessibleName) const
{
    for (auto *each : m_page->findChildren<Button *>()) {
        if (each->isVisible() && (each->accessibleName() == accessibleName || each->text() == accessibleName))
            return each;
    }
    return nullptr;
}

template <typename Editor>
Editor *datasetsdetails_test::field(const QString &key) const
{
    return m_page->findChild<Editor *>(key);
}

void datasetsdetails_test::saysWhatChangedSinceTheSnapshotBefore()
{
    fetch({{"a.csv", "1"}, {"gone.csv", "xx"}}, morning - 24h);
    fetch({{"a.csv", "123"}, {"new.csv", "n"}}, morning);
    tell();
    QTRY_COMPARE(
        table(u"What changed"_s),
        u"a.csv | changed | 1 byte → 3 bytes\nnew.csv | new | 1 byte\ngone.csv | removed | 2 bytes"_s);
    QVERIFY(shows(u"Since yesterday 11:00 → today 11:00"_s));
    QVERIFY(shows(u"acme / shipments · https://example.org/data/"_s));
    QCOMPARE(table(u"Snapshots"_s),
             u"current | today 11:00 · 2 files · 4 bytes\nyesterday 11:00 · 2 files · 3 bytes"_s);
}

void datasetsdetails_test::saysWhenThereIsNothingToCompare()
{
    tell();
    QTRY_VERIFY(shows(u"Nothing fetched yet."_s));
    fetch({{"a.csv", "1"}}, morning);
    tell();
    QTRY_VERIFY(
        shows(u"The first snapshot was fetched today 11:00: 1 file, 1 byte. There is nothing to compare "
              "it with yet."_s));
}

void datasetsdetails_test::comparesWithASnapshotThatWasChosen()
{
    fetch({{"a.csv", "1"}}, morning - 48h);
    fetch({{"a.csv", "22"}}, morning - 24h);
    fetch({{"a.csv", "333"}}, morning);
    tell();
    QTRY_COMPARE(table(u"What changed"_s), u"a.csv | changed | 2 bytes → 3 bytes"_s);
    const QString words = u"Compare the snapshot of 30 Jul 11:00 with the current one"_s;
    QTRY_VERIFY(named<QToolButton>(words));
    QTest::mouseClick(named<QToolButton>(words), Qt::LeftButton);
    QTRY_COMPARE(table(u"What changed"_s), u"a.csv | changed | 1 byte → 3 bytes"_s);
    QVERIFY(shows(u"Since 30 Jul 11:00 → today 11:00"_s));
    QTest::mouseClick(named<QPushButton>(u"Back to the newest change"_s), Qt::LeftButton);
    QTRY_COMPARE(table(u"What changed"_s), u"a.csv | changed | 2 bytes → 3 bytes"_s);
}

void datasetsdetails_test::followsChangesOfTheDataset()
{
    fetch({{"a.csv", "1"}}, morning - 24h);
    fetch({{"a.csv", "22"}}, morning);
    tell();
    QTRY_COMPARE(table(u"What changed"_s), u"a.csv | changed | 1 byte → 2 bytes"_s);
    fetch({{"a.csv", "4444"}}, morning + 2h); // another process, the same day
    tell();
    QTRY_COMPARE(table(u"What changed"_s), u"a.csv | changed | 2 bytes → 4 bytes"_s);
    QVERIFY(shows(u"Since today 11:00 → today 13:00 (re-upload)"_s));
}

void datasetsdetails_test::dropsAnswersAboutAnotherDataset()
{
    (void)m_world->store.add(u"acme/empty"_s);
    fetch({{"a.csv", "1"}}, morning - 24h);
    fetch({{"a.csv", "22"}}, morning);
    tell();
    m_page->showDataset(*DatasetName::parse(u"acme/empty")); // before the first answer
    QTRY_VERIFY(shows(u"Nothing fetched yet."_s));
    QVERIFY(shows(u"acme / empty · https://example.org/data/"_s));
    QCOMPARE(table(u"What changed"_s), QString());
    QCOMPARE(table(u"Snapshots"_s), QString());
}

/// By the programs that people pack with.
static QByteArray packed(const QStringList &command, const Files &files)
{
    const QTemporaryDir place;
    for (const auto &[path, bytes] : files) {
        QFile file(place.filePath(QString::fromUtf8(path)));
        if (!QDir().mkpath(QFileInfo(file).path()) || !file.open(QIODevice::WriteOnly)
            || file.write(bytes) != bytes.size())
            qFatal("cannot write what is to be packed");
    }
    QProcess packer;
    packer.setWorkingDirectory(place.path());
    packer.start(command.first(), command.sliced(1));
    if (!packer.waitForFinished() || packer.exitCode() != 0)
        qFatal("%s", packer.readAllStandardError().constData());
    return contentOf(place.filePath(u"packed"_s));
}

void datasetsdetails_test::opensAnArchiveLikeAFolder()
{
    const QByteArray archive =
        packed({u"bsdtar"_s, u"--format=zip"_s, u"-cf"_s, u"packed"_s, u"day"_s, u"é.txt"_s},
               {{"day/orders.csv", "id;name\n1;x\n"}, {"\xc3\xa9.txt", "été\n"}});
    fetch({{"export.zip", archive}, {"notes.txt", "hello\n"}}, morning);
    tell();
    openTab(u"Files"_s);
    QTRY_VERIFY(view(u"Files of the snapshot"_s));
    QTreeView *files = view(u"Files of the snapshot"_s);
    QTRY_COMPARE(files->model()->rowCount(), 2);
    const QAbstractItemModelTester tester(files->model());
    const QModelIndex zip = files->model()->index(0, 0);
    QCOMPARE(zip.data().toString(), u"export.zip"_s);
    QVERIFY(files->model()->hasChildren(zip));
    QVERIFY(!files->model()->hasChildren(files->model()->index(1, 0)));
    files->expand(zip);
    QTRY_COMPARE(files->model()->rowCount(zip), 2);
    QVERIFY(files->isExpanded(zip));
    QCOMPARE(files->model()->index(0, 0, zip).data().toString(), u"day"_s);
    QCOMPARE(files->model()->index(0, 1, zip).data().toString(), u"12 bytes"_s);
    const QModelIndex member = files->model()->index(1, 0, zip);
    QCOMPARE(member.data().toString(), u"é.txt"_s);
    QCOMPARE(member.data(Qt::ToolTipRole).toString(), u"export.zip!/é.txt"_s);
    files->setCurrentIndex(member);
    QPlainTextEdit *text = nullptr;
    for (auto *each : m_page->findChildren<QPlainTextEdit *>()) {
        if (each->accessibleName() == u"Beginning of the file"_s)
            text = each;
    }
    QTRY_VERIFY(text && text->isVisible() && text->toPlainText() == u"été\n"_s);
    QVERIFY(shows(u"6 bytes · UTF-8"_s));
    QVERIFY(!named<QPushButton>(u"Open"_s)->isEnabled());
    QVERIFY(named<QPushButton>(u"Open folder"_s)->isEnabled());
    files->setCurrentIndex(files->model()->index(0, 0, files->model()->index(0, 0, zip)));
    QTRY_VERIFY(shows(u"12 bytes · UTF-8"_s));
    files->setCurrentIndex(zip);
    QTRY_VERIFY(named<QPushButton>(u"Open"_s)->isEnabled());
}

void datasetsdetails_test::saysWhyAnArchiveCannotBeOpened()
{
    fetch({{"export.zip", "no zip at all"}}, morning);
    tell();
    openTab(u"Files"_s);
    QTRY_VERIFY(view(u"Files of the snapshot"_s));
    QTreeView *files = view(u"Files of the snapshot"_s);
    QTRY_COMPARE(files->model()->rowCount(), 1);
    const QModelIndex zip = files->model()->index(0, 0);
    files->expand(zip);
    QTRY_VERIFY(shows(u"the archive \"export.zip\" is damaged: its directory is missing or makes no sense; "
                      u"ask for it to be "
                      "uploaded again"_s));
    QVERIFY(!files->model()->hasChildren(zip));
}

void datasetsdetails_test::showsFilesAndHowTheyBegin()
{
    fetch({{"notes.txt", "hello\n"},
           {"day/orders.csv", "id;name\n1;été\n2;b\n"},
           {"z.bin", QByteArray(100, '\0')}},
          morning);
    tell();
    openTab(u"Files"_s);
    const QString name = u"Files of the snapshot"_s;
    QTRY_COMPARE(
        table(name),
        u"day | 20 bytes | today 11:00\nnotes.txt | 6 bytes | today 11:00\nz.bin | 100 bytes | today 11:00"_s);
    QTreeView *files = view(name);
    files->expandAll();
    const auto choose = [files](const QString &file) {
        const QModelIndexList found =
            files->model()->match(files->model()->index(0, 0), Qt::DisplayRole, file, 1, Qt::MatchRecursive);
        files->setCurrentIndex(found.first());
    };
    choose(u"notes.txt"_s);
    auto *text = named<QPushButton>(u"Open"_s)->window()->findChildren<QPlainTextEdit *>().first();
    for (auto *each : m_page->findChildren<QPlainTextEdit *>()) {
        if (each->accessibleName() == u"Beginning of the file"_s)
            text = each;
    }
    QTRY_VERIFY(text->isVisible());
    QCOMPARE(text->toPlainText(), u"hello\n"_s);
    choose(u"orders.csv"_s);
    QTableView *sample = nullptr;
    for (auto *each : m_page->findChildren<QTableView *>()) {
        if (each->accessibleName() == u"Beginning of the table"_s)
            sample = each;
    }
    QTRY_VERIFY(sample && sample->isVisible());
    QCOMPARE(sample->model()->index(0, 1).data().toString(), u"été"_s);
    QVERIFY(shows(u"20 bytes · UTF-8"_s));
    choose(u"z.bin"_s);
    QTRY_VERIFY(shows(u"This is no text; open it to see what is in it."_s));
}

void datasetsdetails_test::usesAndPinsSnapshots()
{
    const SnapshotId old = fetch({{"a.csv", "1"}}, morning - 24h);
    fetch({{"a.csv", "22"}}, morning);
    tell();
    openTab(u"Snapshots"_s);
    const QString use = u"Give readers the snapshot of yesterday 11:00 until you say otherwise"_s;
    QTRY_VERIFY(named<QToolButton>(use));
    QTest::mouseClick(named<QToolButton>(use), Qt::LeftButton);
    QTRY_COMPARE(m_world->record(shipments).hold, old);
    QTRY_VERIFY(table(u"Snapshots"_s).contains(u"current, held | yesterday 11:00"_s));
    QVERIFY(table(u"Snapshots"_s).startsWith(u"newest | today 11:00"_s));

    const QString release = u"Stop holding the snapshot of yesterday 11:00; readers get the newest"_s;
    QTRY_VERIFY(named<QToolButton>(release));
    QTest::mouseClick(named<QToolButton>(release), Qt::LeftButton);
    QTRY_COMPARE(m_world->record(shipments).hold, SnapshotId());

    const QString pin = u"Keep the snapshot of yesterday 11:00 for good"_s;
    QTRY_VERIFY(named<QToolButton>(pin));
    named<QToolButton>(pin)->setFocus();
    QTest::keyClick(named<QToolButton>(pin), Qt::Key_Space);
    QTRY_VERIFY(table(u"Snapshots"_s).contains(u"pinned | yesterday 11:00"_s));
    QCOMPARE(m_world->record(shipments).pins, QList{old});
}

void datasetsdetails_test::exportsASnapshot()
{
    fetch({{"a.csv", "1,2\n"}}, morning);
    tell();
    openTab(u"Snapshots"_s);
    const QString words = u"Write the snapshot of today 11:00 as one archive"_s;
    QTRY_VERIFY(named<QToolButton>(words));
    QTest::mouseClick(named<QToolButton>(words), Qt::LeftButton);
    auto *dialog = m_page->findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->directory(), QDir::home()); // not where the program was started
    const QString target = m_world->store.path() + u"/out.zip"_s;
    Q_EMIT dialog->fileSelected(target);
    dialog->close();
    QTRY_VERIFY(shows(u"Exported to "_s + target));
    QVERIFY(QFile(target).size() > 20);
    QVERIFY(named<QPushButton>(u"Open folder"_s));
    QTRY_VERIFY(!m_page->findChild<QFileDialog *>()); // it goes once it is closed
    QTest::mouseClick(named<QToolButton>(words), Qt::LeftButton);
    dialog = m_page->findChild<QFileDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->directory().absolutePath(), m_world->store.path()); // where the last one went
}

/// Also where the window is narrow: the address gives way to the tabs, and of the table whole columns go.
void datasetsdetails_test::cutsNoTitle()
{
    fetch({{"a.csv", "1"}}, morning - 24h);
    fetch({{"a.csv", "22"}}, morning);
    tell();
    openTab(u"Snapshots"_s);
    QTRY_VERIFY(view(u"Snapshots"_s)->model()->rowCount() == 2);
    const auto *tabs = m_page->findChild<QTabBar *>();
    for (const int width : {1200, 1000, 900, 820, 700, 560}) {
        m_page->resize(width, 900);
        QTRY_COMPARE_GE(tabs->width(), tabs->sizeHint().width());
        const QHeaderView &head = *view(u"Snapshots"_s)->header();
        for (int column = 0; column < head.count(); ++column) {
            const QString title = head.model()->headerData(column, Qt::Horizontal).toString();
            if (!head.isSectionHidden(column) && !title.isEmpty())
                QVERIFY2(head.sectionSize(column) >= head.sectionSizeHint(column),
                         qPrintable(u"%1 at %2"_s.arg(title).arg(width)));
        }
    }
}

void datasetsdetails_test::saysWhyAnExportFailed()
{
    fetch({{"a.csv", "1,2\n"}}, morning);
    tell();
    openTab(u"Snapshots"_s);
    const QString words = u"Write the snapshot of today 11:00 as one archive"_s;
    QTRY_VERIFY(named<QToolButton>(words));
    QTest::mouseClick(named<QToolButton>(words), Qt::LeftButton);
    auto *dialog = m_page->findChild<QFileDialog *>();
    Q_EMIT dialog->fileSelected(m_world->store.path() + u"/no/such/folder/out.tar.gz"_s);
    dialog->close();
    const auto failure = [this] {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [](const QLabel *label) {
            return label->isVisible() && label->property("ink") == u"bad"_s
                && label->accessibleName().contains(u"out.tar.gz"_s);
        });
    };
    QTRY_VERIFY(failure());
}

void datasetsdetails_test::tellsRunsWithTheirErrors()
{
    fetch({{"a.csv", "1"}}, morning);
    m_world->log(shipments, Outcome::Failed, morning + 1h,
                 Error{ErrorKind::Network, u"cannot reach example.org"_s, {}, u"look at the network"_s});
    tell();
    openTab(u"Activity"_s);
    const QString name = u"Activity of the dataset"_s;
    QTRY_COMPARE(
        table(name),
        u"today 12:00 | failed: cannot reach example.org; look at the network | a person | 3 seconds\n"
        u"today 11:00 | 1 file fetched, 1 kB | a person | 3 seconds"_s);
    view(name)->setCurrentIndex(view(name)->model()->index(0, 0));
    QTest::keyClick(view(name), Qt::Key_Right);
    QVERIFY(table(name).contains(u"\ncannot reach example.org\nlook at the network\n"_s));
    m_world->log(shipments, Outcome::Unchanged, morning + 2h);
    tell();
    QTRY_VERIFY(table(name).startsWith(u"today 13:00 | nothing changed"_s));
    QVERIFY(table(name).contains(u"\ncannot reach example.org\n"_s)); // still open
}

void datasetsdetails_test::editsTheBinding()
{
    tell();
    openTab(u"Binding"_s);
    auto *policy = field<QLineEdit>(u"policy"_s);
    QTRY_COMPARE(field<QLineEdit>(u"url"_s)->text(), u"https://example.org/data/"_s);
    QCOMPARE(policy->placeholderText(), u"daily"_s);
    auto *save = named<QPushButton>(u"Save"_s);
    QVERIFY(!save->isEnabled());
    QTest::keyClicks(policy, u"daily@06:30"_s);
    QVERIFY(shows(u"every day at 06:30"_s));
    field<QPlainTextEdit>(u"include"_s)->setPlainText(u"*.csv\n\n**/*.txt"_s);
    QTest::keyClicks(field<QLineEdit>(u"keep"_s), u"3"_s);
    auto *archives = field<QComboBox>(u"unpack"_s);
    QCOMPARE(archives->currentText(), u"stay as they are"_s);
    QTest::keyClick(archives, Qt::Key_End);
    QCOMPARE(archives->currentText(), u"are unpacked, and kept"_s);
    field<QCheckBox>(u"allow-empty"_s)->setChecked(true);
    QVERIFY(save->isEnabled());
    QTest::mouseClick(save, Qt::LeftButton);
    QTRY_VERIFY(shows(u"Saved"_s));
    const Binding binding = m_world->binding(shipments);
    QCOMPARE(binding.policy, u"daily@06:30"_s);
    QCOMPARE(binding.include, (QStringList{u"*.csv"_s, u"**/*.txt"_s}));
    QCOMPARE(binding.keep, 3);
    QCOMPARE(binding.unpack, Unpack::Keep);
    QVERIFY(binding.allowEmpty);
    QTRY_VERIFY(!save->isEnabled());

    field<QCheckBox>(u"allow-empty"_s)->setChecked(false);
    policy->clear();
    QTest::mouseClick(save, Qt::LeftButton);
    QTRY_COMPARE(m_world->binding(shipments).policy, u"daily"_s);
    QVERIFY(!m_world->binding(shipments).allowEmpty);
    QTRY_VERIFY(shows(u"Saved"_s));

    QTest::keyClicks(policy, u"manual"_s);
    QTest::mouseClick(named<QPushButton>(u"Revert"_s), Qt::LeftButton);
    QCOMPARE(policy->text(), QString());
}

void datasetsdetails_test::explainsMistakesAtTheirField()
{
    tell();
    openTab(u"Binding"_s);
    auto *keep = field<QLineEdit>(u"keep"_s);
    QTRY_VERIFY(!field<QLineEdit>(u"url"_s)->text().isEmpty());
    QTest::keyClicks(keep, u"many"_s);
    const auto mistakeAt = [](const QWidget *editor) {
        for (auto *label : editor->parentWidget()->findChildren<QLabel *>()) {
            if (label->isVisible() && label->property("ink") == u"bad"_s)
                return label->text();
        }
        return QString();
    };
    QVERIFY2(mistakeAt(keep).startsWith(u"keep cannot be \"many\""_s), qPrintable(mistakeAt(keep)));
    QVERIFY(!named<QPushButton>(u"Save"_s)->isEnabled());
    QVERIFY(QAccessible::queryAccessibleInterface(keep)->text(QAccessible::Description).contains(u"many"_s));
    keep->clear();
    QCOMPARE(mistakeAt(keep), QString());

    auto *url = field<QLineEdit>(u"url"_s);
    url->setText(u"nosuch://place"_s);
    QVERIFY(!mistakeAt(url).isEmpty());
    QVERIFY(!named<QPushButton>(u"Save"_s)->isEnabled());
}

void datasetsdetails_test::keepsWhatIsBeingEditedWhenAnotherProcessChangesIt()
{
    tell();
    openTab(u"Binding"_s);
    QTRY_VERIFY(!field<QLineEdit>(u"url"_s)->text().isEmpty());
    QTest::keyClicks(field<QLineEdit>(u"keep"_s), u"5"_s);
    const auto set = setKeys(m_world->services(), *DatasetName::parse(shipments),
                             {{u"policy"_s, u"manual"_s}, {u"keep"_s, u"9"_s}});
    VERIFY_VALUE(set);
    tell();
    QTRY_COMPARE(field<QLineEdit>(u"policy"_s)->text(), u"manual"_s);
    QCOMPARE(field<QLineEdit>(u"keep"_s)->text(), u"5"_s);
    QTest::mouseClick(named<QPushButton>(u"Save"_s), Qt::LeftButton);
    QTRY_COMPARE(m_world->binding(shipments).keep, 5);
    QCOMPARE(m_world->binding(shipments).policy, u"manual"_s);
}

void datasetsdetails_test::opensEachTabByItsKey()
{
    tell();
    const auto *tabs = m_page->findChild<QTabBar *>();
    for (const auto &[key, title] : {std::pair{Qt::Key_B, u"&Binding"_s},
                                     {Qt::Key_T, u"Ac&tivity"_s},
                                     {Qt::Key_S, u"&Snapshots"_s},
                                     {Qt::Key_F, u"&Files"_s},
                                     {Qt::Key_W, u"&What changed"_s}}) {
        QTest::keyClick(m_page.get(), key, Qt::AltModifier);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), title);
    }
}

void datasetsdetails_test::keepsUnsavedEditsWhileAnotherDatasetIsShown()
{
    (void)m_world->store.add(u"acme/orders"_s);
    tell();
    openTab(u"Binding"_s);
    auto *keep = field<QLineEdit>(u"keep"_s);
    auto *url = field<QLineEdit>(u"url"_s);
    const auto *tabs = m_page->findChild<QTabBar *>();
    QTRY_VERIFY(!url->text().isEmpty());
    QTest::keyClicks(keep, u"5"_s);
    QTest::keyClicks(field<QLineEdit>(u"recheck"_s), u"soon"_s); // a mistake waits too
    QCOMPARE(plain(tabs->tabText(tabs->currentIndex())), u"Binding •"_s);

    m_page->showDataset(*DatasetName::parse(u"acme/orders"));
    QTRY_VERIFY(!url->text().isEmpty());
    QCOMPARE(keep->text(), QString());
    QCOMPARE(plain(tabs->tabText(tabs->currentIndex())), u"Binding"_s);
    QVERIFY(!named<QPushButton>(u"Save"_s)->isEnabled());

    m_page->showDataset(*DatasetName::parse(shipments));
    QTRY_COMPARE(keep->text(), u"5"_s);
    QCOMPARE(plain(tabs->tabText(tabs->currentIndex())), u"Binding •"_s);
    QVERIFY(shows(u"Edited before, and not saved yet"_s));
    QVERIFY(!named<QPushButton>(u"Save"_s)->isEnabled());
    field<QLineEdit>(u"recheck"_s)->clear();
    QTest::mouseClick(named<QPushButton>(u"Save"_s), Qt::LeftButton);
    QTRY_COMPARE(m_world->binding(shipments).keep, 5);
    QCOMPARE(m_world->binding(u"acme/orders"_s).keep, Binding().keep);
    QTRY_COMPARE(plain(tabs->tabText(tabs->currentIndex())), u"Binding"_s);
}

void datasetsdetails_test::whatIsSavedWhileAnotherDatasetIsShownIsNoEdit()
{
    (void)m_world->store.add(u"acme/orders"_s);
    tell();
    openTab(u"Binding"_s);
    auto *keep = field<QLineEdit>(u"keep"_s);
    auto *url = field<QLineEdit>(u"url"_s);
    QTRY_VERIFY(!url->text().isEmpty());
    QTest::keyClicks(keep, u"5"_s);
    QCOMPARE(m_page->unsavedBindings(), QList{*DatasetName::parse(shipments)});
    QSignalSpy saved(m_page.get(), &DatasetsPage::homeChanged);
    QTest::mouseClick(named<QPushButton>(u"Save"_s), Qt::LeftButton);
    m_page->showDataset(*DatasetName::parse(u"acme/orders")); // before the answer
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(m_world->binding(shipments).keep, 5);
    QCOMPARE(m_page->unsavedBindings(), QList<DatasetName>());
    m_page->showDataset(*DatasetName::parse(shipments));
    QTRY_COMPARE(keep->text(), u"5"_s);
    QVERIFY(!shows(u"Edited before, and not saved yet"_s));
}

void datasetsdetails_test::forgetsUnsavedEditsOfADatasetThatIsGone()
{
    (void)m_world->store.add(u"acme/orders"_s);
    tell();
    openTab(u"Binding"_s);
    auto *keep = field<QLineEdit>(u"keep"_s);
    auto *url = field<QLineEdit>(u"url"_s);
    QTRY_VERIFY(!url->text().isEmpty());
    QTest::keyClicks(keep, u"5"_s);
    m_page->showDataset(*DatasetName::parse(u"acme/orders"));
    QTRY_VERIFY(!url->text().isEmpty());
    m_model->takeRows({.gone = {*DatasetName::parse(shipments)}});
    m_model->takeRows(m_world->told()); // one of the same name
    m_page->showDataset(*DatasetName::parse(shipments));
    QTRY_VERIFY(!url->text().isEmpty());
    QCOMPARE(keep->text(), QString());
}

void datasetsdetails_test::showsNothingOfADatasetThatIsSearchedAway()
{
    (void)m_world->store.add(u"acme/orders"_s);
    tell();
    openTab(u"Binding"_s);
    auto *keep = field<QLineEdit>(u"keep"_s);
    QTRY_VERIFY(!field<QLineEdit>(u"url"_s)->text().isEmpty());
    QTest::keyClicks(keep, u"5"_s);
    auto *search = named<QLineEdit>(u"Search customers, datasets and sources"_s);
    QTest::keyClicks(search, u"orders"_s);
    QTRY_VERIFY(shows(u"no dataset selected"_s));
    QVERIFY(!m_page->findChild<DetailsPanel *>()->dataset());
    QTest::keyClick(search, Qt::Key_Escape); // back, with what was being edited
    QTRY_COMPARE(keep->text(), u"5"_s);
    QVERIFY(shows(u"acme / shipments · https://example.org/data/"_s));
}

void datasetsdetails_test::offersWhatHelpsAFailingDataset()
{
    fetch({{"a.csv", "1"}}, morning - 48h);
    const auto failed = m_world->folder(shipments).changeRecord(
        [](Record &record) {
            record.lastLook =
                Look{.startedAt = morning,
                     .endedAt = morning,
                     .error = Error{ErrorKind::NotFound, u"there is nothing at that address"_s, {}, {}},
                     .failuresInARow = 2};
        },
        morning);
    VERIFY_VALUE(failed);
    tell();
    QSignalSpy refreshed(m_page.get(), &DatasetsPage::refreshRequested);
    QTRY_VERIFY(named<QPushButton>(u"Try again"_s));
    QTest::mouseClick(named<QPushButton>(u"Try again"_s), Qt::LeftButton);
    QCOMPARE(refreshed.size(), 1);
    QTest::mouseClick(named<QPushButton>(u"Edit the binding"_s), Qt::LeftButton);
    QVERIFY(field<QLineEdit>(u"url"_s)->isVisible());
}

void datasetsdetails_test::saysInItsRowThatARefreshFailedWhileItIsFresh()
{
    fetch({{"a.csv", "1"}}, morning);
    const auto failed = m_world->folder(shipments).changeRecord(
        [](Record &record) {
            record.lastLook = Look{.startedAt = morning + 1h,
                                   .endedAt = morning + 1h,
                                   .error = Error{ErrorKind::Network, u"the source is down"_s, {}, {}},
                                   .failuresInARow = 1};
        },
        morning + 1h);
    VERIFY_VALUE(failed);
    tell();
    const QString words = u"the look of today 12:00 failed: the source is down; confirmed today 11:00; fresh "
                          "until tomorrow 00:00"_s;
    const QModelIndex row = m_page->findChild<DatasetsView *>()->currentIndex();
    QCOMPARE(row.siblingAtColumn(DatasetsModel::StateColumn).data().toString(), u"Fresh · failing"_s);
    QCOMPARE(row.siblingAtColumn(DatasetsModel::BecauseColumn).data().toString(), words);
    QVERIFY(row.data(DatasetsModel::TroubleRole).toBool());
    QTRY_VERIFY(named<QPushButton>(u"Try again"_s)); // the details offer what helps
    QVERIFY(shows(words));
}

void datasetsdetails_test::everyControlHasAName()
{
    fetch({{"a.csv", "1"}}, morning - 24h);
    fetch({{"a.csv", "22"}}, morning);
    tell();
    for (const QString &tab : {u"What changed"_s, u"Files"_s, u"Snapshots"_s, u"Activity"_s, u"Binding"_s}) {
        openTab(tab);
        QCoreApplication::processEvents();
        for (auto *widget : m_page->findChildren<QWidget *>()) {
            const bool isControl = qobject_cast<QAbstractButton *>(widget)
                || qobject_cast<QLineEdit *>(widget) || qobject_cast<QPlainTextEdit *>(widget)
                || qobject_cast<QTreeView *>(widget) || qobject_cast<QTableView *>(widget);
            if (!isControl || !widget->isVisible())
                continue;
            const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(),
                     qPrintable(tab + u": "_s + QString::fromLatin1(widget->metaObject()->className()) + u' '
                                + widget->objectName()));
        }
    }
}

QTEST_MAIN(datasetsdetails_test)
#include "datasetsdetails_test.moc"

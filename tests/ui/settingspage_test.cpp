#include "core/store/move.h"
#include "tests/support/expect.h"
#include "tests/support/pageworld.h"
#include "tests/support/widgets.h"
#include "ui/dialogs/credentialsdialog.h"
#include "ui/pages/settingspage.h"
#include "ui/sizespinbox.h"

#include <QCheckBox>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTimeEdit>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

class settingspage_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void writesEachChangeAtOnce();
    void doesNotUndoWhatAnotherProcessChanged();
    void showsWhatAnotherProcessChanged();
    void keepsQuietHours();
    void refusesQuietHoursWithoutAnEnd();
    void saysThatAChangeCannotBeKept();
    void writesWhatCouldNotBeKeptOnceItCan();
    void writesWhatWasChangedJustBeforeTheEnd();
    void startsWithTheSession();
    void movesTheStore();
    void followsAMoveByAnotherProcess();
    void saysWhyTheStoreCannotBeMoved();
    void opensTheCredentials();
    void tabGoesAsTheEyeDoes();
    void everyControlHasAName();

private:
    std::unique_ptr<PageWorld> m_world;
    std::unique_ptr<SettingsPage> m_page;
};

void settingspage_test::init()
{
    m_world = std::make_unique<PageWorld>();
    m_page = std::make_unique<SettingsPage>(m_world->services());
    m_page->resize(1000, 900);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void settingspage_test::cleanup()
{
    m_page.reset();
    m_world.reset();
}

void settingspage_test::writesEachChangeAtOnce()
{
    QSignalSpy budgets(m_page.get(), &SettingsPage::budgetWanted);
    auto *budget = named<SizeSpinBox>(*m_page, u"Budget"_s);
    budget->setFocus();
    budget->selectAll();
    QTest::keyClicks(budget, u"20 GB"_s);
    QTest::keyClick(budget, Qt::Key_Return);
    QCOMPARE(budgets.size(), 1); // whoever knows what is stored puts it in force
    QCOMPARE(budgets[0][0].value<std::optional<qint64>>(), 20'000'000'000);

    auto *atOnce = named<QSpinBox>(*m_page, u"Datasets at once"_s);
    atOnce->setFocus();
    QTest::keyClick(atOnce, Qt::Key_Up);
    QTRY_COMPARE(m_world->kept.kept().concurrency, 5);

    auto *bandwidth = named<SizeSpinBox>(*m_page, u"Bandwidth"_s);
    bandwidth->setFocus();
    bandwidth->selectAll();
    QTest::keyClicks(bandwidth, u"5 MB/s"_s);
    QTest::keyClick(bandwidth, Qt::Key_Return);
    QTRY_COMPARE(m_world->kept.kept().bandwidthBytesPerSecond, 5'000'000);

    auto *metered = named<QComboBox>(*m_page, u"On a metered network"_s);
    metered->setFocus();
    QTest::keyClick(metered, Qt::Key_End);
    QTRY_COMPARE(m_world->kept.kept().onMetered, BackgroundRule::Nothing);

    auto *closing = named<QComboBox>(*m_page, u"Closing the window"_s);
    closing->setFocus();
    QTest::keyClick(closing, Qt::Key_End);
    QTRY_COMPARE(m_world->kept.kept().onClose, CloseRule::Quit);

    auto *theme = named<QComboBox>(*m_page, u"Colours"_s);
    theme->setFocus();
    QTest::keyClick(theme, Qt::Key_End);
    QTRY_COMPARE(m_world->kept.kept().theme, Theme::Dark);

    QSignalSpy changed(&m_world->settings, &SettingsKeeper::changed);
    click(*button(*m_page, u"When a customer uploads again on the same day, or after my report"_s));
    QCOMPARE(changed.size(), 1);
    QTRY_VERIFY(!m_world->kept.kept().notifiesOfReuploads);
}

void settingspage_test::doesNotUndoWhatAnotherProcessChanged()
{
    QTRY_COMPARE(m_world->kept.kept(), Settings());
    m_world->kept.keep({.bandwidthBytesPerSecond = 7'000'000});
    auto *atOnce = named<QSpinBox>(*m_page, u"Datasets at once"_s);
    QTest::keyClick(atOnce, Qt::Key_Up);
    QTRY_COMPARE(m_world->kept.kept().concurrency, 5);
    QCOMPARE(m_world->kept.kept().bandwidthBytesPerSecond, 7'000'000);
    QTRY_COMPARE(named<SizeSpinBox>(*m_page, u"Bandwidth"_s)->bytes(), 7'000'000);
}

void settingspage_test::showsWhatAnotherProcessChanged()
{
    m_world->kept.keep({.concurrency = 9});
    m_page->hide();
    m_page->show();
    QTRY_COMPARE(named<QSpinBox>(*m_page, u"Datasets at once"_s)->value(), 9);
}

void settingspage_test::keepsQuietHours()
{
    auto *from = named<QTimeEdit>(*m_page, u"Quiet hours begin"_s);
    QVERIFY(!from->isEnabled());
    named<QCheckBox>(*m_page, u"Keep quiet hours"_s)->click();
    QVERIFY(from->isEnabled());
    QTRY_COMPARE(m_world->kept.kept().quietHours, (QuietHours{QTime(22, 0), QTime(7, 0)}));
    from->setFocus();
    QTest::keyClick(from, Qt::Key_Up);
    QTRY_COMPARE(m_world->kept.kept().quietHours, (QuietHours{QTime(23, 0), QTime(7, 0)}));
    named<QCheckBox>(*m_page, u"Keep quiet hours"_s)->click();
    QTRY_VERIFY(!m_world->kept.kept().quietHours);
}

void settingspage_test::refusesQuietHoursWithoutAnEnd()
{
    named<QCheckBox>(*m_page, u"Keep quiet hours"_s)->click();
    QTRY_VERIFY(m_world->kept.kept().quietHours);
    named<QTimeEdit>(*m_page, u"Quiet hours end"_s)->setTime({22, 0});
    QVERIFY2(shows(*m_page, u"begin and end at the same time"_s), wordsOn(*m_page));
    QCOMPARE(m_world->settings.settings().quietHours, (QuietHours{QTime(22, 0), QTime(7, 0)}));
    named<QTimeEdit>(*m_page, u"Quiet hours end"_s)->setTime({6, 0});
    QVERIFY2(!shows(*m_page, u"begin and end at the same time"_s), wordsOn(*m_page));
    QTRY_COMPARE(m_world->kept.kept().quietHours, (QuietHours{QTime(22, 0), QTime(6, 0)}));
}

void settingspage_test::saysThatAChangeCannotBeKept()
{
    m_world->kept.breakDisk();
    QTest::keyClick(named<QSpinBox>(*m_page, u"Datasets at once"_s), Qt::Key_Up);
    QTRY_VERIFY2(shows(*m_page, u"The change holds until Larder ends: cannot write the settings"_s),
                 wordsOn(*m_page));
    auto *autostart = button(*m_page, u"Start in the tray when I log in"_s);
    QTRY_VERIFY(autostart->isEnabled());
    autostart->click();
    QTRY_VERIFY2(shows(*m_page, u"cannot write the autostart file"_s), wordsOn(*m_page));
    QVERIFY(!autostart->isChecked());
}

void settingspage_test::writesWhatCouldNotBeKeptOnceItCan()
{
    m_world->kept.breakDisk();
    auto *atOnce = named<QSpinBox>(*m_page, u"Datasets at once"_s);
    atOnce->setFocus();
    QTest::keyClick(atOnce, Qt::Key_Up);
    QTRY_VERIFY2(shows(*m_page, u"The change holds until Larder ends"_s), wordsOn(*m_page));
    m_page->hide();
    m_page->show(); // reads them again
    QSignalSpy failed(&m_world->settings, &SettingsKeeper::saveFailed);
    click(*button(*m_page, u"Try again"_s));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(atOnce->value(), 5);

    m_world->kept.mendDisk();
    auto *metered = named<QComboBox>(*m_page, u"On a metered network"_s);
    metered->setFocus();
    QTest::keyClick(metered, Qt::Key_End);
    QTRY_COMPARE(m_world->kept.kept().onMetered, BackgroundRule::Nothing);
    QCOMPARE(m_world->kept.kept().concurrency, 5);
    QTRY_VERIFY(!button(*m_page, u"Try again"_s));
    QCOMPARE(atOnce->value(), 5);
}

void settingspage_test::writesWhatWasChangedJustBeforeTheEnd()
{
    QTRY_COMPARE(m_world->kept.kept(), Settings());
    m_world->settings.change([](Settings &settings) { settings.concurrency = 7; });
    m_world->settings.change([](Settings &settings) { settings.theme = Theme::Dark; }); // waits for the first
    QVERIFY(m_world->tasks.shutDown(30s, 30s));
    m_world->settings.saveRest();
    QVERIFY(m_world->tasks.shutDown(30s, 30s));
    QCOMPARE(m_world->kept.kept().concurrency, 7);
    QCOMPARE(m_world->kept.kept().theme, Theme::Dark);
}

void settingspage_test::startsWithTheSession()
{
    auto *autostart = button(*m_page, u"Start in the tray when I log in"_s);
    QTRY_VERIFY(autostart->isEnabled());
    autostart->click();
    QVERIFY2(!autostart->isEnabled(), "a second wish would race with the first");
    QTRY_VERIFY(autostart->isEnabled());
    QVERIFY(m_world->kept.startsWithSession());
    QVERIFY(autostart->isChecked());
    autostart->click();
    QTRY_VERIFY(!m_world->kept.startsWithSession());
}

void settingspage_test::movesTheStore()
{
    const DatasetFolder folder = m_world->store.add(u"acme/shipments"_s);
    const auto id = m_world->store.fetch(folder, {{"a", "hello"}}, morning);
    VERIFY_VALUE(id);
    click(*button(*m_page, u"Move the store"_s));
    auto *place = named<QLineEdit>(*m_page, u"Folder for the store"_s);
    QVERIFY(place);
    const QString target = m_world->store.path() + u"/other disk/larder"_s;
    write(*place, target);
    QSignalSpy moved(m_page.get(), &SettingsPage::storeMoved);
    QTest::keyClick(place, Qt::Key_Return);
    QTRY_COMPARE(moved.size(), 1);
    QVERIFY2(shows(*m_page, u"moved to "_s + target), wordsOn(*m_page));
    QCOMPARE(m_world->store.home().storeRoot(), target);
    QCOMPARE(contentOf(folder.snapshotPath(*id) + u"/a"_s), "hello");
    QVERIFY2(shows(*m_page, target), wordsOn(*m_page));
}

void settingspage_test::followsAMoveByAnotherProcess()
{
    QSignalSpy read(&m_world->watch, &HomeWatch::readSucceeded);
    m_world->watch.start(50ms);
    QTRY_COMPARE(read.size(), 1);
    const QString before = m_world->store.home().storeRoot();
    QTRY_VERIFY2(shows(*m_page, before), wordsOn(*m_page));
    const QString target = m_world->store.path() + u"/other disk/larder"_s;
    const auto elsewhere = Home::open(m_world->store.roots()); // as `larder config store=…` opens it
    VERIFY_VALUE(elsewhere);
    VERIFY_VALUE(moveStore(*elsewhere, target, 10s, morning, {}, {}));
    QTRY_VERIFY2_WITH_TIMEOUT(shows(*m_page, target), wordsOn(*m_page), 2s);
    QVERIFY2(!shows(*m_page, before), wordsOn(*m_page));
}

void settingspage_test::saysWhyTheStoreCannotBeMoved()
{
    click(*button(*m_page, u"Move the store"_s));
    auto *place = named<QLineEdit>(*m_page, u"Folder for the store"_s);
    write(*place, u"here"_s);
    QTest::keyClick(place, Qt::Key_Return);
    QVERIFY2(shows(*m_page, u"Write the whole path"_s), wordsOn(*m_page));
    write(*place, m_world->exports(u"full"_s, {{"a", "1"}}));
    QTest::keyClick(place, Qt::Key_Return);
    QTRY_VERIFY2(shows(*m_page, u"is not empty"_s), wordsOn(*m_page));
    QVERIFY(place->isEnabled());
}

void settingspage_test::opensTheCredentials()
{
    click(*button(*m_page, u"Credentials…"_s));
    auto *dialog = m_page->findChild<CredentialsDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QTRY_VERIFY(named<QLineEdit>(*dialog, u"Name of the credentials"_s));
}

void settingspage_test::tabGoesAsTheEyeDoes()
{
    named<QCheckBox>(*m_page, u"Keep quiet hours"_s)->click();
    QCOMPARE(tabAgainstTheEye(*m_page), QByteArray());
}

void settingspage_test::everyControlHasAName()
{
    click(*button(*m_page, u"Move the store"_s));
    QCOMPARE(namelessControl(*m_page), QByteArray());
}

QTEST_MAIN(settingspage_test)
#include "settingspage_test.moc"

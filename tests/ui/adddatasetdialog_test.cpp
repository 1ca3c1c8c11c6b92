#include "tests/contract/gcsstore.h"
#include "tests/contract/s3store.h"
#include "tests/support/expect.h"
#include "tests/support/pageworld.h"
#include "tests/support/testserver.h"
#include "tests/support/widgets.h"
#include "ui/dialogs/adddatasetdialog.h"
#include "ui/dialogs/credentialsdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QToolButton>

using namespace larder;
using namespace larder::test;

class adddatasetdialog_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void bindsAFolderForANewCustomer();
    void showsWhatAWebServerHas();
    void asksAgainWhenTheAddressChanges();
    void addsToAKnownCustomer();
    void suggestsNoUnrelatedCustomer();
    void suggestionsFollowTheAddressUntilSomebodyWrites();
    void saysWhatAddStillNeeds();
    void saysThatANameIsTooLong();
    void saysThatNothingIsThereYet();
    void keepsAMistakeInSight();
    void saysWhatIsWrongAtItsField_data();
    void saysWhatIsWrongAtItsField();
    void letsAddWhatCannotBeAskedNow();
    void refusesWhatExistsAlready();
    void keepsTheNewCustomerAndItsZoneAfterARefusal();
    void takesOptionsIntoTheBinding();
    void bindsABucketWithAProfileOfThisMachine();
    void bindsABucketByAName();
    void bindsABucketOfGoogleWithAConfigurationOfGcloud();
    void bindsARemoteOfThisMachinesRclone();
    void runsACommandOnlyWhenAPersonSaysSo();
    void saysAMistakeInAnOption();
    void saysThatADayHasNoUploadYet();
    void offersTheSampleWhileNothingIsWritten();
    void tabGoesAsTheEyeDoes();
    void everyControlHasAName();
    void closesWithoutWaitingForASlowSource();

private:
    void openAnew();
    [[nodiscard]] QLineEdit &field(const QString &name);
    void writeLines(const QString &name, const QString &lines);
    [[nodiscard]] bool isAddPossible()
    {
        return button(*m_dialog, u"Add"_s) && button(*m_dialog, u"Add"_s)->isEnabled();
    }

    std::unique_ptr<PageWorld> m_world;
    QPointer<AddDatasetDialog> m_dialog;
};

void adddatasetdialog_test::init()
{
    m_world = std::make_unique<PageWorld>();
    openAnew();
}

/// With what the home knows by now.
void adddatasetdialog_test::openAnew()
{
    delete m_dialog;
    m_dialog = new AddDatasetDialog(m_world->services());
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void adddatasetdialog_test::cleanup()
{
    delete m_dialog;
    m_world.reset();
}

QLineEdit &adddatasetdialog_test::field(const QString &name)
{
    auto *found = named<QLineEdit>(*m_dialog, name);
    if (!found)
        qFatal("no field %s; there are %s", qPrintable(name), wordsOn(*m_dialog).constData());
    return *found;
}

void adddatasetdialog_test::writeLines(const QString &name, const QString &lines)
{
    auto *found = named<QPlainTextEdit>(*m_dialog, name);
    if (!found)
        qFatal("no field %s", qPrintable(name));
    found->setPlainText(lines);
}

void adddatasetdialog_test::bindsAFolderForANewCustomer()
{
    const QString folder = m_world->exports(u"shipments"_s, {{"a.csv", "1,2\n"}, {"b.csv", "3,4\n"}});
    write(field(u"Address of the data"_s), folder);
    QTRY_VERIFY2(shows(*m_dialog, u"Found 2 files · 8 bytes"_s), wordsOn(*m_dialog));
    QVERIFY2(shows(*m_dialog, u"a.csv · 4 bytes"_s), wordsOn(*m_dialog));
    QCOMPARE(field(u"Name of the dataset"_s).text(), u"shipments"_s);
    QVERIFY(!isAddPossible());
    write(field(u"Display name of the new customer"_s), u"Acme Textiles"_s);
    QCOMPARE(field(u"Short name of the new customer"_s).text(), u"acme-textiles"_s);
    write(field(u"Short name of the new customer"_s), u"acme"_s);
    QTRY_VERIFY(isAddPossible());
    QSignalSpy added(m_dialog, &AddDatasetDialog::added);
    click(*button(*m_dialog, u"Add"_s));
    QTRY_COMPARE(added.size(), 1);
    QVERIFY(!m_dialog || !m_dialog->isVisible());
    const auto customer = m_world->store.home().customer(u"acme"_s);
    VERIFY_VALUE(customer);
    QCOMPARE((*customer)->displayName, u"Acme Textiles"_s);
    const auto binding = m_world->store.home().dataset({u"acme"_s, u"shipments"_s}).binding();
    VERIFY_VALUE(binding);
    QCOMPARE(binding->url, folder);
    QCOMPARE(binding->policy, u"daily"_s);
    QCOMPARE(binding->zone, (*customer)->zone);
    QVERIFY(!binding->hasOwnZone);
}

void adddatasetdialog_test::showsWhatAWebServerHas()
{
    const FaultyServer server;
    server.put(u"daily/a.csv"_s, "1,2\n");
    write(field(u"Address of the data"_s), QString::fromLatin1(server.url("/daily/")));
    QTRY_VERIFY2(shows(*m_dialog, u"Found 1 file"_s), wordsOn(*m_dialog));
    QVERIFY2(shows(*m_dialog, u"a.csv"_s), wordsOn(*m_dialog));
}

void adddatasetdialog_test::asksAgainWhenTheAddressChanges()
{
    const QString one = m_world->exports(u"one"_s, {{"a.csv", "1"}});
    const QString two = m_world->exports(u"two"_s, {{"a.csv", "1"}, {"b.txt", "2"}});
    write(field(u"Address of the data"_s), one);
    QTRY_VERIFY2(shows(*m_dialog, u"Found 1 file"_s), wordsOn(*m_dialog));
    write(field(u"Address of the data"_s), two);
    QVERIFY2(!shows(*m_dialog, u"Found 1 file"_s), "what is shown belongs to another address");
    QTRY_VERIFY2(shows(*m_dialog, u"Found 2 files"_s), wordsOn(*m_dialog));
    writeLines(u"Only files like"_s, u"*.csv"_s);
    QTRY_VERIFY2(shows(*m_dialog, u"Found 1 file"_s), wordsOn(*m_dialog));
}

void adddatasetdialog_test::addsToAKnownCustomer()
{
    VERIFY_VALUE(m_world->store.home().saveCustomer({u"acme"_s, u"Acme Textiles"_s, "America/New_York"}));
    openAnew();
    auto *customers = named<QComboBox>(*m_dialog, u"Customer"_s);
    QTRY_VERIFY2((customers = named<QComboBox>(*m_dialog, u"Customer"_s)), wordsOn(*m_dialog));
    QCOMPARE(customers->itemText(0), u"Acme Textiles (acme)"_s);
    customers->setFocus();
    QTest::keyClick(customers, Qt::Key_Home);
    QVERIFY(!named<QLineEdit>(*m_dialog, u"Display name of the new customer"_s));
    QVERIFY2(shows(*m_dialog, u"America/New_York"_s), wordsOn(*m_dialog));
    write(field(u"Address of the data"_s), m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    QSignalSpy added(m_dialog, &AddDatasetDialog::added);
    QTRY_VERIFY(isAddPossible());
    click(*button(*m_dialog, u"Add"_s));
    QTRY_COMPARE(added.size(), 1);
    const auto binding = m_world->store.home().dataset({u"acme"_s, u"orders"_s}).binding();
    VERIFY_VALUE(binding);
    QCOMPARE(binding->zone, "America/New_York");
}

void adddatasetdialog_test::suggestsNoUnrelatedCustomer()
{
    VERIFY_VALUE(m_world->store.home().saveCustomer({u"acme"_s, u"Acme"_s, "Europe/Paris"}));
    openAnew();
    QComboBox *customers = nullptr;
    QTRY_VERIFY((customers = named<QComboBox>(*m_dialog, u"Customer"_s)));
    QCOMPARE(customers->currentText(), u"A new customer…"_s);
    write(field(u"Address of the data"_s), u"https://exports.acme.example/"_s);
    QCOMPARE(customers->currentText(), u"Acme (acme)"_s);
    write(field(u"Address of the data"_s), m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    QCOMPARE(customers->currentText(), u"A new customer…"_s);
    QCOMPARE(field(u"Display name of the new customer"_s).text(), QString());
    QVERIFY(named<QComboBox>(*m_dialog, u"Time zone of the new customer"_s));
}

void adddatasetdialog_test::suggestionsFollowTheAddressUntilSomebodyWrites()
{
    QLineEdit &address = field(u"Address of the data"_s);
    QLineEdit &dataset = field(u"Name of the dataset"_s);
    QLineEdit &customer = field(u"Display name of the new customer"_s);
    write(address, u"https://exports.acme.example/shipments/"_s);
    QCOMPARE(dataset.text(), u"shipments"_s);
    QCOMPARE(customer.text(), u"Acme"_s);
    write(address, u"https://exports.globex.example/invoices/"_s);
    QCOMPARE(dataset.text(), u"invoices"_s);
    QCOMPARE(customer.text(), u"Globex"_s);
    write(address, u"htp:/globex"_s); // no address: nothing of the one before is left
    QCOMPARE(dataset.text(), QString());
    QCOMPARE(customer.text(), QString());
    write(address, u"https://exports.globex.example/invoices/"_s);
    write(dataset, u"bills"_s);
    write(dataset, u"invoices"_s); // thought better of it: the suggestion again
    write(address, u"https://exports.globex.example/orders/"_s);
    QCOMPARE(dataset.text(), u"orders"_s);
    write(dataset, u"mine"_s);
    write(customer, u"Globex Corp"_s);
    write(address, u"https://exports.acme.example/shipments/"_s);
    QCOMPARE(dataset.text(), u"mine"_s);
    QCOMPARE(customer.text(), u"Globex Corp"_s);
}

void adddatasetdialog_test::saysThatANameIsTooLong()
{
    write(field(u"Address of the data"_s), m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    for (const QString &name : {u"Name of the dataset"_s, u"Short name of the new customer"_s}) {
        write(field(name), QString(64, u'a'));
        QTRY_VERIFY2(isAddPossible(), wordsOn(*m_dialog));
        write(field(name), QString(70, u'a'));
        QVERIFY2(shows(*m_dialog, u"At most 64 characters; these are 70."_s), wordsOn(*m_dialog));
        QVERIFY(field(name).property("mistaken").toBool());
        QVERIFY(!isAddPossible());
        write(field(name), u"good"_s);
    }
}

void adddatasetdialog_test::saysWhatAddStillNeeds()
{
    write(field(u"Address of the data"_s), m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    QVERIFY(!isAddPossible());
    QVERIFY2(shows(*m_dialog, u"Needed: how the customer is called."_s), wordsOn(*m_dialog));
    field(u"Display name of the new customer"_s).setText(u"株式会社"_s); // no slug comes of it
    QVERIFY2(!shows(*m_dialog, u"Needed: how the customer"_s), wordsOn(*m_dialog));
    QVERIFY2(shows(*m_dialog, u"such as acme"_s), wordsOn(*m_dialog));
    write(field(u"Short name of the new customer"_s), u"kabu"_s);
    QVERIFY(isAddPossible());
    write(field(u"Name of the dataset"_s), u""_s);
    QVERIFY(!isAddPossible());
    QVERIFY2(shows(*m_dialog, u"such as shipments"_s), wordsOn(*m_dialog));
    QVERIFY(!field(u"Name of the dataset"_s).property("mistaken").toBool());
}

void adddatasetdialog_test::saysThatNothingIsThereYet()
{
    const QString folder = m_world->exports(u"orders"_s, {});
    write(field(u"Address of the data"_s), folder);
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    QTRY_VERIFY2(shows(*m_dialog, u"Nothing is there yet"_s), wordsOn(*m_dialog));
    QVERIFY(button(*m_dialog, u"Add anyway"_s));
    writeLines(u"Only files like"_s, u"*.csv"_s);
    QTRY_VERIFY2(shows(*m_dialog, u"but nothing in it matches"_s), wordsOn(*m_dialog));
    (void)m_world->exports(u"orders"_s, {{"a.csv", "1"}});
    writeLines(u"Only files like"_s, u"a*"_s);
    QTRY_VERIFY2(isAddPossible(), wordsOn(*m_dialog));
}

void adddatasetdialog_test::keepsAMistakeInSight()
{
    write(field(u"Address of the data"_s), m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    click(*button(*m_dialog, u"More options"_s));
    write(field(u"Snapshots to keep"_s), u"many"_s);
    click(*button(*m_dialog, u"More options"_s));
    QVERIFY(named<QLineEdit>(*m_dialog, u"Snapshots to keep"_s));
    write(field(u"Snapshots to keep"_s), u"3"_s);
    click(*button(*m_dialog, u"More options"_s));
    QVERIFY(!named<QLineEdit>(*m_dialog, u"Snapshots to keep"_s));
}

void adddatasetdialog_test::saysWhatIsWrongAtItsField_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("words");
    QTest::newRow("a relative path") << u"exports/daily"_s << u"neither a web address nor a whole path"_s;
    QTest::newRow("an unknown scheme") << u"gopher://acme.example/"_s << u"Nothing can be fetched by"_s;
    QTest::newRow("a password") << u"https://me:secret@acme.example/"_s << u"holds a password"_s;
    QTest::newRow("a bad placeholder") << u"https://acme.example/{month}/"_s << u"not a date placeholder"_s;
    QTest::newRow("nothing there") << u"/there/is/no/such/folder"_s << u"/there/is/no/such/folder"_s;
}

void adddatasetdialog_test::saysWhatIsWrongAtItsField()
{
    QFETCH(const QString, address);
    QFETCH(const QString, words);
    write(field(u"Address of the data"_s), address);
    QTRY_VERIFY2(shows(*m_dialog, words), wordsOn(*m_dialog));
    QVERIFY2(!shows(*m_dialog, u"secret"_s), "a password was repeated");
    QVERIFY(!isAddPossible());
}

void adddatasetdialog_test::letsAddWhatCannotBeAskedNow()
{
    write(field(u"Address of the data"_s), u"/there/is/no/such/orders"_s);
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    QTRY_VERIFY(button(*m_dialog, u"Add anyway"_s));
    QSignalSpy added(m_dialog, &AddDatasetDialog::added);
    click(*button(*m_dialog, u"Add anyway"_s));
    QTRY_COMPARE(added.size(), 1);
    QVERIFY(m_world->store.home().contains({u"acme"_s, u"orders"_s}));
}

void adddatasetdialog_test::refusesWhatExistsAlready()
{
    VERIFY_VALUE(m_world->store.home().saveCustomer({u"acme"_s, u"Acme"_s, "Europe/Paris"}));
    (void)m_world->store.add(u"acme/shipments"_s);
    openAnew();
    write(field(u"Address of the data"_s), m_world->exports(u"shipments"_s, {{"a.csv", "1"}}));
    QComboBox *customers = nullptr;
    QTRY_VERIFY((customers = named<QComboBox>(*m_dialog, u"Customer"_s)));
    customers->setCurrentIndex(0);
    QTRY_VERIFY2(shows(*m_dialog, u"acme/shipments exists already"_s), wordsOn(*m_dialog));
    QVERIFY(!isAddPossible());
    write(field(u"Name of the dataset"_s), u"Ship ments"_s);
    QVERIFY2(shows(*m_dialog, u"Small letters, digits"_s), wordsOn(*m_dialog));
    write(field(u"Name of the dataset"_s), u"returns"_s);
    QVERIFY(isAddPossible());
    customers->setCurrentIndex(1);
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    QVERIFY2(shows(*m_dialog, u"There is a customer acme already"_s), wordsOn(*m_dialog));
}

void adddatasetdialog_test::keepsTheNewCustomerAndItsZoneAfterARefusal()
{
    VERIFY_VALUE(m_world->store.home().saveCustomer({u"acme"_s, u"Acme"_s, "Europe/Paris"}));
    openAnew();
    QComboBox *customers = nullptr;
    QTRY_VERIFY((customers = named<QComboBox>(*m_dialog, u"Customer"_s)));
    customers->setFocus();
    QTest::keyClick(customers, Qt::Key_End);
    write(field(u"Display name of the new customer"_s), u"Globex"_s);
    auto *zone = named<QComboBox>(*m_dialog, u"Time zone of the new customer"_s);
    QVERIFY(zone);
    write(*zone->lineEdit(), u"UTC"_s);
    write(field(u"Address of the data"_s), m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    QTRY_VERIFY(isAddPossible());

    const QString place = m_world->store.home().data().datasetsOf(u"globex"_s) + u"/orders"_s;
    QVERIFY(QDir().mkpath(QFileInfo(place).path()));
    VERIFY_VALUE(m_world->store.home().saveCustomer({u"zulu"_s, u"Zulu"_s, "Europe/Paris"}));
    QFile inTheWay(place);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    click(*button(*m_dialog, u"Add"_s));
    QTRY_COMPARE(customers->count(), 3); // the home was asked again
    QCOMPARE(customers->currentText(), u"A new customer…"_s);
    QCOMPARE(zone->currentText(), u"UTC"_s);
    (void)inTheWay.remove(); // may have gone with the customer who was taken back

    QSignalSpy added(m_dialog, &AddDatasetDialog::added);
    QTRY_VERIFY(isAddPossible());
    click(*button(*m_dialog, u"Add"_s));
    QTRY_COMPARE(added.size(), 1);
    QVERIFY(!m_world->store.home().contains({u"acme"_s, u"orders"_s}));
    const auto customer = m_world->store.home().customer(u"globex"_s);
    VERIFY_VALUE(customer);
    QVERIFY(customer->has_value());
    QCOMPARE((*customer)->displayName, u"Globex"_s);
    QCOMPARE((*customer)->zone, "UTC");
}

void adddatasetdialog_test::takesOptionsIntoTheBinding()
{
    write(field(u"Address of the data"_s), m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    writeLines(u"Not files like"_s, u"*.tmp\n  my old files/\n"_s);
    QVERIFY(!named<QLineEdit>(*m_dialog, u"Snapshots to keep"_s));
    click(*button(*m_dialog, u"More options"_s));
    write(field(u"Snapshots to keep"_s), u"3"_s);
    QTest::keyClick(named<QComboBox>(*m_dialog, u"Archives"_s), Qt::Key_Down);
    QCOMPARE(named<QComboBox>(*m_dialog, u"Archives"_s)->currentText(), u"are unpacked, and dropped"_s);
    write(field(u"Upload expected by"_s), u"weekdays@06:00"_s);
    button(*m_dialog, u"Empty source"_s)->click();
    QSignalSpy added(m_dialog, &AddDatasetDialog::added);
    QTRY_VERIFY(isAddPossible());
    click(*button(*m_dialog, u"Add"_s));
    QTRY_COMPARE(added.size(), 1);
    const auto binding = m_world->store.home().dataset({u"acme"_s, u"orders"_s}).binding();
    VERIFY_VALUE(binding);
    QCOMPARE(binding->exclude, (QStringList{u"*.tmp"_s, u"my old files/"_s}));
    QCOMPARE(binding->keep, 3);
    QCOMPARE(binding->unpack, Unpack::Auto);
    QCOMPARE(binding->expect, u"weekdays@06:00"_s);
    QVERIFY(binding->allowEmpty);
}

void adddatasetdialog_test::bindsABucketWithAProfileOfThisMachine()
{
    S3Store store(u"moto"_s);
    S3Bucket bucket(store);
    bucket.put("daily/a.csv", "1");
    const QDir person(m_world->store.path() + u"/person/.aws"_s);
    person.mkpath(u"."_s);
    QFile file(person.filePath(u"credentials"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "[acme-prod]\naws_access_key_id = A\naws_secret_access_key = s\n[other]\naws_access_key_id = B\n");
    file.close();

    for (const auto &[name, kind, values] :
         {std::tuple(u"acme-kept"_s, CredentialKind::S3Keys,
                     CredentialValues{{u"access-key-id"_s, "A"}, {u"secret-access-key"_s, "s"}}),
          std::tuple(u"acme-web"_s, CredentialKind::WebToken, CredentialValues{{u"token"_s, "t"}})})
        VERIFY_VALUE(m_world->named.keep(name, formOf(kind), values, {}));

    write(field(u"Address of the data"_s), m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    click(*button(*m_dialog, u"More options"_s));
    for (const QString &name :
         {u"Region"_s, u"Signed in by"_s}) // of a folder: nothing that it has no use for
        QVERIFY(!named<QLineEdit>(*m_dialog, name));
    write(field(u"Address of the data"_s), u"https://exports.acme.example/daily/"_s);
    QTRY_COMPARE(field(u"Signed in by"_s).placeholderText(), u"acme-web"_s);
    write(field(u"Address of the data"_s), bucket.url() + u"daily/"_s);
    QLineEdit &profile = field(u"Signed in as profile"_s);
    QTRY_VERIFY(profile.completer());
    QCOMPARE(profile.placeholderText(), u"acme-prod, other"_s);
    QCOMPARE(field(u"Signed in by"_s).placeholderText(), u"acme-kept, acme-prod, other"_s);
    QVERIFY(named<QLineEdit>(*m_dialog, u"Region"_s));
    write(profile, u"acme-prod"_s);
    write(field(u"Another store"_s), store.endpoint());
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    QSignalSpy added(m_dialog, &AddDatasetDialog::added);
    QTRY_VERIFY(wordsOn(*m_dialog).contains("a.csv"));
    QTRY_VERIFY(isAddPossible());
    click(*button(*m_dialog, u"Add"_s));
    QTRY_COMPARE(added.size(), 1);
    const auto names = m_world->store.home().datasets();
    VERIFY_VALUE(names);
    const auto binding = m_world->store.home().dataset(names->front()).binding();
    VERIFY_VALUE(binding);
    QCOMPARE(binding->bucket, (BucketOptions{.endpoint = store.endpoint(), .profile = u"acme-prod"_s}));
}

void adddatasetdialog_test::bindsABucketByAName()
{
    S3Store store(u"moto"_s);
    S3Bucket bucket(store);
    bucket.put("daily/a.csv", "1");
    write(field(u"Address of the data"_s), bucket.url() + u"daily/"_s);
    write(field(u"Another store"_s), store.endpoint());
    write(field(u"Signed in by"_s), u"acme-kept"_s);
    QTRY_VERIFY2(shows(*m_dialog, u"no credentials \"acme-kept\", neither"_s), wordsOn(*m_dialog));
    // Kept from here, and chosen at once.
    click(*button(*m_dialog, u"Keep a sign-in in the keyring…"_s));
    auto *keeping = m_dialog->findChild<CredentialsDialog *>();
    QVERIFY(keeping);
    QTRY_VERIFY(named<QLineEdit>(*keeping, u"Name of the credentials"_s));
    write(*named<QLineEdit>(*keeping, u"Name of the credentials"_s), u"acme-kept"_s);
    write(*named<QLineEdit>(*keeping, u"Access key ID"_s), u"AKID"_s);
    write(*named<QLineEdit>(*keeping, u"Secret access key"_s), u"secret"_s);
    click(*button(*keeping, u"Save"_s));
    QTRY_COMPARE(m_world->keyring.items().size(), 1);
    QTRY_COMPARE(field(u"Signed in by"_s).placeholderText(), u"acme-kept"_s);
    click(*button(*keeping, u"Close"_s));
    write(field(u"Signed in by"_s), {});
    write(field(u"Signed in by"_s), u"acme-kept"_s);
    QTRY_VERIFY_WITH_TIMEOUT(wordsOn(*m_dialog).contains("a.csv"), 20000);
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    QSignalSpy added(m_dialog, &AddDatasetDialog::added);
    QTRY_VERIFY(isAddPossible());
    click(*button(*m_dialog, u"Add"_s));
    QTRY_COMPARE(added.size(), 1);
    const auto names = m_world->store.home().datasets();
    VERIFY_VALUE(names);
    const auto binding = m_world->store.home().dataset(names->front()).binding();
    VERIFY_VALUE(binding);
    QCOMPARE(binding->credentials, u"acme-kept"_s);
}

void adddatasetdialog_test::bindsABucketOfGoogleWithAConfigurationOfGcloud()
{
    GcsStore store;
    GcsBucket bucket(store, {{u"public"_s, true}});
    bucket.put("daily/a.csv", "1");
    const QDir person(m_world->store.path() + u"/person/.config/gcloud/configurations"_s);
    person.mkpath(u"."_s);
    for (const QString &name : {u"config_acme"_s, u"config_default"_s}) {
        QFile file(person.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    click(*button(*m_dialog, u"More options"_s));
    write(field(u"Address of the data"_s), bucket.url() + u"daily/"_s);
    QLineEdit &profile = field(u"Signed in as profile"_s);
    QTRY_VERIFY(profile.completer());
    QCOMPARE(profile.placeholderText(), u"acme, default"_s);
    QVERIFY(!named<QLineEdit>(*m_dialog, u"Region"_s)); // such a bucket has none
    // Another provider's bucket: what the form offers is not Google's any more.
    write(field(u"Address of the data"_s), u"az://acmedata/exports/daily/"_s);
    QVERIFY(!named<QCheckBox>(*m_dialog, u"Requester pays"_s));
    QCOMPARE(field(u"Signed in as profile"_s).placeholderText(), u"default"_s);
    QCOMPARE(field(u"Signed in by"_s).placeholderText(), u"acme-exports"_s);
    write(field(u"Address of the data"_s), bucket.url() + u"daily/"_s);
    QVERIFY(named<QCheckBox>(*m_dialog, u"Requester pays"_s));
    write(field(u"Another store"_s), store.endpoint());
    named<QCheckBox>(*m_dialog, u"Public bucket"_s)->setChecked(true);
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    QSignalSpy added(m_dialog, &AddDatasetDialog::added);
    QTRY_VERIFY(wordsOn(*m_dialog).contains("a.csv"));
    QTRY_VERIFY(isAddPossible());
    click(*button(*m_dialog, u"Add"_s));
    QTRY_COMPARE(added.size(), 1);
    const auto names = m_world->store.home().datasets();
    VERIFY_VALUE(names);
    const auto binding = m_world->store.home().dataset(names->front()).binding();
    VERIFY_VALUE(binding);
    QCOMPARE(binding->bucket, (BucketOptions{.endpoint = store.endpoint(), .isAnonymous = true}));
}

void adddatasetdialog_test::bindsARemoteOfThisMachinesRclone()
{
    const QFileInfo exports(m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    const QDir person(m_world->store.path() + u"/person/.config/rclone"_s);
    person.mkpath(u"."_s);
    QFile file(person.filePath(u"rclone.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[other]\ntype = memory\n\n[acme]\ntype = alias\nremote = " + exports.path().toUtf8() + '\n');
    file.close();

    const auto remotes = [this] { return named<QComboBox>(*m_dialog, u"Remote of rclone"_s); };
    QVERIFY(!remotes());
    write(field(u"Address of the data"_s), u"rclone:"_s);
    QTRY_VERIFY(remotes());
    QCOMPARE(remotes()->currentIndex(), -1);
    QCOMPARE(remotes()->itemText(0), u"acme"_s);
    QCOMPARE(remotes()->itemText(1), u"other"_s);
    QTest::keyClick(remotes(), Qt::Key_Down); // none is chosen yet: the first
    QCOMPARE(field(u"Address of the data"_s).text(), u"rclone:acme:"_s);
    write(field(u"Address of the data"_s), u"rclone:acme:orders/"_s);
    QCOMPARE(remotes()->currentText(), u"acme"_s);
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    QTRY_VERIFY(wordsOn(*m_dialog).contains("a.csv"));
    QCOMPARE(tabAgainstTheEye(*m_dialog), QByteArray());
    QCOMPARE(namelessControl(*m_dialog), QByteArray());
    if (const QByteArray picture = qgetenv("LARDER_TEST_PICTURE"); !picture.isEmpty())
        QVERIFY(m_dialog->grab().save(QString::fromLocal8Bit(picture)));
    QSignalSpy added(m_dialog, &AddDatasetDialog::added);
    QTRY_VERIFY(isAddPossible());
    click(*button(*m_dialog, u"Add"_s));
    QTRY_COMPARE(added.size(), 1);
    const auto names = m_world->store.home().datasets();
    VERIFY_VALUE(names);
    const auto binding = m_world->store.home().dataset(names->front()).binding();
    VERIFY_VALUE(binding);
    QCOMPARE(binding->url, u"rclone:acme:orders/"_s);
}

void adddatasetdialog_test::runsACommandOnlyWhenAPersonSaysSo()
{
    const QString ran = m_world->store.path() + u"/ran"_s;
    write(field(u"Address of the data"_s), m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    QVERIFY(!button(*m_dialog, u"Run it once"_s));
    QTRY_VERIFY2(shows(*m_dialog, u"Found 1 file"_s), wordsOn(*m_dialog));
    const QString line = u"echo 1 >$LARDER_OUT/b.csv; echo $LARDER_DATASET >>%1"_s.arg(ran);
    write(field(u"Address of the data"_s), u"command:"_s + line);
    QVERIFY2(shows(*m_dialog, u"A command of your own"_s), wordsOn(*m_dialog));
    QVERIFY(!button(*m_dialog, u"Choose a folder…"_s));
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    write(field(u"Name of the dataset"_s), u"orders"_s);
    QTRY_VERIFY(isAddPossible());
    // Longer than any other address is left to be written.
    QVERIFY(!QTest::qWaitFor([&] { return QFile::exists(ran); }, 1500));
    click(*button(*m_dialog, u"Run it once"_s));
    QTRY_VERIFY2(shows(*m_dialog, u"Found 1 file · 2 bytes"_s), wordsOn(*m_dialog));
    QCOMPARE(contentOf(ran), "acme/orders\n");
    write(field(u"Commands may take"_s), u"2h"_s);
    QSignalSpy added(m_dialog, &AddDatasetDialog::added);
    click(*button(*m_dialog, u"Add"_s));
    QTRY_COMPARE(added.size(), 1);
    QCOMPARE(contentOf(ran), "acme/orders\n"); // binding runs nothing
    const auto binding = m_world->store.home().dataset({u"acme"_s, u"orders"_s}).binding();
    VERIFY_VALUE(binding);
    QCOMPARE(binding->url, u"command:"_s + line);
    QCOMPARE(binding->timeLimit, std::chrono::hours(2));
}

void adddatasetdialog_test::saysAMistakeInAnOption()
{
    write(field(u"Address of the data"_s), m_world->exports(u"orders"_s, {{"a.csv", "1"}}));
    write(field(u"Display name of the new customer"_s), u"Acme"_s);
    QTRY_VERIFY(isAddPossible());
    writeLines(u"Only files like"_s, u"[a-"_s);
    QVERIFY(!isAddPossible());
    writeLines(u"Only files like"_s, u"*.csv"_s);
    QVERIFY(isAddPossible());
    click(*button(*m_dialog, u"More options"_s));
    write(field(u"Look again after"_s), u"often"_s);
    QVERIFY2(shows(*m_dialog, u"write a duration such as 15m"_s), wordsOn(*m_dialog));
    QVERIFY(!isAddPossible());
}

void adddatasetdialog_test::saysThatADayHasNoUploadYet()
{
    const QString folder = m_world->exports(u"daily"_s, {});
    write(field(u"Address of the data"_s), folder + u"/{yyyy-MM-dd}/"_s);
    QTRY_VERIFY2(shows(*m_dialog, u"Nothing there yet for"_s), wordsOn(*m_dialog));
}

void adddatasetdialog_test::offersTheSampleWhileNothingIsWritten()
{
    QSignalSpy wanted(m_dialog, &AddDatasetDialog::sampleRequested);
    QVERIFY(button(*m_dialog, u"Try with sample data"_s));
    write(field(u"Address of the data"_s), u"/x"_s);
    QVERIFY(!button(*m_dialog, u"Try with sample data"_s));
    write(field(u"Address of the data"_s), u""_s);
    click(*button(*m_dialog, u"Try with sample data"_s));
    QCOMPARE(wanted.size(), 1);
}

void adddatasetdialog_test::tabGoesAsTheEyeDoes()
{
    click(*button(*m_dialog, u"More options"_s));
    m_dialog->resize(900, 1600);
    QTRY_COMPARE(tabAgainstTheEye(*m_dialog), QByteArray());
    write(field(u"Address of the data"_s), u"/a/folder"_s); // exchanges the options
    QTRY_COMPARE(tabAgainstTheEye(*m_dialog), QByteArray());
}

void adddatasetdialog_test::everyControlHasAName()
{
    click(*button(*m_dialog, u"More options"_s));
    QCOMPARE(namelessControl(*m_dialog), QByteArray());
}

void adddatasetdialog_test::closesWithoutWaitingForASlowSource()
{
    const FaultyServer server;
    server.put(u"daily/a.csv"_s, "1,2\n");
    server.setRules({QJsonObject{{u"path"_s, u"*"_s}, {u"delay"_s, 20}}});
    write(field(u"Address of the data"_s), QString::fromLatin1(server.url("/daily/")));
    QTRY_VERIFY2(shows(*m_dialog, u"Asking what is there"_s), wordsOn(*m_dialog));
    QElapsedTimer time;
    time.start();
    click(*button(*m_dialog, u"Cancel"_s));
    QTRY_VERIFY(!m_dialog);
    m_world.reset(); // waits for its tasks
    QVERIFY2(time.elapsed() < 10'000, "the probe was not stopped");
}

QTEST_MAIN(adddatasetdialog_test)
#include "adddatasetdialog_test.moc"

#include "tests/support/expect.h"
#include "tests/support/pageworld.h"
#include "tests/support/testserver.h"
#include "tests/support/widgets.h"
#include "ui/dialogs/credentialsdialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace larder;
using namespace larder::test;

class credentialsdialog_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void beginsWithTheFirstOne();
    void keepsASecretThatNobodySees();
    void asksForTheFieldsOfTheChosenKind();
    void saysWhatCannotBeUsed();
    void exchangesASecret();
    void readsAKeyFile();
    void triesAnAddress();
    void removesAfterAQuestionThatSaysWhoUsesIt();
    void explainsALockedKeyring();
    void growsForWhatItSays();
    void tabGoesAsTheEyeDoes();
    void everyControlHasAName();

private:
    void openAnew();
    void keep(const QString &name, CredentialKind kind, const CredentialValues &values);
    void select(const QString &name);
    [[nodiscard]] QStringList rows();
    [[nodiscard]] QLineEdit &field(const QString &name);

    std::unique_ptr<PageWorld> m_world;
    QPointer<CredentialsDialog> m_dialog;
};

void credentialsdialog_test::init()
{
    m_world = std::make_unique<PageWorld>();
}

void credentialsdialog_test::cleanup()
{
    delete m_dialog;
    m_world.reset();
}

void credentialsdialog_test::openAnew()
{
    m_dialog = new CredentialsDialog(m_world->services());
    m_dialog->open();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    const qsizetype known = m_world->named.list().size();
    QTRY_COMPARE(rows().size(), known);
    if (known == 0)
        QTRY_VERIFY(named<QLineEdit>(*m_dialog, u"Name of the credentials"_s));
}

void credentialsdialog_test::keep(const QString &name, CredentialKind kind, const CredentialValues &values)
{
    VERIFY_VALUE(m_world->named.keep(name, formOf(kind), values, {}));
}

QStringList credentialsdialog_test::rows()
{
    return rowsOf(*named<QTreeWidget>(*m_dialog, u"Credentials"_s)->model());
}

void credentialsdialog_test::select(const QString &name)
{
    auto *list = named<QTreeWidget>(*m_dialog, u"Credentials"_s);
    list->setCurrentItem(list->findItems(name, Qt::MatchExactly).value(0));
}

QLineEdit &credentialsdialog_test::field(const QString &name)
{
    auto *found = named<QLineEdit>(*m_dialog, name);
    if (!found)
        qFatal("no field %s", qPrintable(name));
    return *found;
}

void credentialsdialog_test::beginsWithTheFirstOne()
{
    openAnew();
    QVERIFY(named<QLineEdit>(*m_dialog, u"Access key ID"_s));
    QVERIFY(!button(*m_dialog, u"Test…"_s)->isEnabled());
    QVERIFY(!button(*m_dialog, u"Save"_s)->isEnabled());
}

void credentialsdialog_test::keepsASecretThatNobodySees()
{
    openAnew();
    QSignalSpy names(m_dialog, &CredentialsDialog::namesChanged);
    write(field(u"Name of the credentials"_s), u"acme-exports"_s);
    write(field(u"Access key ID"_s), u"AKID"_s);
    QVERIFY(!button(*m_dialog, u"Save"_s)->isEnabled());
    write(field(u"Secret access key"_s), u"wJalr"_s);
    QCOMPARE(field(u"Secret access key"_s).echoMode(), QLineEdit::Password);
    QCOMPARE(field(u"Access key ID"_s).echoMode(), QLineEdit::Normal);
    click(*button(*m_dialog, u"Save"_s));
    QTRY_COMPARE(rows(), QStringList{u"acme-exports · access key of S3 · no dataset"_s});
    QCOMPARE(names.size(), 1);
    QVERIFY(!named<QLineEdit>(*m_dialog, u"Secret access key"_s)); // it is gone from the window, too
    const auto kept = m_world->named.find(u"acme-exports"_s);
    VERIFY_VALUE(kept);
    QCOMPARE(m_world->named.read(**kept, {})->value(u"secret-access-key"_s), "wJalr");
    QVERIFY(button(*m_dialog, u"Test…"_s)->isEnabled()); // it is the selected one
}

void credentialsdialog_test::asksForTheFieldsOfTheChosenKind()
{
    openAnew();
    auto *kind = named<QComboBox>(*m_dialog, u"Kind of the credentials"_s);
    QCOMPARE(kind->count(), int(credentialForms().size()));
    kind->setCurrentText(u"user and password of a web server"_s);
    QVERIFY(named<QLineEdit>(*m_dialog, u"Password"_s));
    QVERIFY(!named<QLineEdit>(*m_dialog, u"Access key ID"_s));
    write(field(u"Name of the credentials"_s), u"acme-web"_s);
    write(field(u"User"_s), u"reader"_s);
    write(field(u"Password"_s), u"sesame"_s);
    click(*button(*m_dialog, u"Save"_s));
    QTRY_COMPARE(rows(), QStringList{u"acme-web · user and password of a web server · no dataset"_s});
}

void credentialsdialog_test::saysWhatCannotBeUsed()
{
    keep(u"acme-web"_s, CredentialKind::WebToken, {{u"token"_s, "t"}});
    openAnew();
    click(*button(*m_dialog, u"Add…"_s));
    named<QComboBox>(*m_dialog, u"Kind of the credentials"_s)
        ->setCurrentText(u"access key of an Azure storage account"_s);
    write(field(u"Name of the credentials"_s), u"acme-web"_s);
    write(field(u"Account key"_s), u"no-base64!"_s);
    click(*button(*m_dialog, u"Save"_s));
    QVERIFY(shows(*m_dialog, u"There are credentials of that name already"_s));
    write(field(u"Name of the credentials"_s), u"acme-data"_s);
    click(*button(*m_dialog, u"Save"_s));
    QTRY_VERIFY(shows(*m_dialog, u"the account-key cannot be used"_s));
    QVERIFY(!wordsOn(*m_dialog).contains("no-base64"));
    QCOMPARE(field(u"Account key"_s).text(), u"no-base64!"_s); // to be put right
    QVERIFY(button(*m_dialog, u"Save"_s)->isEnabled());
}

void credentialsdialog_test::exchangesASecret()
{
    keep(u"acme-web"_s, CredentialKind::WebToken, {{u"token"_s, "old"}});
    openAnew();
    select(u"acme-web"_s);
    click(*button(*m_dialog, u"New secret…"_s));
    QVERIFY(!named<QLineEdit>(*m_dialog, u"Name of the credentials"_s));
    write(field(u"Token"_s), u"new"_s);
    click(*button(*m_dialog, u"Save"_s));
    QTRY_VERIFY(!named<QLineEdit>(*m_dialog, u"Token"_s));
    QCOMPARE(m_world->named.read(**m_world->named.find(u"acme-web"_s), {})->value(u"token"_s), "new");
}

void credentialsdialog_test::readsAKeyFile()
{
    const QString path = m_world->exports(u"keys"_s,
                                          {{"key.json",
                                            R"({"type":"service_account","client_email":"reader@acme",)"
                                            R"("private_key":"pem"})"}})
        + u"/key.json"_s;
    openAnew();
    named<QComboBox>(*m_dialog, u"Kind of the credentials"_s)
        ->setCurrentText(u"service account of Google Cloud"_s);
    write(field(u"Name of the credentials"_s), u"acme-gs"_s);
    write(field(u"Key file (JSON)"_s), path + u"x"_s);
    click(*button(*m_dialog, u"Save"_s));
    QTRY_VERIFY(shows(*m_dialog, u"there is no such file"_s));
    write(field(u"Key file (JSON)"_s), path);
    click(*button(*m_dialog, u"Save"_s));
    QTRY_COMPARE(rows().size(), 1);
    QVERIFY(m_world->named.read(**m_world->named.find(u"acme-gs"_s), {})
                ->value(u"key-file"_s)
                .contains("reader@acme"));
}

void credentialsdialog_test::triesAnAddress()
{
    FaultyServer server;
    server.put(u"exports/a.csv"_s, "12");
    keep(u"acme-web"_s, CredentialKind::WebToken, {{u"token"_s, "tok"}});
    keep(u"acme-s3"_s, CredentialKind::S3Keys, {{u"access-key-id"_s, "A"}, {u"secret-access-key"_s, "s"}});
    openAnew();
    select(u"acme-web"_s);
    click(*button(*m_dialog, u"Test…"_s));
    QVERIFY(!button(*m_dialog, u"Test"_s)->isEnabled()); // no dataset uses it: where?
    write(field(u"Address to list"_s), QString::fromLatin1(server.url("/exports/")));
    click(*button(*m_dialog, u"Test"_s));
    QTRY_VERIFY2(shows(*m_dialog, u"It works:"_s), wordsOn(*m_dialog));
    QVERIFY(shows(*m_dialog, u"1 file, 2 bytes"_s));
    select(u"acme-s3"_s);
    click(*button(*m_dialog, u"Test…"_s));
    write(field(u"Address to list"_s), QString::fromLatin1(server.url("/exports/")));
    click(*button(*m_dialog, u"Test"_s));
    QTRY_VERIFY2(shows(*m_dialog, u"are for another kind of place"_s), wordsOn(*m_dialog));
}

void credentialsdialog_test::removesAfterAQuestionThatSaysWhoUsesIt()
{
    keep(u"acme-web"_s, CredentialKind::WebToken, {{u"token"_s, "t"}});
    (void)m_world->store.add(
        u"acme/daily"_s,
        {.url = u"https://exports.acme.example/"_s, .zone = "UTC", .credentials = u"acme-web"_s});
    openAnew();
    QCOMPARE(rows(), QStringList{u"acme-web · token of a web server · acme/daily"_s});
    select(u"acme-web"_s);
    click(*button(*m_dialog, u"Remove…"_s));
    QVERIFY(shows(*m_dialog, u"acme/daily. This cannot be undone."_s));
    click(*button(*m_dialog, u"Cancel"_s));
    QCOMPARE(m_world->keyring.items().size(), 1);
    click(*button(*m_dialog, u"Remove…"_s));
    click(*button(*m_dialog, u"Remove for good"_s));
    QTRY_COMPARE(rows(), QStringList());
    QCOMPARE(m_world->keyring.items(), QStringList());
}

void credentialsdialog_test::explainsALockedKeyring()
{
    m_world->keyring.setLocked(true);
    openAnew();
    write(field(u"Name of the credentials"_s), u"acme-exports"_s);
    write(field(u"Access key ID"_s), u"AKID"_s);
    write(field(u"Secret access key"_s), u"wJalr"_s);
    click(*button(*m_dialog, u"Save"_s));
    QTRY_VERIFY(shows(*m_dialog, u"the desktop keyring is locked"_s));
    m_world->keyring.setLocked(false);
    click(*button(*m_dialog, u"Save"_s)); // nothing has to be written again
    QTRY_COMPARE(rows().size(), 1);
}

void credentialsdialog_test::growsForWhatItSays()
{
    m_world->keyring.setLocked(true);
    openAnew();
    m_dialog->resize(m_dialog->minimumSizeHint());
    const QStringList names{u"Name of the credentials"_s, u"Access key ID"_s, u"Secret access key"_s};
    for (const QString &name : names)
        write(field(name), u"acme-exports"_s);
    click(*button(*m_dialog, u"Save"_s));
    QTRY_VERIFY(shows(*m_dialog, u"the desktop keyring is locked"_s));
    for (const QString &name : names)
        QTRY_VERIFY2(field(name).height() >= field(name).sizeHint().height(), qPrintable(name));
    QVERIFY(m_dialog->rect().contains(m_dialog->childrenRect()));
}

void credentialsdialog_test::tabGoesAsTheEyeDoes()
{
    openAnew();
    const QByteArray wrong = tabAgainstTheEye(*m_dialog);
    QVERIFY2(wrong.isEmpty(), wrong);
}

void credentialsdialog_test::everyControlHasAName()
{
    openAnew();
    for (const CredentialForm &form : credentialForms()) {
        named<QComboBox>(*m_dialog, u"Kind of the credentials"_s)
            ->setCurrentText(QString::fromLatin1(form.words));
        const QByteArray nameless = namelessControl(*m_dialog);
        QVERIFY2(nameless.isEmpty(), nameless);
    }
}

QTEST_MAIN(credentialsdialog_test)

#include "credentialsdialog_test.moc"

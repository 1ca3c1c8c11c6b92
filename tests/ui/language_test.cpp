// The window in another language: which one it speaks, what of it core's English becomes, and that its longer
// words fit.
#include "core/engine/scheduler.h"
#include "core/http/httperror.h"
#include "core/sync/refresh.h"
#include "core/sync/sample.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/told.h"
#include "core/wording/verdictwords.h"
#include "core/wording/wordedforfiles.h"
#include "tests/support/expect.h"
#include "tests/support/judgedrows.h"
#include "tests/support/pageworld.h"
#include "tests/support/widgets.h"
#include "ui/dialogs/adddatasetdialog.h"
#include "ui/elidedlabel.h"
#include "ui/language.h"
#include "ui/mainwindow.h"
#include "ui/models/datasetactivitymodel.h"
#include "ui/models/datasetitem.h"
#include "ui/models/datasetsmodel.h"
#include "ui/pages/activityitem.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/datasetspage.h"
#include "ui/pages/datasetsview.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

using namespace larder;
using namespace larder::test;

namespace {

const QString hardSpace = u"\u00a0"_s;

QLocale french()
{
    return QLocale(QLocale::French, QLocale::France);
}

bool isCut(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
        if (qobject_cast<const ElidedLabel *>(label) || label->text().isEmpty())
            return false;
        return label->wordWrap() ? label->height() < label->heightForWidth(label->width())
                                 : label->width() < label->sizeHint().width();
    }
    if (qobject_cast<const QAbstractButton *>(&widget) || qobject_cast<const QComboBox *>(&widget))
        return widget.width() < widget.minimumSizeHint().width();
    return false;
}

QStringList cutWords(const QWidget &window)
{
    QStringList cut;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || !isCut(*widget))
            continue;
        const auto *label = qobject_cast<const QLabel *>(widget);
        cut << (label ? label->text()
                      : widget->accessibleName() + u" "_s
                        + QString::fromLatin1(widget->metaObject()->className()));
    }
    return cut;
}

} // namespace

class language_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speaksTheFirstLanguageThatItKnows_data();
    void speaksTheFirstLanguageThatItKnows();
    void saysQtsOwnWordsToo();
    void tellsWhatCoreWroteInEnglish_data();
    void tellsWhatCoreWroteInEnglish();
    void tellsEveryFaultOfAConnection();
    void tellsWhatARunPassedOver();
    void leavesItAsItIsWhereTheWindowSpeaksEnglish();
    void countsOneInEnglish();
    void saysWhatTheWindowHasInPlaceOfCommands();
    void writesEnglishIntoFiles();
    void countsAndMeasuresAsTheFrenchDo();
    void columnsAreAsWideAsTheLanguageNeeds();
    void everyWordFits_data();
    void everyWordFits();
};

void language_test::speaksTheFirstLanguageThatItKnows_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("name");
    QTest::newRow("French") << french() << u"fr"_s;
    QTest::newRow("French of another country") << QLocale(QLocale::French, QLocale::Canada) << u"fr"_s;
    QTest::newRow("English stands in the sources")
        << QLocale(QLocale::English, QLocale::UnitedKingdom) << u"en"_s;
    QTest::newRow("a language that it does not know") << QLocale(QLocale::Finnish) << u"en"_s;
    QTest::newRow("no language") << QLocale::c() << u"en"_s;
}

void language_test::speaksTheFirstLanguageThatItKnows()
{
    QFETCH(const QLocale, locale);
    QFETCH(const QString, name);
    const Language language(locale);
    QCOMPARE(language.name(), name);
    QCOMPARE(faceWord(Face::Fresh), name == "fr"_L1 ? u"À jour"_s : u"Fresh"_s);
}

void language_test::saysQtsOwnWordsToo()
{
    const Language language(french());
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), u"Annuler"_s);
}

void language_test::tellsWhatCoreWroteInEnglish_data()
{
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("said");
    QTest::newRow("a sentence") << u"the server cannot be reached"_s << u"le serveur est injoignable"_s;
    QTest::newRow("with its values") << u"the server answered 404 (Not Found)"_s
                                     << u"le serveur a répondu 404 (Not Found)"_s;
    QTest::newRow("with a part that is a sentence")
        << u"the server answered 503 (after 5 attempts)"_s << u"le serveur a répondu 503 (après 5 essais)"_s;
    QTest::newRow("with what was done and what the system said")
        << u"cannot open the directory: Permission denied"_s
        << u"n’a pas pu ouvrir le dossier%1: permission refusée"_s.arg(hardSpace);
    QTest::newRow("a value that looks like a placeholder")
        << u"\"%2\" is not a snapshot"_s
        << QString(u"«~%2~» n’est pas un instantané"_s).replace(u'~', hardSpace);
    QTest::newRow("a sentence and what another program says of it")
        << u"no secure connection could be made: wrong version number"_s
        << u"aucune connexion sûre n’a pu être établie%1: wrong version number"_s.arg(hardSpace);
    QTest::newRow("what a person wrote, with a colon") << u"prices: all wrong"_s << u"prices: all wrong"_s;
    QTest::newRow("what was passed over")
        << u"ignored 2 links to directories, such as a/b"_s
        << u"ignorés%1: 2 liens vers des dossiers, tel que a/b"_s.arg(hardSpace);
    QTest::newRow("a change of a binding")
        << u"expect: (default) → 06:00"_s << u"expect%1: (par défaut) → 06:00"_s.arg(hardSpace);
    QTest::newRow("changes of a binding")
        << u"keep: 3 → (default), after: (none) → ~/load.py"_s
        << u"keep%1: 3 → (par défaut), after%1: (aucune) → ~/load.py"_s.arg(hardSpace);
    QTest::newRow("a list") << u"1 added, 2 changed"_s << u"1 ajouté(s), 2 modifié(s)"_s;
    QTest::newRow("a list that is none")
        << u"supplier ids are empty, again"_s << u"supplier ids are empty, again"_s;
    QTest::newRow("what a person wrote") << u"the prices are wrong"_s << u"the prices are wrong"_s;
    QTest::newRow("nothing") << QString() << QString();
}

void language_test::tellsWhatCoreWroteInEnglish()
{
    QFETCH(const QString, english);
    QFETCH(const QString, said);
    const Language language(french());
    QCOMPARE(told(english), said);
}

/// Whatever a transport, a walk or a run reports reaches a person in the language of the window, also with
/// what the library below adds to it.
void language_test::tellsEveryFaultOfAConnection()
{
    const Language language(french());
    for (int fault = 0; fault <= static_cast<int>(TransportFault::Local); ++fault) {
        for (const QString &detail : {QString(), u"wrong version number (0x1)"_s}) {
            const HttpFailure failed =
                transportFailure(static_cast<TransportFault>(fault), "https://acme.example/", detail);
            const QString said = told(failed.error.message);
            QVERIFY2(said != failed.error.message, qPrintable(said));
            QVERIFY2(said.endsWith(detail), qPrintable(said));
            QVERIFY2(told(failed.error.hint) != failed.error.hint, qPrintable(failed.error.hint));
        }
    }
}

void language_test::tellsWhatARunPassedOver()
{
    const Language language(french());
    const QString notice = u"ignored a link to a directory: latest"_s;
    Activity activity{.kind = ActivityKind::Run, .customer = u"acme"_s, .dataset = u"shipments"_s};
    activity.run = RunReport{.runId = u"run"_s, .notices = {notice}};
    DatasetActivityModel model(QTimeZone::utc());
    model.show({activity}, {});
    const QList<ActivityDetail> details = activityDetails(activity, QTimeZone::utc());
    QVERIFY(std::ranges::contains(details, told(notice), &ActivityDetail::words));
    QVERIFY(told(notice) != notice);
    QCOMPARE(model.index(0, DatasetActivityModel::WhatColumn, model.index(0, 0)).data().toString(),
             told(notice));
}

void language_test::leavesItAsItIsWhereTheWindowSpeaksEnglish()
{
    QCOMPARE(told(u"the server cannot be reached"_s), u"the server cannot be reached"_s);
}

void language_test::countsOneInEnglish()
{
    for (const QLocale &locale : {QLocale(QLocale::English), QLocale::c()}) {
        const Language language(locale);
        QCOMPARE(language.name(), u"en"_s);
        const auto said = [](const char *context, const char *words, int count) {
            return QCoreApplication::translate(context, words, nullptr, count);
        };
        QCOMPARE(said("larder::ReportDialog", "%n characters too many", 1), u"1 character too many"_s);
        QCOMPARE(said("larder::ReportDialog", "%n characters too many", 2), u"2 characters too many"_s);
        QCOMPARE(said("larder::TrayMenu", "%n more customers in the window", 1),
                 u"1 more customer in the window"_s);
        QCOMPARE(told(u"the server cannot be reached"_s), u"the server cannot be reached"_s);
    }
}

void language_test::saysWhatTheWindowHasInPlaceOfCommands()
{
    const Error error{ErrorKind::Corrupt,
                      u"\"a.csv\" in the store is damaged"_s,
                      {},
                      u"`larder verify --repair` mends it"_s};
    QCOMPARE(errorSentence(error), u"\"a.csv\" in the store is damaged; `larder verify --repair` mends it"_s);
    {
        const Language language{QLocale(QLocale::English)};
        QCOMPARE(errorSentence(error),
                 u"\"a.csv\" in the store is damaged; “Check the store” on the Storage page mends it"_s);
        QCOMPARE(told(u"`larder set acme/a …` changes it"_s), u"the tab Binding of its details changes it"_s);
        const WordedForFiles forFiles;
        QVERIFY(errorSentence(error).contains(u"`larder verify --repair`"_s));
    }
    const Language language(french());
    QVERIFY2(!errorSentence(error).contains(u"larder verify"_s), qPrintable(errorSentence(error)));
}

void language_test::writesEnglishIntoFiles()
{
    const Language language(french());
    Verdict verdict;
    verdict.state = State::Missing;
    verdict.reasons.push_back({.kind = ReasonKind::NeverFetched, .at = std::nullopt, .text = {}});
    const QTimeZone zone("Europe/Paris");
    QCOMPARE(becauseFor(verdict, {.now = {}, .viewerZone = zone, .customerZone = zone}),
             u"encore rien de récupéré"_s);
    QCOMPARE(because(verdict, zone), u"nothing fetched yet"_s);
    const WordedForFiles english;
    QCOMPARE(fileCountText(2), u"2 files"_s);
    QCOMPARE(told(u"stopped"_s), u"stopped"_s);
}

void language_test::countsAndMeasuresAsTheFrenchDo()
{
    const Language language(french());
    QCOMPARE(fileCountText(0), u"0 fichier"_s);
    QCOMPARE(fileCountText(1), u"1 fichier"_s);
    QCOMPARE(fileCountText(2), u"2 fichiers"_s);
    QCOMPARE(byteSizeText(1'340'000), u"1,3%1Mo"_s.arg(hardSpace));
    QCOMPARE(countedFaces(Face::SignIn, 2), u"2 connexions requises"_s);
}

void language_test::columnsAreAsWideAsTheLanguageNeeds()
{
    PageWorld world;
    const auto withPage = [&](const QLocale &locale, auto act) {
        const Language language(locale);
        DatasetsModel model(QTimeZone("Europe/Paris"));
        DatasetsPage page({model, world.tasks, world.sync()});
        model.takeRows(rowsTold({RowSpec{}}));
        page.showDataset(*DatasetName::parse(RowSpec().name)); // the table is made when it is first needed
        return act(page, *page.findChild<DatasetsView *>()->header());
    };
    constexpr int column = DatasetsModel::StateColumn;
    const QByteArray state = withPage(QLocale(QLocale::English), [](DatasetsPage &page, QHeaderView &header) {
        header.resizeSection(column, 500);
        header.hideSection(DatasetsModel::SizeColumn);
        return page.viewState();
    });
    const auto widthAgain = [&](DatasetsPage &page, QHeaderView &header) {
        page.restoreViewState(state);
        return header.isSectionHidden(DatasetsModel::SizeColumn) ? header.sectionSize(column) : 0;
    };
    QCOMPARE(withPage(QLocale(QLocale::English), widthAgain), 500); // a person's
    const int usual =
        withPage(french(), [](DatasetsPage &, QHeaderView &header) { return header.sectionSize(column); });
    QCOMPARE(withPage(french(), widthAgain), usual);
}

void language_test::everyWordFits_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QSize>("size");
    for (const auto &[name, locale] :
         {std::pair{"English", QLocale(QLocale::English)}, {"French", french()}}) {
        QTest::addRow("%s at 1280×800", name) << locale << QSize(1280, 800);
        QTest::addRow("%s at 1280×800 and 125 %%", name) << locale << QSize(1024, 640);
        QTest::addRow("%s at 1366×768 and 200 %%", name) << locale << QSize(683, 340);
    }
}

void language_test::everyWordFits()
{
    QFETCH(const QLocale, locale);
    QFETCH(const QSize, size);
    const Language language(locale);
    const Appearance appearance(Qt::ColorScheme::Light); // with the font of the real window
    PageWorld world;
    DatasetsModel model(QTimeZone("Europe/Paris"));
    Scheduler scheduler(world.store.home().data().schedulerLock(), world.clock, [] { return true; });
    connect(&world.watch, &HomeWatch::rowsChanged, &model, &DatasetsModel::takeRows);
    VERIFY_VALUE(playSample(world.sync()));
    VERIFY_VALUE(refresh(world.sync(), {.dataset = sampleDataset()}, {}, {}));
    MainWindow window({world.engine, world.watch, scheduler, model, world.clock, world.tasks, world.sync(),
                       world.settings});
    window.resize(size);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    world.watch.start(std::chrono::milliseconds(50));
    QTRY_COMPARE(model.rowCount(), 1);
    const auto *table = window.findChild<DatasetsView *>();
    const int because = table->header()->sectionSize(DatasetsModel::BecauseColumn);
    const int usual = table->fontMetrics().horizontalAdvance(usualReason());
    QVERIFY2(size.width() < 1280 || because > usual, qPrintable(u"%1 < %2"_s.arg(because).arg(usual)));
    const QHeaderView &head = *table->header();
    const QString days =
        head.model()->headerData(DatasetsModel::DaysColumn, Qt::Horizontal, Qt::DisplayRole).toString();
    QVERIFY2(head.fontMetrics().horizontalAdvance(days) + 2 * cellPadding
                 <= head.sectionSize(DatasetsModel::DaysColumn),
             qPrintable(days));
    auto *tabs = window.findChild<QTabBar *>();
    for (int tab = tabs->count() - 1; tab >= 0; --tab) {
        tabs->setCurrentIndex(tab);
        const auto scrolls = tabs->findChildren<QToolButton *>();
        QTRY_VERIFY2(std::ranges::none_of(scrolls, &QWidget::isVisible), qPrintable(tabs->tabText(tab)));
    }
    for (const auto place :
         {MainWindow::Place::Datasets, MainWindow::Place::Activity, MainWindow::Place::Caches,
          MainWindow::Place::Storage, MainWindow::Place::Settings}) {
        window.showPlace(place);
        QTRY_COMPARE(cutWords(window), QStringList());
    }
    window.addDataset({});
    auto *dialog = window.findChild<AddDatasetDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->isVisible());
    QTRY_COMPARE(cutWords(*dialog), QStringList());
}

QTEST_MAIN(language_test)
#include "language_test.moc"

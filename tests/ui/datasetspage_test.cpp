#include "tests/support/judgedrows.h"
#include "ui/models/datasetsmodel.h"
#include "ui/pages/datasetspage.h"
#include "ui/pages/datasetsview.h"

#include <QAccessible>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace larder;
using namespace larder::test;

namespace {

QStringList texts(const QVariant &names)
{
    QStringList texts;
    for (const DatasetName &name : names.value<QList<DatasetName>>())
        texts << name.text();
    return texts;
}

} // namespace

class datasetspage_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsNothingUntilTheHomeWasRead();
    void greetsWhoHasNoDatasets();
    void saysWhyTheHomeCannotBeRead();
    void keepsOldRowsUnderAReadError();
    void countsWhatIsNotFresh();
    void refreshesWhatIsSelected();
    void refreshesWithOneClickOnARow();
    void stopsARunWithTheSameButton();
    void movesOverCustomersWithTheArrows();
    void hasButtonsOnlyForRowsThatCanBeSeen();
    void everyControlHasAName();

private:
    QPushButton *button(const QString &text) const;
    QToolButton *rowButton(const QString &name) const;
    bool shows(const QString &text) const;

    std::unique_ptr<DatasetsModel> m_model;
    std::unique_ptr<DatasetsPage> m_page;
    DatasetsView *m_view = nullptr;
};

void datasetspage_test::init()
{
    m_model = std::make_unique<DatasetsModel>(QTimeZone("Europe/Paris"));
    m_page = std::make_unique<DatasetsPage>(*m_model);
    m_page->resize(1200, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_view = m_page->findChild<DatasetsView *>();
}

void datasetspage_test::cleanup()
{
    m_page.reset();
    m_model.reset();
}

QPushButton *datasetspage_test::button(const QString &text) const
{
    for (auto *button : m_page->findChildren<QPushButton *>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

QToolButton *datasetspage_test::rowButton(const QString &name) const
{
    for (auto *button : m_view->viewport()->findChildren<QToolButton *>()) {
        if (button->accessibleName() == name)
            return button;
    }
    return nullptr;
}

bool datasetspage_test::shows(const QString &text) const
{
    const auto labels = m_page->findChildren<QLabel *>();
    return std::ranges::any_of(
        labels, [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
}

void datasetspage_test::showsNothingUntilTheHomeWasRead()
{
    QVERIFY(!shows(u"No datasets yet"_s));
    QVERIFY(!m_view->isVisible());
}

void datasetspage_test::greetsWhoHasNoDatasets()
{
    m_page->showReading();
    QVERIFY(shows(u"No datasets yet"_s));
    m_model->takeRows(rowsTold({{}}));
    QTRY_VERIFY(m_view->isVisible());
    m_model->takeRows(rowsTold({}, {u"acme/shipments"_s}));
    QTRY_VERIFY(shows(u"No datasets yet"_s));
}

void datasetspage_test::saysWhyTheHomeCannotBeRead()
{
    QSignalSpy retried(m_page.get(), &DatasetsPage::retryRequested);
    m_page->showReadError({ErrorKind::Storage, u"the disk is gone"_s, {}, {}});
    QVERIFY(shows(u"The datasets cannot be read"_s));
    for (auto *retry : m_page->findChildren<QPushButton *>()) {
        if (retry->isVisible() && retry->text() == u"Try again"_s)
            retry->click();
    }
    QCOMPARE(retried.size(), 1);
}

void datasetspage_test::keepsOldRowsUnderAReadError()
{
    m_model->takeRows(rowsTold({{}}));
    m_page->showReading();
    m_page->showReadError({ErrorKind::Storage, u"the disk is gone"_s, {}, {}});
    QVERIFY(m_view->isVisible());
    QVERIFY(shows(u"the disk is gone"_s));
    m_page->showReading();
    QVERIFY(!shows(u"the disk is gone"_s));
}

void datasetspage_test::countsWhatIsNotFresh()
{
    m_page->showReading();
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}, {.name = u"a/2"_s, .state = State::Stale}}));
    QTRY_VERIFY(button(u"Refresh 1 stale"_s));
    m_model->takeRows(rowsTold({{.name = u"a/3"_s, .state = State::Missing}}));
    QTRY_VERIFY(button(u"Refresh 2 not fresh"_s));
    QSignalSpy refreshed(m_page.get(), &DatasetsPage::refreshRequested);
    button(u"Refresh 2 not fresh"_s)->click();
    QCOMPARE(texts(refreshed.first().first()), (QStringList{u"a/2"_s, u"a/3"_s}));

    m_model->showStarted(*DatasetName::parse(u"a/2"));
    m_model->showStarted(*DatasetName::parse(u"a/3"));
    QTRY_VERIFY(button(u"Refreshing…"_s) && !button(u"Refreshing…"_s)->isEnabled());
    m_model->takeRows(rowsTold({{.name = u"a/2"_s}, {.name = u"a/3"_s}}));
    QTRY_VERIFY(button(u"All fresh"_s));
}

void datasetspage_test::refreshesWhatIsSelected()
{
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}, {.name = u"a/2"_s}, {.name = u"b/3"_s}}));
    m_page->showReading();
    QPushButton *refresh = button(u"Refresh"_s);
    m_view->clearSelection();
    QVERIFY(!refresh->isEnabled());
    m_view->selectAll();
    QVERIFY(refresh->isEnabled());
    QSignalSpy refreshed(m_page.get(), &DatasetsPage::refreshRequested);
    refresh->click();
    QCOMPARE(texts(refreshed.first().first()).size(), 3);

    m_view->setCurrentIndex(m_model->indexOf(*DatasetName::parse(u"b/3")));
    m_page->refreshSelected();
    QCOMPARE(texts(refreshed.last().first()), QStringList{u"b/3"_s});
    m_model->takeRows(rowsTold({{.name = u"b/3"_s, .state = State::Stale}}));
    m_page->refreshSelected();
    QCOMPARE(texts(refreshed.last().first()), QStringList{u"b/3"_s}); // the selection survived the change
}

void datasetspage_test::refreshesWithOneClickOnARow()
{
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}, {.name = u"a/2"_s}}));
    m_page->showReading();
    QTRY_VERIFY(rowButton(u"Refresh a/2"_s));
    QSignalSpy refreshed(m_page.get(), &DatasetsPage::refreshRequested);
    QTest::mouseClick(rowButton(u"Refresh a/2"_s), Qt::LeftButton);
    QCOMPARE(texts(refreshed.first().first()), QStringList{u"a/2"_s});
}

void datasetspage_test::stopsARunWithTheSameButton()
{
    m_model->takeRows(rowsTold({{.name = u"a/1"_s}}));
    m_page->showReading();
    m_model->showStarted(*DatasetName::parse(u"a/1"));
    QTRY_VERIFY(rowButton(u"Stop a/1"_s));
    QSignalSpy stopped(m_page.get(), &DatasetsPage::stopRequested);
    rowButton(u"Stop a/1"_s)->click();
    QCOMPARE(texts(stopped.first().first()), QStringList{u"a/1"_s});
}

void datasetspage_test::movesOverCustomersWithTheArrows()
{
    m_model->takeRows(
        rowsTold({{.name = u"a/1"_s, .displayName = u"A"_s}, {.name = u"b/2"_s, .displayName = u"B"_s}}));
    m_page->showReading();
    const auto current = [this] {
        return m_model->datasetAt(m_view->currentIndex()).value_or(DatasetName()).text();
    };
    m_view->setCurrentIndex(m_model->indexOf(*DatasetName::parse(u"a/1")));
    QTest::keyClick(m_view, Qt::Key_Down);
    QCOMPARE(current(), u"b/2"_s);
    QTest::keyClick(m_view, Qt::Key_Down);
    QCOMPARE(current(), u"b/2"_s);
    QTest::keyClick(m_view, Qt::Key_Up);
    QCOMPARE(current(), u"a/1"_s);
    QTest::keyClick(m_view, Qt::Key_Up);
    QCOMPARE(current(), u"a/1"_s);
}

void datasetspage_test::hasButtonsOnlyForRowsThatCanBeSeen()
{
    QList<RowSpec> specs;
    for (int i = 0; i < 2000; ++i)
        specs << RowSpec{.name = u"c%1/d%2"_s.arg(i % 20).arg(i)};
    m_model->takeRows(rowsTold(specs));
    m_page->showReading();
    const auto buttons = [this] { return m_view->viewport()->findChildren<QToolButton *>().size(); };
    QTRY_VERIFY(buttons() > 5 && buttons() < 60);
    m_view->scrollToBottom();
    const QModelIndex last = m_view->indexAt({1, m_view->viewport()->height() - 5});
    const QString name = m_model->datasetAt(last)->text();
    QTRY_VERIFY(rowButton(u"Refresh "_s + name));
    QTRY_VERIFY(buttons() < 60); // those left behind are gone
}

void datasetspage_test::everyControlHasAName()
{
    m_model->takeRows(rowsTold({{}}));
    m_page->showReading();
    QTRY_VERIFY(rowButton(u"Refresh acme/shipments"_s));
    for (auto *widget : m_page->findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QProgressBar *>(widget)
            || qobject_cast<DatasetsView *>(widget);
        if (!isControl)
            continue;
        const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(),
                 widget->metaObject()->className());
    }
}

QTEST_MAIN(datasetspage_test)
#include "datasetspage_test.moc"

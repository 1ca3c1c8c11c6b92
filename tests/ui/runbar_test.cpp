#include "core/sync/aftercommand.h"
#include "tests/support/widgets.h"
#include "ui/runbar.h"

#include <QTest>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

namespace {

const DatasetName shipments{u"acme"_s, u"shipments"_s};

RunReport unchanged()
{
    return {.dataset = shipments, .outcome = Outcome::Unchanged};
}

} // namespace

class runbar_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bar = std::make_unique<RunBar>();
        m_bar->resize(900, 40);
        m_bar->show();
    }

    void saysHowARunThatAPersonAskedForEnded()
    {
        m_bar->showFinished({shipments, Trigger::Background, unchanged()});
        QVERIFY(!shows(*m_bar, u"nothing changed"_s));
        m_bar->showFinished({shipments, Trigger::Person, unchanged()});
        QTRY_VERIFY2(shows(*m_bar, u"acme/shipments: nothing changed"_s), wordsOn(*m_bar));
    }

    void saysHowTheCommandThatWasRunAgainEnded()
    {
        RunReport failed = unchanged();
        failed.afterError = Error{ErrorKind::Invalid, u"the command ended with exit 5"_s, {}, {}};
        m_bar->showFinished({shipments, Trigger::Person, failed});
        QTRY_VERIFY2(shows(*m_bar, u"nothing changed; after it, the command ended with exit 5"_s),
                     wordsOn(*m_bar));
        QCOMPARE(m_bar->failed(), shipments);
        RunReport mended = unchanged();
        mended.notices << afterMendedNotice();
        m_bar->showFinished({shipments, Trigger::Person, mended});
        QTRY_VERIFY2(shows(*m_bar, u"nothing changed; the command that had failed was run again"_s),
                     wordsOn(*m_bar));
        QVERIFY(!m_bar->failed());
    }

private:
    std::unique_ptr<RunBar> m_bar;
};

QTEST_MAIN(runbar_test)

#include "runbar_test.moc"

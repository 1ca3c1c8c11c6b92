// The rclone source passes the suite over WebDAV, as rclone itself serves it.
#include "tests/contract/remotestore.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

class webdavsource_test : public SourceSuite
{
    Q_OBJECT

protected:
    std::unique_ptr<SourcePlace> makePlace() override
    {
        return std::make_unique<RemotePlace>(m_store, u"rclone:acme:"_s);
    }
    /// As over SFTP; and its server shows control characters as other ones.
    Deviations deviations() const override
    {
        return {.seesChangesUnderTheSameTime = false,
                .provesNothing = true,
                .goesOnFromParts = false,
                .badNames = {},
                .tellsDenial = false,
                .manyFiles = 500};
    }

private Q_SLOTS:
    void initTestCase() { m_store.configure(person.path(), u"acme"_s); }

private:
    RemoteStore m_store{u"webdav"_s};
};

QTEST_GUILESS_MAIN(webdavsource_test)
#include "webdavsource_test.moc"

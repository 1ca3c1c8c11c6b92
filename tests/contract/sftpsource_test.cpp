// The rclone source passes the suite over OpenSSH's sshd; and what is its own: rclone's life, what is told of
// a sign-in and of a host, and that an answer of rclone is shown to nobody.
#include "tests/contract/remotestore.h"
#include "tests/support/expect.h"

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

class sftpsource_test : public SourceSuite
{
    Q_OBJECT

protected:
    std::unique_ptr<SourcePlace> makePlace() override
    {
        return std::make_unique<RemotePlace>(m_store, u"rclone:acme:"_s + m_store.root() + u'/');
    }
    /// What tells two versions apart is the second of modification and the size. Of a name that is no UTF-8
    /// rclone does not tell the bytes.
    Deviations deviations() const override
    {
        return {.seesChangesUnderTheSameTime = false,
                .provesNothing = true,
                .goesOnFromParts = false,
                .badNames = {"bad-\n.csv", "bad-\x7f.csv"},
                .manyFiles = 1'000};
    }

private Q_SLOTS:
    void initTestCase() { m_store.configure(person.path(), u"acme"_s); }

    void takesAFolderWithoutItsFinalSlash()
    {
        const auto place = makePlace();
        place->put("x/a.csv", "1");
        const auto listing = probe(place->url() + u"x"_s);
        VERIFY_VALUE(listing);
        QCOMPARE(listing->entries.size(), 1U);
        QCOMPARE(listing->entries[0].path, "a.csv");
    }

    void refusesANameWhoseBytesAreLost()
    {
        const auto place = makePlace();
        place->put("good.csv", "1");
        place->put("sub/bad-\xff.csv", "2");
        const auto refused = probe(place->url());
        VERIFY_ERROR(refused, ErrorKind::Unsupported);
        QVERIFY2(refused.error().message.contains("sub/bad-"_L1), qPrintable(refused.error().message));
        VERIFY_VALUE(probe(place->url(), {{}, {}, {*Glob::parse(u"bad-*"_s)}}));
    }

    void saysWhichFolderIsDenied()
    {
        const auto place = makePlace();
        place->put("open/a.csv", "1");
        place->put("denied/b.csv", "2");
        place->deny("denied");
        const auto listing = probe(place->url());
        VERIFY_ERROR(listing, ErrorKind::Denied);
        QVERIFY2(listing.error().subject.endsWith("/denied/"_L1), qPrintable(listing.error().subject));
        VERIFY_VALUE(probe(place->url(), {{}, {}, {*Glob::parse(u"denied/"_s)}}));
    }

private:
    RemoteStore m_store{u"sftp"_s};
};

QTEST_GUILESS_MAIN(sftpsource_test)
#include "sftpsource_test.moc"

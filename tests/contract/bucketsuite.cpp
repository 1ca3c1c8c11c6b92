#include "tests/contract/bucketsuite.h"

#include "tests/support/expect.h"

namespace larder::test {

using namespace Qt::StringLiterals;

void BucketSuite::takesAFolderWithoutItsFinalSlash()
{
    const auto bucket = makePlace();
    bucket->put("daily/a b/x.csv", "1");
    bucket->put("daily-not/y.csv", "2");
    CollectingSink sink;
    const Run all = run(bucket->url() + u"daily"_s, sink);
    VERIFY_VALUE(all.fetched);
    QCOMPARE(sink.files.size(), 1U);
    QCOMPARE(sink.files["a b/x.csv"].content, "1");
}

void BucketSuite::passesOverFoldersMarkers()
{
    const auto bucket = makePlace();
    bucket->put("daily/", "");
    auto listing = probe(bucket->url() + u"daily/"_s);
    VERIFY_VALUE(listing); // it is there, and empty
    QVERIFY(listing->entries.empty());
    bucket->put("daily/sub/", "");
    bucket->put("daily/odd/", "contents");
    bucket->put("daily/sub/a.csv", "1");
    listing = probe(bucket->url() + u"daily/"_s);
    VERIFY_VALUE(listing);
    QCOMPARE(listing->entries.size(), 1U);
    QCOMPARE(listing->entries[0].path, "sub/a.csv");
    QCOMPARE(listing->notices.size(), 1); // of the one with contents
}

void BucketSuite::takesNothingBelowAsEmptyWhereThatIsAllowed()
{
    const auto bucket = makePlace();
    for (const QString &name : {u"none/"_s, u"none"_s}) {
        VERIFY_ERROR(probe(bucket->url() + name), ErrorKind::NotFound);
        const auto listing =
            source(bucket->url() + name, [](Binding &binding) { binding.allowEmpty = true; })->probe({}, {});
        VERIFY_VALUE(listing);
        QVERIFY(listing->entries.empty());
    }
    // What is not there at all is not empty.
    const QString other = bucket->url().chopped(1) + u"-not-there/none/"_s;
    const auto missing = source(other, [](Binding &binding) { binding.allowEmpty = true; })->probe({}, {});
    VERIFY_ERROR(missing, ErrorKind::NotFound);
}

} // namespace larder::test

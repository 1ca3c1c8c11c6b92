#include "core/store/bootid.h"
#include "core/store/partial.h"
#include "core/store/sha256.h"
#include "tests/support/expect.h"
#include "tests/support/otherprocess.h"
#include "tests/support/storehome.h"

#include <QRandomGenerator>

using namespace larder;
using namespace larder::test;
using namespace Qt::StringLiterals;

/// A file that comes in several ranges at once, and is gone on from wherever each of them broke.
class StoreRangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void goesOnWhereEachRangeBroke();
    void keepsTheRangesOfWhatIsReadAside();
    void losesLittleToAKill();
    void believesNoHole();
    void believesOnlyRangesThatWereFlushedInAnotherBoot();
    void givesUpWhatIsAheadOfASourceThatGoesInOrder();
    void readsBackWhatIsNotWrittenYet();
    void refusesAFileWithAGap();
    void dropsWhatAFormerVersionLeft();
    void believesNoTornNote();

private:
    static constexpr qint64 mib = 1024 * 1024;

    [[nodiscard]] std::span<const char> part(qint64 first, qint64 end) const
    {
        return {m_bytes.constData() + first, size_t(end - first)};
    }
    [[nodiscard]] PartialPlace place(const StoreHome &test) const
    {
        return partialPlace(test.home().store(), {u"acme"_s, u"shipments"_s}, m_entry);
    }
    [[nodiscard]] ByteRanges believed(const StoreHome &test) const
    {
        return believableBytes(place(test), {u"acme"_s, u"shipments"_s}, m_entry);
    }
    /// Each piece in turn from each range, as parallel answers bring them; then the transfer breaks.
    void breakAfter(StoreHome &test, const ByteRanges &ranges) const;
    [[nodiscard]] Result<void> receive(IncomingFile &file, const std::vector<ByteRange> &ranges) const;
    /// Fetches what is missing and looks at the whole.
    void finishes(StoreHome &test, const ByteRanges &present) const;

    QByteArray m_bytes;
    Entry m_entry;
};

void StoreRangesTest::initTestCase()
{
    m_bytes.resize(24 * mib + 12'345);
    QRandomGenerator generator(42);
    generator.fillRange(reinterpret_cast<quint32 *>(m_bytes.data()), m_bytes.size() / 4);
    m_entry = StoreHome::entry("large", m_bytes);
}

Result<void> StoreRangesTest::receive(IncomingFile &file, const std::vector<ByteRange> &ranges) const
{
    constexpr qint64 atOnce = 16'000;
    std::vector<ByteRange> left = ranges;
    while (!left.empty()) {
        for (ByteRange &range : left) {
            const qint64 end = std::min(range.first + atOnce, range.end);
            if (auto written = file.writeAt(range.first, part(range.first, end)); !written)
                return written;
            range.first = end;
        }
        std::erase_if(left, [](const ByteRange &range) { return range.size() == 0; });
    }
    return {};
}

void StoreRangesTest::breakAfter(StoreHome &test, const ByteRanges &ranges) const
{
    auto staging = Staging::begin(test.home(), {u"acme"_s, u"shipments"_s}, test.nextRun(), test.pool(), {});
    auto file = staging->receive(m_entry);
    VERIFY_VALUE(receive(**file, ranges.list()));
}

void StoreRangesTest::finishes(StoreHome &test, const ByteRanges &present) const
{
    auto staging = Staging::begin(test.home(), {u"acme"_s, u"shipments"_s}, test.nextRun(), test.pool(), {});
    auto file = staging->receive(m_entry);
    VERIFY_VALUE(file);
    QCOMPARE((*file)->present(), present);
    VERIFY_VALUE(receive(**file, present.missing(m_entry.size)));
    VERIFY_VALUE((*file)->finish(m_entry));
    const auto all = staging->finishReceiving();
    VERIFY_VALUE(all);
    QCOMPARE(all->front().hash, sha256(part(0, m_entry.size)));
    const auto manifest = staging->commit({}, *all, morning);
    const auto folder = test.home().dataset({u"acme"_s, u"shipments"_s});
    QVERIFY(filesBelow(folder.snapshotPath(manifest->header.id)) == (Files{{"large", m_bytes}}));
    QVERIFY(QDir(test.home().store().partials()).isEmpty());
}

void StoreRangesTest::goesOnWhereEachRangeBroke()
{
    StoreHome test;
    (void)test.add(u"acme/shipments"_s);
    const ByteRanges first{{0, 3'000'001}, {8 * mib, 9'000'000}, {16 * mib, 16 * mib + 7}};
    breakAfter(test, first);
    QCOMPARE(believed(test), first);
    QCOMPARE(Staging::resumableBytes(test.home(), {u"acme"_s, u"shipments"_s}, m_entry), first.total());
    {
        auto staging =
            Staging::begin(test.home(), {u"acme"_s, u"shipments"_s}, test.nextRun(), test.pool(), {});
        auto file = staging->receive(m_entry);
        VERIFY_VALUE(receive(**file, {{3'000'001, 8 * mib}, {20 * mib, m_entry.size}}));
    }
    finishes(test, {{0, 9'000'000}, {16 * mib, 16 * mib + 7}, {20 * mib, m_entry.size}});
}

void StoreRangesTest::keepsTheRangesOfWhatIsReadAside()
{
    StoreHome test;
    (void)test.add(u"acme/shipments"_s);
    const ByteRanges ranges{{0, 1000}, {8 * mib, 9 * mib}};
    {
        auto staging =
            Staging::begin(test.home(), {u"acme"_s, u"shipments"_s}, test.nextRun(), test.pool(), {});
        auto file = staging->receiveAside(m_entry);
        VERIFY_VALUE(receive(**file, ranges.list()));
    }
    QCOMPARE(believed(test), ranges);
    auto staging = Staging::begin(test.home(), {u"acme"_s, u"shipments"_s}, test.nextRun(), test.pool(), {});
    auto file = staging->receiveAside(m_entry);
    VERIFY_VALUE(receive(**file, ranges.missing(m_entry.size)));
    VERIFY_VALUE((*file)->finish(m_entry));
    VERIFY_VALUE(staging->finishReceiving());
    QFile received(staging->receivedFile(m_entry.path));
    QVERIFY(received.open(QIODevice::ReadOnly));
    QVERIFY(received.readAll() == m_bytes);
}

void StoreRangesTest::losesLittleToAKill()
{
    StoreHome test;
    (void)test.add(u"acme/shipments"_s);
    OtherProcess other([&] {
        auto staging = Staging::begin(test.home(), {u"acme"_s, u"shipments"_s}, u"doomed"_s, test.pool(), {});
        auto file = staging->receive(m_entry);
        const auto received = receive(**file, {{0, 7 * mib}, {8 * mib, 15 * mib}, {16 * mib, 23 * mib}});
        OtherProcess::sayReady(received.has_value());
        ::pause();
    });
    QVERIFY(other.waitUntilReady());
    other.kill();
    const ByteRanges kept = believed(test);
    QCOMPARE(kept.list().size(), 3U);
    QCOMPARE_GE(kept.total(), (21 - 5) * mib);
    finishes(test, kept);
}

/// A file is as long as its last byte, whatever lies before that.
void StoreRangesTest::believesNoHole()
{
    StoreHome test;
    (void)test.add(u"acme/shipments"_s);
    OtherProcess other([&] {
        auto staging = Staging::begin(test.home(), {u"acme"_s, u"shipments"_s}, u"doomed"_s, test.pool(), {});
        auto file = staging->receive(m_entry);
        const auto received = receive(**file, {{0, mib}, {16 * mib, 17 * mib}});
        OtherProcess::sayReady(received.has_value());
        ::pause();
    });
    QVERIFY(other.waitUntilReady());
    other.kill();
    QCOMPARE_GT(QFileInfo(place(test).file).size(), 16 * mib);
    const ByteRanges kept = believed(test);
    QCOMPARE_LE(kept.leading(), mib);
    finishes(test, kept);
}

void StoreRangesTest::believesOnlyRangesThatWereFlushedInAnotherBoot()
{
    StoreHome test;
    (void)test.add(u"acme/shipments"_s);
    breakAfter(test, {{0, 3 * mib}, {8 * mib, 12 * mib}});
    auto note = readPartialNote(place(test).note);
    QVERIFY(note.has_value());
    QCOMPARE(note->bootId, currentBootId());
    note->bootId = u"an earlier boot"_s;
    VERIFY_VALUE(writePartialNote(place(test).note, *note));
    QCOMPARE(believed(test), ByteRanges{});
    note->durable = {{0, mib}, {8 * mib, 9 * mib}, {11 * mib, 20 * mib}}; // more than the file has
    VERIFY_VALUE(writePartialNote(place(test).note, *note));
    const ByteRanges kept{{0, mib}, {8 * mib, 9 * mib}, {11 * mib, 12 * mib}};
    QCOMPARE(believed(test), kept);
    finishes(test, kept);
}

void StoreRangesTest::givesUpWhatIsAheadOfASourceThatGoesInOrder()
{
    StoreHome test;
    (void)test.add(u"acme/shipments"_s);
    breakAfter(test, {{0, mib}, {8 * mib, 12 * mib}});
    {
        auto staging =
            Staging::begin(test.home(), {u"acme"_s, u"shipments"_s}, test.nextRun(), test.pool(), {});
        auto file = staging->receive(m_entry);
        QCOMPARE((*file)->offset(), mib);
        VERIFY_VALUE((*file)->write(part(mib, 2 * mib)));
        QCOMPARE((*file)->present(), (ByteRanges{{0, 2 * mib}}));
    }
    QCOMPARE(believed(test), (ByteRanges{{0, 2 * mib}}));
    finishes(test, {{0, 2 * mib}});
}

void StoreRangesTest::readsBackWhatIsNotWrittenYet()
{
    StoreHome test;
    (void)test.add(u"acme/shipments"_s);
    auto staging = Staging::begin(test.home(), {u"acme"_s, u"shipments"_s}, test.nextRun(), test.pool(), {});
    auto file = staging->receive(m_entry);
    const auto readsBack = [&](qint64 first, qint64 end) {
        std::vector<char> read(size_t(end - first));
        return (*file)->readAt(first, read) && std::ranges::equal(read, part(first, end));
    };
    VERIFY_VALUE(receive(**file, {{0, 1000}}));
    QVERIFY(readsBack(10, 1000)); // in memory
    VERIFY_VALUE(receive(**file, {{1000, 400'000}, {8 * mib, 8 * mib + 500}}));
    QVERIFY(readsBack(0, 400'000));
    QVERIFY(readsBack(8 * mib + 1, 8 * mib + 500));
    VERIFY_VALUE(receive(**file, {{400'000, 8 * mib}, {8 * mib + 500, m_entry.size}}));
    VERIFY_VALUE((*file)->finish(m_entry));
    QCOMPARE(staging->finishReceiving()->front().hash, sha256(part(0, m_entry.size)));
}

void StoreRangesTest::refusesAFileWithAGap()
{
    StoreHome test;
    (void)test.add(u"acme/shipments"_s);
    auto staging = Staging::begin(test.home(), {u"acme"_s, u"shipments"_s}, test.nextRun(), test.pool(), {});
    auto file = staging->receive(m_entry);
    VERIFY_VALUE(receive(**file, {{0, 8 * mib}, {9 * mib, m_entry.size}}));
    VERIFY_ERROR((*file)->finish(m_entry), ErrorKind::Corrupt);
}

void StoreRangesTest::dropsWhatAFormerVersionLeft()
{
    StoreHome test;
    (void)test.add(u"acme/shipments"_s);
    breakAfter(test, {{0, 2 * mib}});
    QFile note(place(test).note);
    QVERIFY(note.open(QIODevice::WriteOnly));
    note.write(R"({"boot":")" + currentBootId().toUtf8()
               + R"(","dataset":"acme/shipments","durable_bytes":2097152,"path":"large","schema":1,"token":")"
               + m_entry.validator.token + "\"}");
    note.close();
    QCOMPARE(believed(test), ByteRanges{});
    finishes(test, {});
}

/// A power cut in the middle of writing it.
void StoreRangesTest::believesNoTornNote()
{
    StoreHome test;
    (void)test.add(u"acme/shipments"_s);
    breakAfter(test, {{0, 2 * mib}, {8 * mib, 9 * mib}});
    QFile note(place(test).note);
    QVERIFY(note.open(QIODevice::ReadWrite));
    QByteArray text = note.readAll();
    text.replace("8388608", "7388608");
    QVERIFY(note.seek(0) && note.write(text) == text.size());
    note.close();
    QCOMPARE(believed(test), ByteRanges{});
    finishes(test, {});
}

QTEST_GUILESS_MAIN(StoreRangesTest)
#include "storeranges_test.moc"

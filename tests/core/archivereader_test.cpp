#include "core/store/archive/archivereader.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

#include <QDir>
#include <QProcess>

using namespace larder;
using namespace larder::test;
using namespace std::chrono_literals;

namespace {

/// What comes out, by name; the one file of a compressed file has none.
class Collected final : public MemberSink
{
public:
    Result<void> begin(size_t archive, const Member &member) override
    {
        members.push_back(member);
        m_now = &files[QByteArray::number(qint64(archive)) + ' ' + member.path];
        return {};
    }
    Result<void> write(std::span<const char> bytes) override
    {
        mostBytes += qint64(bytes.size());
        m_now->append(bytes.data(), qsizetype(bytes.size()));
        return whenBytes ? whenBytes() : Result<void>{};
    }
    Result<void> finish() override
    {
        ++finished;
        return {};
    }

    Files files;
    std::vector<Member> members;
    int finished = 0;
    qint64 mostBytes = 0;
    std::function<Result<void>()> whenBytes;

private:
    QByteArray *m_now = nullptr;
};

} // namespace

/// Archives by the tools that people use, and hostile ones byte by byte: see support/archives.py.
class ArchiveReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsWhatRealToolsWrite_data();
    void readsWhatRealToolsWrite();
    void readsSeveralWithOneWorker();
    void readsArchivesOfNothing_data();
    void readsArchivesOfNothing();
    void keepsNestedOnesPacked();
    void tellsNamesSizesAndTimesWithoutContents();
    void believesNoTimeThatCannotBe();
    void copiesTheBeginningOfOneMember();
    void saysThatThereIsNoSuchMember();
    void refuses_data();
    void refuses();
    void refusesMoreFilesThanTheLimit();
    void refusesMoreBytesThanTheLimit();
    void survivesItsWorker_data();
    void survivesItsWorker();
    void endsTheWorkerWhenStopped();

private:
    [[nodiscard]] ArchiveToRead named(const QString &name) const;
    [[nodiscard]] ArchiveReader reader(const UnpackLimits &limits = {}) const
    {
        return ArchiveReader(QStringLiteral(LARDER_UNPACK_PROGRAM), limits);
    }

    QTemporaryDir m_place;
};

static Files soundMembers()
{
    QByteArray large;
    for (int i = 0; i < 256 * 3000; ++i)
        large += char(i % 256);
    return {{"a.csv", "1,2,3\n"},
            {"deep/er/b.csv", QByteArray(1000, 'b')},
            {"empty", ""},
            {"f\xc3\xb6lder/e\xcc\x81 \xf0\x9f\x93\xa6 50%+#.csv", "unicode"},
            {"large", large}};
}

void ArchiveReaderTest::initTestCase()
{
    QProcess python;
    python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    python.start(u"python3"_s, {QStringLiteral(LARDER_TEST_SUPPORT) + u"/archives.py"_s, m_place.path()});
    QVERIFY(python.waitForFinished(120'000) && python.exitCode() == 0);
}

ArchiveToRead ArchiveReaderTest::named(const QString &name) const
{
    const QDir place(m_place.path());
    for (const QFileInfo &file : place.entryInfoList(QDir::Files)) {
        const QString fileName = file.fileName();
        if (fileName.startsWith(name + u'.'))
            return {fileName.toUtf8(), file.filePath(), file.size()};
    }
    qFatal("there is no archive %s", qPrintable(name));
}

void ArchiveReaderTest::readsWhatRealToolsWrite_data()
{
    QTest::addColumn<Files>("expected");
    const Files all = soundMembers();
    for (const char *name :
         {"zip by python", "zip unpacked", "zip with bzip2", "zip by 7z", "zip by bsdtar", "zip from a pipe",
          "zip64", "zip with a comment", "tar in pax form", "tar in gnu form", "tar from inside",
          "tar by bsdtar", "tgz", "tar.bz2", "tar.xz", "tar.zst by zstd"})
        QTest::newRow(name) << all;
    Files composed = all;
    composed.erase("f\xc3\xb6lder/e\xcc\x81 \xf0\x9f\x93\xa6 50%+#.csv");
    composed["f\xc3\xb6lder/\xc3\xa9 \xf0\x9f\x93\xa6 50%+#.csv"] = "unicode";
    QTest::newRow("7z") << composed;
    Files withoutEmpty = all;
    withoutEmpty.erase("empty");
    QTest::newRow("zip with lzma") << withoutEmpty;
    QTest::newRow("zip with backslashes")
        << Files{{"a.csv", "one"}, {"win/sub/b.csv", "two"}, {"win/sub/c.csv", "three"}};
    QTest::newRow("zip with folders of a code page")
        << Files{{"m\xc3\xa4rz/caf\xc3\xa9.csv", "one"}, {"\xc2\xa0\xe2\x96\x92\xc3\x9f.csv", "two"}};
    QTest::newRow("zip with backslashes by unix") << Files{{"win/sub/b.csv", "two"}};
    QTest::newRow("zip with names in two forms") << Files{{"M\xc3\x84rz \xe6\x97\xa5\xe6\x9c\xac.csv", "x"},
                                                          {"\xe6\x97\xa5\xe6\x9c\xac/c.csv", "x"},
                                                          {"caf\xc3\xa9.csv", "x"}};
    QTest::newRow("zip of unmarked utf-8") << Files{{"caf\xc3\xa9.csv", "one"}};
    for (const char *name : {"gz", "gz of two streams", "gz with zeros behind", "bz2", "xz", "zst"})
        QTest::newRow(name) << Files{{"", all.at("large")}};
}

void ArchiveReaderTest::readsWhatRealToolsWrite()
{
    QFETCH(const Files, expected);
    const ArchiveToRead archive = named(QString::fromLatin1(QTest::currentDataTag()));
    Collected sink;
    VERIFY_VALUE(reader().unpack({&archive, 1}, sink, {}));
    Files plain;
    for (const auto &[path, bytes] : sink.files)
        plain[path.sliced(2)] = bytes;
    QVERIFY(plain == expected);
    QCOMPARE(sink.finished, int(expected.size()));
}

void ArchiveReaderTest::readsSeveralWithOneWorker()
{
    const std::vector<ArchiveToRead> archives{named(u"tgz"_s), named(u"gz"_s), named(u"zip64"_s)};
    Collected sink;
    VERIFY_VALUE(reader().unpack(archives, sink, {}));
    QCOMPARE(sink.files.size(), size_t(5 + 1 + 5));
    QCOMPARE(sink.files["1 "], soundMembers()["large"]);
    QCOMPARE(sink.files["2 a.csv"], "1,2,3\n");
}

void ArchiveReaderTest::readsArchivesOfNothing_data()
{
    QTest::addColumn<int>("members");
    QTest::newRow("empty zip") << 0;
    QTest::newRow("folder in a zip") << 0;
    QTest::newRow("empty tar") << 0;
    QTest::newRow("empty 7z") << 0;
    for (const char *name : {"empty gz", "empty zst", "empty bz2", "empty xz"})
        QTest::newRow(name) << 1;
}

void ArchiveReaderTest::readsArchivesOfNothing()
{
    QFETCH(const int, members);
    const ArchiveToRead archive = named(QString::fromLatin1(QTest::currentDataTag()));
    Collected sink;
    VERIFY_VALUE(reader().unpack({&archive, 1}, sink, {}));
    QCOMPARE(sink.finished, members);
    QCOMPARE(sink.mostBytes, 0);
}

void ArchiveReaderTest::keepsNestedOnesPacked()
{
    const ArchiveToRead archive = named(u"nested"_s);
    Collected sink;
    VERIFY_VALUE(reader().unpack({&archive, 1}, sink, {}));
    QVERIFY(sink.files["0 inner.zip"].startsWith("PK"));
    QVERIFY(sink.files["0 inner.csv.gz"].startsWith("\x1f\x8b"));
}

void ArchiveReaderTest::tellsNamesSizesAndTimesWithoutContents()
{
    const auto members = reader().list(named(u"tar in pax form"_s), {});
    VERIFY_VALUE(members);
    QCOMPARE(members->size(), size_t(5));
    QCOMPARE(members->at(1).path, "deep/er/b.csv");
    QCOMPARE(members->at(1).size, 1000);
    QCOMPARE(members->at(1).modified, Instant(1795586400s));
    const auto one = reader().list(named(u"gz"_s), {});
    VERIFY_VALUE(one);
    QCOMPARE(one->size(), size_t(1));
    QCOMPARE(one->front().path, "gz.csv");
}

void ArchiveReaderTest::believesNoTimeThatCannotBe()
{
    const auto members = reader().list(named(u"tar of no time"_s), {});
    VERIFY_VALUE(members);
    QCOMPARE(members->size(), size_t(2));
    QCOMPARE(members->at(0).modified, std::nullopt);
    QCOMPARE(members->at(1).modified, std::nullopt);
}

void ArchiveReaderTest::copiesTheBeginningOfOneMember()
{
    for (const auto &[name, path] : std::map<QString, QByteArray>{
             {u"tgz"_s, "large"}, {u"zip by python"_s, "large"}, {u"zst"_s, "zst.csv"}}) {
        QByteArray head;
        VERIFY_VALUE(reader().copyMember(named(name), path, 1000,
                                         [&](std::span<const char> bytes) -> Result<void> {
                                             head.append(bytes.data(), qsizetype(bytes.size()));
                                             return {};
                                         },
                                         {}));
        QCOMPARE(head, soundMembers()["large"].first(1000));
    }
}

void ArchiveReaderTest::saysThatThereIsNoSuchMember()
{
    const auto copied =
        reader().copyMember(named(u"tgz"_s), "other", 1000, [](auto) { return Result<void>{}; }, {});
    VERIFY_ERROR(copied, ErrorKind::NotFound);
    QCOMPARE(copied.error().message, u"the archive \"tgz.tgz\" has no file \"other\""_s);
}

void ArchiveReaderTest::refuses_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("because");
    const auto name = [](const char *archive, const QString &because) {
        QTest::newRow(archive) << ErrorKind::Unsupported << because;
    };
    name("up", u"\"../evil\": its path leads out of the archive's folder"_s);
    name("up in the middle", u"\"a/../../evil\": its path leads out of the archive's folder"_s);
    name("up at the end", u"\"a/..\": its path leads out of the archive's folder"_s);
    name("absolute", u"\"/etc/evil\": its path is absolute"_s);
    name("absolute in a tar", u"\"/etc/evil\": its path is absolute"_s);
    name("drive", u"\"C:/evil\": its path begins with a drive's letter"_s);
    name("drive with backslash", u"\"C:\\evil\": its path begins with a drive's letter"_s);
    name("backslash", u"\"..\\evil\": its name has a backslash"_s);
    name("up by backslash", u"\"../evil\": its path leads out of the archive's folder"_s);
    name("drive by backslash", u"\"C:/evil\": its path begins with a drive's letter"_s);
    name("share by backslash", u"\"//host/evil\": its path is absolute"_s);
    name("twice by backslash", u"\"a/b.csv\": it is there twice"_s);
    name("twice", u"\"a.csv\": it is there twice"_s);
    name("twice in a tar", u"\"a.csv\": it is there twice"_s);
    name("case", u"\"A.csv\": only its case tells it from \"a.csv\""_s);
    name("case of a folder", u"\"Dir\": only its case tells it from \"dir\""_s);
    name("case beyond ascii", u"\"Ä\": only its case tells it from \"ä\""_s);
    name("file and folder", u"\"a\": it is a file and a folder at once"_s);
    name("no text", u"its name is not UTF-8 text"_s);
    name("no text in a tar", u"its name is not UTF-8 text"_s);
    name("control", u"\"a\\x0ab\": its name cannot be kept"_s);
    name("long", u"its name cannot be kept"_s);
    name("endless", u"its name cannot be kept"_s);
    name("dots", u"\"a/./b\": its name cannot be kept"_s);
    for (const char *archive : {"link", "hard link", "hard link out", "device", "pipe", "link in a zip"})
        name(archive, u"it is a link or a device, not a file"_s);
    for (const char *archive : {"encrypted", "encrypted with aes", "encrypted 7z", "encrypted names"})
        name(archive, u"is encrypted"_s);
    const auto damaged = [](const char *archive, const QString &because = u"is damaged: "_s) {
        QTest::newRow(archive) << ErrorKind::Corrupt << because;
    };
    damaged("wrong crc", u"\"a.csv\": ZIP bad CRC"_s);
    damaged("short promise");
    damaged("another name inside", u"its directory and its files do not match"_s);
    for (const char *archive : {"cut in the middle", "cut at the end", "tar as zip", "nothing as zip",
                                "unfinished 7z", "unfinished 7z without a sum", "7z of a head alone"})
        damaged(archive, u"its directory is missing or makes no sense"_s);
    for (const char *archive :
         {"without its begin", "second end", "overlapping", "text as tar", "nothing as tar",
          "tar with a wrong header", "packed twice", "gz with text behind", "wrong bytes in a 7z"})
        damaged(archive);
    for (const char *archive : {"nothing as gz", "nothing as zst", "cut tar", "tar without its end",
                                "cut tar.gz", "tar.gz without its sum", "cut tar.xz", "cut gz", "cut xz",
                                "cut bz2", "cut zst", "cut 7z", "cut tar.bz2"})
        damaged(archive, u"it is cut short"_s);
    for (const char *archive : {"tar.gz with a wrong sum", "gz with a wrong sum"})
        damaged(archive, u"incorrect data check"_s);
    damaged("gz with a wrong length", u"incorrect length check"_s);
    for (const char *archive : {"bomb", "bomb of many", "bomb in gz", "bomb in zst"})
        damaged(archive, u"unpacks to more than 250 times its size, as a bomb does"_s);
}

void ArchiveReaderTest::refuses()
{
    QFETCH(const ErrorKind, kind);
    QFETCH(const QString, because);
    const ArchiveToRead archive = named(QString::fromLatin1(QTest::currentDataTag()));
    Collected sink;
    const auto unpacked = reader().unpack({&archive, 1}, sink, {});
    QVERIFY(!unpacked);
    QCOMPARE(errorKindName(unpacked.error().kind), errorKindName(kind));
    QVERIFY2(unpacked.error().message.contains(because), qPrintable(unpacked.error().message));
    QVERIFY2(
        unpacked.error().message.startsWith(u"the archive \"%1\" "_s.arg(QString::fromUtf8(archive.path))),
        qPrintable(unpacked.error().message));
    QVERIFY(!unpacked.error().hint.isEmpty());
    QVERIFY2(sink.mostBytes <= UnpackLimits().harmlessBytes, "a bomb went off first");
}

void ArchiveReaderTest::refusesMoreFilesThanTheLimit()
{
    const ArchiveToRead archive = named(u"tgz"_s);
    Collected sink;
    const auto unpacked = reader({.members = 4}).unpack({&archive, 1}, sink, {});
    VERIFY_ERROR(unpacked, ErrorKind::Corrupt);
    QCOMPARE(unpacked.error().message, u"the archive \"tgz.tgz\" holds more than 4 files"_s);
}

void ArchiveReaderTest::refusesMoreBytesThanTheLimit()
{
    const ArchiveToRead archive = named(u"zip unpacked"_s);
    Collected sink;
    const auto unpacked = reader({.bytes = 2000}).unpack({&archive, 1}, sink, {});
    VERIFY_ERROR(unpacked, ErrorKind::Corrupt);
    QCOMPARE(unpacked.error().message, u"the archive \"zip unpacked.zip\" unpacks to more than 2000 bytes"_s);
    QVERIFY(!sink.files.contains("0 large")); // its header told already
}

void ArchiveReaderTest::survivesItsWorker_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("message");
    const QString brokeDown = u"the archive \"tgz.tgz\" is damaged: its reader broke down over it"_s;
    QTest::newRow("crashes") << u"kill -SEGV $$"_s << brokeDown;
    QTest::newRow("says nothing and ends") << u"exit 0"_s << brokeDown;
    QTest::newRow("talks nonsense") << u"echo hello, I am an archive; cat /dev/zero"_s
                                    << u"what the reader of archives says makes no sense"_s;
    QTest::newRow("bytes of no member") << u"printf 'B\\1\\0\\0\\0x'; sleep 60"_s << brokeDown;
    QTest::newRow("a member within a member")
        << u"m='\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0'; printf \"M\\21\\0\\0\\0${m}aM\\21\\0\\0\\0${m}b\"; sleep 60"_s
        << brokeDown;
    QTest::newRow("leads out, whatever the archive holds")
        << u"m='\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0'; printf \"M\\24\\0\\0\\0${m}../x\"; sleep 60"_s
        << u"the archive \"tgz.tgz\" cannot be unpacked because of \"../x\": its path leads out of the "
           "archive's folder"_s;
    QTest::newRow("hangs") << u"sleep 60"_s << u"the archive \"tgz.tgz\" takes too long to unpack"_s;
    QTest::newRow("ran out of time") << u"kill -XCPU $$"_s
                                     << u"the archive \"tgz.tgz\" takes too long to unpack"_s;
}

void ArchiveReaderTest::survivesItsWorker()
{
    QFETCH(const QString, script);
    QFETCH(const QString, message);
    QFile program(m_place.filePath(u"worker"_s));
    QVERIFY(program.open(QIODevice::WriteOnly | QIODevice::Truncate));
    program.write("#!/bin/sh\n" + script.toUtf8() + '\n');
    program.close();
    QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const ArchiveToRead archive = named(u"tgz"_s);
    Collected sink;
    const auto unpacked = ArchiveReader(program.fileName(), {}, 500ms).unpack({&archive, 1}, sink, {});
    QVERIFY(!unpacked);
    QCOMPARE(unpacked.error().message, message);
}

void ArchiveReaderTest::endsTheWorkerWhenStopped()
{
    const ArchiveToRead archive = named(u"bomb in gz"_s);
    std::stop_source stop;
    Collected sink;
    sink.whenBytes = [&]() -> Result<void> {
        stop.request_stop();
        return {};
    };
    VERIFY_ERROR(reader().unpack({&archive, 1}, sink, stop.get_token()), ErrorKind::Cancelled);
    QVERIFY(sink.mostBytes < 10'000'000);
}

QTEST_GUILESS_MAIN(ArchiveReaderTest)
#include "archivereader_test.moc"

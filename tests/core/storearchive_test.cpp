#include "core/store/archivewriter.h"
#include "tests/support/expect.h"
#include "tests/support/storehome.h"

#include <QProcess>

#include <archive.h>
#include <archive_entry.h>

#include <memory>

using namespace larder;
using namespace larder::test;

class StoreArchiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsWhatTheSnapshotHolds_data();
    void holdsWhatTheSnapshotHolds();
    void isReadByPythonWithItsNames_data();
    void isReadByPythonWithItsNames();
    void isTheSameForTheSameSnapshot();
    void refusesAnotherSuffix();
    void leavesNothingWhenItFails();
    void refusesDamagedBytes();
};

static const Files files{{"a.csv", "1"},
                         {"empty", ""},
                         {"f\xc3\xb6lder/e\xcc\x81 \xf0\x9f\x93\xa6.csv", "unicode"},
                         {QByteArray(255, 'n'), "long"},
                         {"large", QByteArray(700'000, 'x')}};

/// libarchive gives every name in normal form C when it reads; isReadByPythonWithItsNames looks at the real
/// ones.
static Files readArchive(const QString &path)
{
    const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(),
                                                                        archive_read_free);
    archive_read_support_format_all(reader.get());
    archive_read_support_filter_all(reader.get());
    Files read;
    if (archive_read_open_filename(reader.get(), QFile::encodeName(path).constData(), 65536) != ARCHIVE_OK)
        return read;
    archive_entry *entry = nullptr;
    while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
        QByteArray bytes(qsizetype(archive_entry_size(entry)), '\0');
        if (archive_read_data(reader.get(), bytes.data(), size_t(bytes.size())) != bytes.size())
            bytes = "<short>";
        read[archive_entry_pathname_utf8(entry)] = bytes;
    }
    return read;
}

struct Exported {
    StoreHome test;
    DatasetFolder folder = test.add(u"acme/shipments"_s);
    SnapshotId id = *test.fetch(folder, files, morning);
    Manifest manifest = *folder.manifest(id);

    Result<void> write(const QString &target, std::stop_token stop = {})
    {
        return writeArchive(manifest, folder.snapshotPath(id), target, {}, std::move(stop));
    }
};

void StoreArchiveTest::holdsWhatTheSnapshotHolds_data()
{
    QTest::addColumn<QString>("suffix");
    for (const QString &suffix : {u".zip"_s, u".tar.gz"_s, u".tgz"_s, u".tar.zst"_s, u".ZIP"_s})
        QTest::newRow(qPrintable(suffix)) << suffix;
}

void StoreArchiveTest::holdsWhatTheSnapshotHolds()
{
    QFETCH(const QString, suffix);
    Exported exported;
    const QTemporaryDir place;
    const QString target = place.filePath(u"out"_s + suffix);
    VERIFY_VALUE(exported.write(target));
    Files normal;
    for (const auto &[path, bytes] : files)
        normal[QString::fromUtf8(path).normalized(QString::NormalizationForm_C).toUtf8()] = bytes;
    QVERIFY(readArchive(target) == normal);
    QCOMPARE(QDir(place.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void StoreArchiveTest::isReadByPythonWithItsNames_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("script");
    QTest::newRow("zip")
        << u".zip"_s
        << u"import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n"
           "assert all(i.flag_bits & 0x800 for i in z.infolist() if not i.filename.isascii())\n"
           "sys.stdout.buffer.write('\\n'.join(z.namelist()).encode())"_s;
    QTest::newRow("tar") << u".tar.gz"_s
                         << u"import sys,tarfile\nt=tarfile.open(sys.argv[1])\n"
                            "sys.stdout.buffer.write('\\n'.join(t.getnames()).encode())"_s;
}

void StoreArchiveTest::isReadByPythonWithItsNames()
{
    QFETCH(const QString, suffix);
    QFETCH(const QString, script);
    Exported exported;
    const QTemporaryDir place;
    const QString target = place.filePath(u"out"_s + suffix);
    VERIFY_VALUE(exported.write(target));
    QProcess python;
    python.start(u"python3"_s, {u"-c"_s, script, target});
    QVERIFY(python.waitForFinished());
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    QByteArrayList names;
    for (const auto &[path, bytes] : files)
        names << path;
    QCOMPARE(python.readAllStandardOutput().split('\n'), names);
}

void StoreArchiveTest::isTheSameForTheSameSnapshot()
{
    Exported exported;
    const QTemporaryDir place;
    for (const QString &suffix : {u".zip"_s, u".tar.gz"_s, u".tar.zst"_s}) {
        VERIFY_VALUE(exported.write(place.filePath(u"one"_s + suffix)));
        VERIFY_VALUE(exported.write(place.filePath(u"two"_s + suffix)));
        QCOMPARE(contentOf(place.filePath(u"one"_s + suffix)), contentOf(place.filePath(u"two"_s + suffix)));
    }
}

void StoreArchiveTest::refusesAnotherSuffix()
{
    Exported exported;
    const QTemporaryDir place;
    VERIFY_ERROR(exported.write(place.filePath(u"out.rar"_s)), ErrorKind::Invalid);
    QVERIFY(QDir(place.path()).isEmpty());
}

void StoreArchiveTest::leavesNothingWhenItFails()
{
    Exported exported;
    const QTemporaryDir place;
    const QString target = place.filePath(u"out.zip"_s);
    QFile before(target);
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") == 6);
    before.close();
    std::stop_source stop;
    stop.request_stop();
    VERIFY_ERROR(exported.write(target, stop.get_token()), ErrorKind::Cancelled);
    QCOMPARE(contentOf(target), "before");
    QCOMPARE(QDir(place.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    VERIFY_ERROR(exported.write(place.filePath(u"missing/out.zip"_s)), ErrorKind::Storage);
}

void StoreArchiveTest::refusesDamagedBytes()
{
    Exported exported;
    QFile file(exported.folder.snapshotPath(exported.id) + u"/a.csv"_s);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.open(QIODevice::WriteOnly));
    file.write("2");
    file.close();
    const QTemporaryDir place;
    VERIFY_ERROR(exported.write(place.filePath(u"out.tar.gz"_s)), ErrorKind::Corrupt);
    QVERIFY(QDir(place.path()).isEmpty());
}

QTEST_GUILESS_MAIN(StoreArchiveTest)
#include "storearchive_test.moc"

#include "core/base/latelibrary.h"
#include "core/http/httpurl.h"

#include <QFile>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

bool isLoaded(const QByteArray &library)
{
    QFile maps(u"/proc/self/maps"_s);
    return maps.open(QIODevice::ReadOnly) && maps.readAll().contains(library);
}

struct End {
    int exit = 0;
    QByteArray said;
};

/// Of a process of its own that does that.
End endOf(const std::function<void()> &work)
{
    int pipeEnds[2];
    if (::pipe(pipeEnds) != 0)
        return {};
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(pipeEnds[1], STDERR_FILENO);
        work();
        ::_exit(0);
    }
    ::close(pipeEnds[1]);
    QFile reader;
    End end;
    if (reader.open(pipeEnds[0], QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        end.said = reader.readAll();
    int status = 0;
    ::waitpid(child, &status, 0);
    end.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return end;
}

} // namespace

class LateLibraryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isLoadedWithTheFirstCallAndNotBefore()
    {
        QVERIFY(!isLoaded("libcurl"));
        QVERIFY(originOf("https://example.org/"));
        QVERIFY(isLoaded("libcurl"));
    }

    void isMissedInASentence()
    {
        const LateLibrary missing("liblarder-missing.so.1");
        const End end = endOf([&missing] { (void)missing.find("any"); });
        QCOMPARE(end.exit, 127);
        QVERIFY2(
            end.said.startsWith("larder: a library that it needs cannot be loaded: liblarder-missing.so.1"),
            end.said.constData());
    }

    void isMissedInASentenceWithoutTheFunction()
    {
        const LateLibrary older("libm.so.6");
        const End end = endOf([&older] { (void)older.find("no_such_function"); });
        QCOMPARE(end.exit, 127);
        QVERIFY2(end.said.contains("no_such_function"), end.said.constData());
    }
};

QTEST_APPLESS_MAIN(LateLibraryTest)
#include "latelibrary_test.moc"

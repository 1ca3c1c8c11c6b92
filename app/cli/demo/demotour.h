/// The tour: each step says what happens, shows a command, really runs it in a child process, shows what it
/// said, and holds it against what must be. One object is one tour, in a temporary home that goes with it.
/// Main thread.
#pragma once

#include "app/cli/demo/demoserver.h"
#include "app/cli/output.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <functional>
#include <stop_token>

namespace larder {

class DemoTour
{
public:
    [[nodiscard]] static Result<std::unique_ptr<DemoTour>> prepare(Output &output, std::stop_token stop);
    ~DemoTour();

    /// Corrupt: something was not as it must be; the steps have told what.
    [[nodiscard]] Result<void> run();

private:
    struct Said {
        int exit = 0;
        QString out;
        QString err;

        [[nodiscard]] QString line() const { return out.trimmed(); }
    };

    DemoTour(Output &output, std::stop_token stop, std::unique_ptr<DemoServer> server);

    void chapter(const QString &text);
    /// `at`: what --as-of says.
    Said larder(const QString &at, const QStringList &arguments, int expectedExit);
    void expect(bool isTrue, const QString &what);

    [[nodiscard]] Result<void> writeExports();
    void bind();
    void fetchOnce();
    void passMidnight();
    void noticeReupload();
    void rollBack();

    Output &m_output;
    std::stop_token m_stop;
    std::unique_ptr<DemoServer> m_server;
    QTemporaryDir m_folder;
    QString m_program;
    QString m_firstPath;
    int m_steps = 0;
    QStringList m_faults;
    std::optional<Error> m_broken; ///< a command that could not be run at all: the rest is left out
};

} // namespace larder

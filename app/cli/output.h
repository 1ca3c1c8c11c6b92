/// Where a command's words go. stdout has the results — lines for people, or one JSON document with --json —
/// and stderr everything else. Text from outside never steers the terminal. Any thread.
#pragma once

#include "app/cli/texttable.h"
#include "core/base/result.h"

#include <QJsonObject>

#include <functional>
#include <mutex>

namespace larder {

struct OutputOptions {
    bool isJson = false;
    bool isQuiet = false; ///< --quiet: neither told() nor note()
};

class Output
{
public:
    explicit Output(OutputOptions options = {});

    [[nodiscard]] bool isJson() const { return m_options.isJson; }
    [[nodiscard]] bool isQuiet() const { return m_options.isQuiet; }
    [[nodiscard]] const Terminal &out() const { return m_out; }
    [[nodiscard]] const Terminal &err() const { return m_err; }

    /// What was asked for; not with --json.
    void result(const QString &line);
    void result(const TextTable &table);
    /// What was done; not with --json or --quiet.
    void told(const QString &line);
    /// What was asked for, for programs; only with --json. Fields of several calls make one document.
    void json(const QJsonObject &fields);
    /// Bytes as they are. False: nobody reads any more.
    [[nodiscard]] bool bytes(const char *data, qsizetype size);

    /// On stderr: something to know; not with --quiet.
    void note(const QString &line);
    /// On stderr, always.
    void warning(const QString &line);
    /// The sentence on stderr, and `error` in the JSON document (the first one stays).
    void error(const Error &error);

    /// Called around each line on stderr, so that a progress bar can make way.
    void setInterruption(std::function<void()> hide) { m_hide = std::move(hide); }
    /// Writes the JSON document. An error: stdout could not take what was said.
    [[nodiscard]] Result<void> finish();

private:
    void writeOut(const QByteArray &bytes);
    void writeErr(const QString &line);

    OutputOptions m_options;
    Terminal m_out = Terminal::of(1);
    Terminal m_err = Terminal::of(2);
    QJsonObject m_document;
    bool m_hasDocument = false;
    int m_outError = 0; ///< errno of the first write that failed
    std::function<void()> m_hide;
    std::mutex m_mutex;
};

} // namespace larder

/// A person's own command line, as it stands in a binding (`command:…`, `after`): what it may hold, and what
/// is shown of it and of what it said. /bin/sh reads the line, so quotes, pipes and variables mean what they
/// mean everywhere. Pure; any thread.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QProcessEnvironment>

namespace larder {

/// What stands behind `command:`; nullopt: the address is another one.
[[nodiscard]] std::optional<QString> commandLineOf(const QString &url);

/// Errors: Invalid, for nothing, for control characters, and for what looks like a secret: every user of the
/// machine can read a process's command line.
[[nodiscard]] Result<void> checkCommandLine(const QString &line);

/// Without passwords and the values of queries; what checkCommandLine accepts has none.
[[nodiscard]] QString shownCommand(const QString &line);

/// What a command says, kept so far as it is of use: its beginning and its end.
class CommandLog
{
public:
    /// `environment`: of the command; the values of its variables that are called secrets are never shown.
    explicit CommandLog(const QProcessEnvironment &environment);

    void add(QByteArrayView bytes);
    /// For people, whole lines: what was left out is counted between them.
    [[nodiscard]] QByteArray text() const;
    /// What it said last, cut to a line; mostly it says why it failed.
    [[nodiscard]] QString lastLine() const;

private:
    [[nodiscard]] QByteArray withoutSecrets(QByteArray text) const;

    QByteArray m_head;
    QByteArray m_tail;
    qint64 m_leftOut = 0;
    QByteArrayList m_secrets;
};

} // namespace larder

/// What a person types or a pipe brings on stdin. A secret is not shown while it is typed. Blocks; a stop
/// ends the wait, and leaves the terminal as it was. Errors: Cancelled, Invalid (more than is sensible). One
/// object per command: it keeps what was read beyond a line.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <optional>
#include <stop_token>

namespace larder {

class Session;

enum class Echo { Shown, Hidden };

class Input
{
public:
    explicit Input(std::stop_token stop) : m_stop(std::move(stop)) { }

    [[nodiscard]] static bool isTerminal();
    /// On stderr, without a line of its own; then a line, without its end. nullopt: there is none any more.
    [[nodiscard]] Result<std::optional<QByteArray>> ask(const QString &question, Echo echo);
    [[nodiscard]] Result<std::optional<QByteArray>> line();
    /// All the rest.
    [[nodiscard]] Result<QByteArray> rest();

private:
    /// False: the end has come.
    [[nodiscard]] Result<bool> readMore();

    const std::stop_token m_stop;
    QByteArray m_read;
};

/// Whether a person agrees to what `warning` tells, by typing `name`. Without a terminal nobody can be asked:
/// Invalid, with `refusal` and how to do without.
[[nodiscard]] Result<bool> agreesByName(Session &session, const QString &name, const QString &refusal,
                                        const QString &warning);

} // namespace larder

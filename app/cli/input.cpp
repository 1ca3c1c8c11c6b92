#include "app/cli/input.h"

#include "app/cli/session.h"
#include "core/base/filedescriptor.h"

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int stopCheckMilliseconds = 100;
constexpr qsizetype mostBytes = 1024 * 1024; // a key file has a few thousand

/// The terminal shows nothing of what is typed, as long as it lives.
class HiddenEcho
{
public:
    HiddenEcho()
    {
        m_isSet = ::tcgetattr(0, &m_before) == 0;
        termios hidden = m_before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_isSet = m_isSet && ::tcsetattr(0, TCSAFLUSH, &hidden) == 0;
    }
    ~HiddenEcho()
    {
        if (!m_isSet)
            return;
        (void)::tcsetattr(0, TCSAFLUSH, &m_before);
        (void)writeAll(2, "\n", 1);
    }
    Q_DISABLE_COPY_MOVE(HiddenEcho)

private:
    termios m_before{};
    bool m_isSet = false;
};

} // namespace

bool Input::isTerminal()
{
    return Terminal::of(0).isTerminal;
}

Result<bool> Input::readMore()
{
    while (true) {
        pollfd input{.fd = 0, .events = POLLIN};
        const int ready = ::poll(&input, 1, stopCheckMilliseconds);
        if (m_stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s);
        if (ready <= 0)
            continue;
        std::array<char, 4096> bytes{};
        const ssize_t size = ::read(0, bytes.data(), bytes.size());
        if (size <= 0)
            return false;
        m_read.append(bytes.data(), size);
        if (m_read.size() > mostBytes)
            return failure(ErrorKind::Invalid, u"stdin has too much"_s, u"stdin"_s);
        return true;
    }
}

Result<std::optional<QByteArray>> Input::line()
{
    qsizetype end = -1;
    while ((end = m_read.indexOf('\n')) < 0) {
        const auto more = readMore();
        if (!more)
            return failure(more);
        if (*more)
            continue;
        if (m_read.isEmpty())
            return std::nullopt;
        return std::exchange(m_read, {});
    }
    QByteArray line = m_read.first(end);
    m_read.remove(0, end + 1);
    return line;
}

Result<std::optional<QByteArray>> Input::ask(const QString &question, Echo echo)
{
    // Hidden before it is asked: who answers at once would see it, and lose it to the flush.
    std::optional<HiddenEcho> hidden;
    if (echo == Echo::Hidden)
        hidden.emplace();
    const QByteArray words = question.toUtf8();
    (void)writeAll(2, words.data(), size_t(words.size()));
    return line();
}

Result<QByteArray> Input::rest()
{
    while (true) {
        const auto more = readMore();
        if (!more)
            return failure(more);
        if (!*more)
            return std::exchange(m_read, {});
    }
}

Result<bool> agreesByName(Session &session, const QString &name, const QString &refusal,
                          const QString &warning)
{
    if (!Input::isTerminal())
        return failure(ErrorKind::Invalid, refusal, name, u"add --yes to do it without being asked"_s);
    session.output().warning(u"%1. Type the name to go on:"_s.arg(warning));
    const auto answer = Input(session.stop()).line();
    if (!answer)
        return failure(answer);
    return answer->has_value() && QString::fromUtf8(**answer).trimmed() == name;
}

} // namespace larder

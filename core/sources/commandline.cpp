#include "core/sources/commandline.h"

#include "core/sources/address.h"

#include <QRegularExpression>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView commandScheme = "command:"_L1;
constexpr qsizetype keptHead = 64 * 1024; // how it began
constexpr qsizetype keptTail = 192 * 1024; // and how it ended, which says more
constexpr qsizetype longestLine = 240; // in a sentence
constexpr qsizetype shortestSecret = 6; // "true", "1": not worth hiding, and everywhere

const QRegularExpression &urlForm()
{
    static const QRegularExpression form(
        u"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\\s'\"<>|;()]+"_s);
    return form;
}

/// PGPASSWORD=…, --api-key=…, token=…; not where a variable or a command gives the value.
const QRegularExpression &secretForm()
{
    static const QRegularExpression form(u"(?<![A-Za-z0-9_-])([A-Za-z0-9_-]{0,40}(?:passw(?:or)?d|passphrase|"
                                         u"secret|token|(?:access|api|account)[-_]?key)=)"
                                         "(?![\"']?\\$)[\"']?[^\\s\"']+"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return form;
}

bool isSecretName(const QString &name)
{
    static const QRegularExpression form(u"PASS|SECRET|TOKEN|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return form.match(name).hasMatch();
}

/// Every address as it may be shown.
QString withoutPasswords(const QString &text)
{
    QString shown;
    qsizetype done = 0;
    for (auto matches = urlForm().globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        shown += text.sliced(done, match.capturedStart() - done) + redactedAddress(match.captured());
        done = match.capturedEnd();
    }
    return shown + text.sliced(done);
}

std::unexpected<Error> secretInside(const QString &line)
{
    return failure(ErrorKind::Invalid,
                   u"the command holds a secret, which every user of this machine could read"_s,
                   shownCommand(line), u"let a script of yours read it from its own place"_s);
}

} // namespace

std::optional<QString> commandLineOf(const QString &url)
{
    if (!url.startsWith(commandScheme, Qt::CaseInsensitive))
        return std::nullopt;
    return url.sliced(commandScheme.size()).trimmed();
}

Result<void> checkCommandLine(const QString &line)
{
    if (line.trimmed().isEmpty())
        return failure(ErrorKind::Invalid, u"the command is empty"_s, {},
                       u"write for example ~/bin/export.sh"_s);
    if (std::ranges::any_of(line,
                            [](QChar c) { return c.category() == QChar::Other_Control && c != u'\t'; })) {
        return failure(ErrorKind::Invalid, u"the command has control characters"_s, {},
                       u"write it in one line, or put it into a script"_s);
    }
    for (auto urls = urlForm().globalMatch(line); urls.hasNext();) {
        if (hasPassword(urls.next().captured()))
            return secretInside(line);
    }
    if (secretForm().match(line).hasMatch())
        return secretInside(line);
    return {};
}

QString shownCommand(const QString &line)
{
    return withoutPasswords(line).replace(secretForm(), u"\\1…"_s);
}

CommandLog::CommandLog(const QProcessEnvironment &environment)
{
    for (const QString &name : environment.keys()) {
        const QByteArray value = environment.value(name).toUtf8();
        if (isSecretName(name) && value.size() >= shortestSecret)
            m_secrets << value;
    }
    std::ranges::sort(m_secrets, std::ranges::greater{}, &QByteArray::size); // one may hold another
}

void CommandLog::add(QByteArrayView bytes)
{
    const qsizetype room = std::min(keptHead - m_head.size(), bytes.size());
    m_head += bytes.first(room);
    m_tail += bytes.sliced(room);
    if (m_tail.size() > 2 * keptTail) { // seldom, so that it costs little
        m_leftOut += m_tail.size() - keptTail;
        m_tail = m_tail.last(keptTail);
    }
}

/// Nothing is cut within a line: half a secret would not be found.
QByteArray CommandLog::text() const
{
    const qsizetype surplus = std::max<qsizetype>(m_tail.size() - keptTail, 0);
    if (m_leftOut + surplus == 0)
        return withoutSecrets(m_head + m_tail);
    const QByteArray head = m_head.first(m_head.lastIndexOf('\n') + 1);
    QByteArray tail = m_tail.sliced(surplus);
    tail = tail.sliced(tail.indexOf('\n') + 1);
    const qint64 leftOut =
        m_leftOut + surplus + (m_head.size() - head.size()) + (m_tail.size() - surplus - tail.size());
    return withoutSecrets(head) + "… " + QByteArray::number(leftOut) + " bytes left out …\n"
        + withoutSecrets(tail);
}

QString CommandLog::lastLine() const
{
    const QByteArrayList lines = text().split('\n');
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        QString words = QString::fromUtf8(*line);
        words.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
        words = words.trimmed();
        if (!words.isEmpty())
            return words.size() > longestLine ? words.first(longestLine) + u'…' : words;
    }
    return {};
}

QByteArray CommandLog::withoutSecrets(QByteArray text) const
{
    for (const QByteArray &secret : m_secrets)
        text.replace(secret, "…");
    return shownCommand(QString::fromUtf8(text)).toUtf8();
}

} // namespace larder

#include "core/sources/rcloneerror.h"

#include "core/sources/commandline.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestDetail = 160; // in a sentence
constexpr auto checkAddress = "check the address"_L1;
constexpr auto checkHost = "check the network connection and the host's name"_L1;
constexpr auto tryLater = "the provider asks for fewer requests; try again later"_L1;
constexpr auto knowHost =
    "connect once with ssh, compare the fingerprint with what the host's owner says, and "
    "accept it"_L1;
using enum ErrorKind;
using enum Persistence;

struct WordsRow {
    QLatin1StringView part; ///< of what it says, in lower case
    ErrorKind kind;
    Persistence persistence;
    QLatin1StringView message;
    QLatin1StringView hint; ///< empty for SignInNeeded: who asked knows
};

constexpr auto noRemote = "rclone knows no such remote"_L1;
constexpr auto noSignIn = "the sign-in is refused, or has expired"_L1;
constexpr auto noAccess = "the server denies access"_L1;
constexpr auto notThere = "there is no such file or folder"_L1;
constexpr auto checkAccess = "check what this sign-in may read"_L1;
constexpr auto slowDown = "the provider asks to slow down"_L1;
constexpr auto noServer = "the server cannot be reached"_L1;
constexpr auto noAnswer = "the server does not answer in time"_L1;
constexpr auto broken = "the connection broke"_L1;
constexpr auto noTrust = "the server's certificate is not trusted"_L1;
constexpr auto makeRemote = "see `rclone listremotes`, or make it with `rclone config`"_L1;

/// The first that fits: what is told beside a wider word stands before it.
constexpr std::array wordsRows{
    WordsRow{"didn't find section in config file"_L1, SignInNeeded, Lasting, noRemote, makeRemote},
    WordsRow{"didn't find backend called"_L1, Unsupported, Lasting,
             "the installed rclone cannot read this kind of remote"_L1, "install a newer rclone"_L1},
    WordsRow{"key is unknown"_L1, Network, Lasting, "the host's key is not in known_hosts"_L1, knowHost},
    WordsRow{
        "knownhosts: key mismatch"_L1, Network, Lasting,
        "the host's key is another one than known_hosts tells"_L1,
        "ask the host's owner whether the key was changed; it may also be of another kind, as ssh-keyscan "
        "shows"_L1},
    WordsRow{"couldn't parse known_hosts"_L1, Network, Lasting, "known_hosts cannot be read"_L1, knowHost},
    WordsRow{"passphrase protected"_L1, SignInNeeded, Lasting, "the key is protected by a passphrase"_L1,
             "add it to the agent with ssh-add"_L1},
    WordsRow{"unable to authenticate"_L1, SignInNeeded, Lasting, noSignIn, {}},
    WordsRow{"ssh-agent"_L1, SignInNeeded, Lasting, "no key was found, and no agent runs"_L1,
             "start ssh-agent and add your key with ssh-add"_L1},
    WordsRow{
        "failed to parse private key"_L1, SignInNeeded, Lasting, "the private key cannot be read"_L1, {}},
    WordsRow{"failed to read private key"_L1, SignInNeeded, Lasting, "the private key cannot be read"_L1, {}},
    WordsRow{"ratelimitexceeded"_L1, Throttled, Passing, slowDown, tryLater},
    WordsRow{"too_many_requests"_L1, Throttled, Passing, slowDown, tryLater},
    WordsRow{"too many requests"_L1, Throttled, Passing, slowDown, tryLater},
    WordsRow{"quotaexceeded"_L1, Throttled, Passing, slowDown, tryLater},
    WordsRow{"slowdown"_L1, Throttled, Passing, slowDown, tryLater},
    WordsRow{"503 service unavailable"_L1, Network, Passing, "the server is in trouble"_L1,
             "try again later"_L1},
    WordsRow{"invalid_grant"_L1, SignInNeeded, Lasting, noSignIn, {}},
    WordsRow{"couldn't fetch token"_L1, SignInNeeded, Lasting, noSignIn, {}},
    WordsRow{"empty token found"_L1, SignInNeeded, Lasting, noSignIn, {}},
    WordsRow{"unauthorized"_L1, SignInNeeded, Lasting, noSignIn, {}},
    WordsRow{"authentication failed"_L1, SignInNeeded, Lasting, noSignIn, {}},
    WordsRow{"login incorrect"_L1, SignInNeeded, Lasting, noSignIn, {}},
    WordsRow{": 530 "_L1, SignInNeeded, Lasting, noSignIn, {}},
    WordsRow{"invalidaccesskeyid"_L1, SignInNeeded, Lasting, noSignIn, {}},
    WordsRow{"signaturedoesnotmatch"_L1, SignInNeeded, Lasting, noSignIn, {}},
    WordsRow{"status code: 403"_L1, Denied, Lasting, noAccess, checkAccess}, // of buckets, by SDKs 1 and 2
    WordsRow{"statuscode: 403"_L1, Denied, Lasting, noAccess, checkAccess},
    WordsRow{"permission denied"_L1, Denied, Lasting, noAccess, checkAccess},
    WordsRow{"403 forbidden"_L1, Denied, Lasting, noAccess, checkAccess},
    WordsRow{"accessdenied"_L1, Denied, Lasting, noAccess, checkAccess},
    WordsRow{"access denied"_L1, Denied, Lasting, noAccess, checkAccess},
    WordsRow{"no such host"_L1, Network, Unreached, "the host's name cannot be resolved"_L1, checkHost},
    WordsRow{"server misbehaving"_L1, Network, Unreached, "the host's name cannot be resolved"_L1, checkHost},
    WordsRow{"connection refused"_L1, Network, Unreached, noServer, checkHost},
    WordsRow{"unreachable"_L1, Network, Unreached, noServer, checkHost},
    WordsRow{"no route to host"_L1, Network, Unreached, noServer, checkHost},
    WordsRow{"i/o timeout"_L1, Timeout, Unreached, noAnswer, checkHost},
    WordsRow{"deadline exceeded"_L1, Timeout, Unreached, noAnswer, checkHost},
    WordsRow{"x509:"_L1, Network, Lasting, noTrust, "check the host's name and this computer's clock"_L1},
    WordsRow{"connection reset"_L1, Network, Passing, broken, "try again"_L1},
    WordsRow{"connection lost"_L1, Network, Passing, broken, "try again"_L1},
    WordsRow{"broken pipe"_L1, Network, Passing, broken, "try again"_L1},
    WordsRow{"unexpected eof"_L1, Network, Passing, broken, "try again"_L1},
    WordsRow{"directory not found"_L1, NotFound, Lasting, notThere, checkAddress},
    WordsRow{"object not found"_L1, NotFound, Lasting, notThere, checkAddress},
    WordsRow{"is a directory not a file"_L1, NotFound, Lasting, notThere, checkAddress},
    WordsRow{"file does not exist"_L1, NotFound, Lasting, notThere, checkAddress},
    WordsRow{"nosuchbucket"_L1, NotFound, Lasting, "there is no such bucket"_L1, checkAddress},
    WordsRow{"404 not found"_L1, NotFound, Lasting, notThere, checkAddress},
    WordsRow{"couldn't find method"_L1, Unsupported, Lasting, "the installed rclone is too old"_L1,
             "install rclone 1.60 or newer"_L1},
};

/// The end of what it says, which is mostly the cause; without passwords and the values of queries.
QString detailOf(const QString &words)
{
    QString detail = shownCommand(words.section(u'\n', 0, 0)).trimmed();
    detail.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return detail.size() > longestDetail ? u'…' + detail.last(longestDetail) : detail;
}

} // namespace

QString rcloneError(const QByteArray &answer)
{
    return QJsonDocument::fromJson(answer)["error"_L1].toString();
}

HttpFailure rcloneFailure(const QString &words, const QString &subject, const QString &renewal)
{
    const QString lower = words.toLower();
    const auto *const row =
        std::ranges::find_if(wordsRows, [&lower](const WordsRow &each) { return lower.contains(each.part); });
    if (row == wordsRows.end()) {
        return {{Network, u"rclone cannot read it: %1"_s.arg(detailOf(words)), subject, u"try again"_s},
                Passing};
    }
    const QString hint = row->kind == SignInNeeded && row->hint.isEmpty() ? renewal : QString(row->hint);
    return {{row->kind, row->message, subject, hint}, row->persistence};
}

} // namespace larder

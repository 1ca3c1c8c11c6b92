#include "core/credentials/azuresignin.h"

#include "core/credentials/oauth.h"
#include "core/credentials/signincommand.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto resource = "https://storage.azure.com/";
constexpr auto usualAuthority = "https://login.microsoftonline.com"_L1;
constexpr qint64 maxFileBytes = 4 * 1024 * 1024; // a longer file is no list of subscriptions
constexpr auto newVariables = "set new ones and start Larder again"_L1;

std::unexpected<Error> signIn(const QString &message, const QString &hint)
{
    return failure(ErrorKind::SignInNeeded, message, {}, hint);
}

AzureKeys fromVariable(const QString &name)
{
    return {.sharedKey = {},
            .signature = {},
            .token = {},
            .expiresAt = {},
            .origin = u"the environment (%1)"_s.arg(name),
            .renewal = newVariables};
}

/// "AccountName=…;AccountKey=…;…": names without case, values with '='.
QHash<QString, QString> partsOf(const QString &connection)
{
    QHash<QString, QString> parts;
    for (const QString &part : connection.split(u';', Qt::SkipEmptyParts))
        parts[part.section(u'=', 0, 0).trimmed().toLower()] = part.section(u'=', 1).trimmed();
    return parts;
}

QByteArray signatureOf(const QString &text)
{
    return (text.startsWith(u'?') ? text.sliced(1) : text).toLatin1();
}

QByteArray keyOf(const QString &base64)
{
    return QByteArray::fromBase64(base64.toLatin1());
}

/// As no profile is called.
QString memoryOf(const QString &account)
{
    return u'\n' + account;
}

} // namespace

AzureSignIn::AzureSignIn(QProcessEnvironment environment, const HttpClientFactory &http,
                         const NamedCredentials *named)
    : m_environment(std::move(environment)),
      m_http(http),
      m_named(named)
{ }

Result<FoundName> AzureSignIn::found(const SignInName &who) const
{
    return findName(m_named, who, [this](const QString &name) { return profiles().contains(name); });
}

Result<AzureKeys> AzureSignIn::keys(const SignInName &who, const QString &account,
                                    const std::stop_token &stop)
{
    const auto name = found(who);
    if (!name)
        return failure(name);
    if (!name->kept && name->profile.isEmpty()) {
        if (const std::optional<AzureKeys> own = ofEnvironment(account))
            return m_memory.keys(memoryOf(account), account, stop,
                                 [&own] { return Result<AzureKeys>(*own); });
    }
    return m_memory.keys(name->memory, account, stop, [&] {
        return name->kept ? ofKeyring(*name->kept, stop) : resolve(name->profile, stop);
    });
}

void AzureSignIn::refuse(const SignInName &who, const QString &account, const AzureKeys &keys,
                         const Error &error)
{
    const auto name = found(who);
    if (!name)
        return;
    const bool isOfEnvironment = !name->kept && !keys.mayBeKept();
    m_memory.refuse(isOfEnvironment ? memoryOf(account) : name->memory, account, keys, error);
}

QStringList AzureSignIn::profiles() const
{
    const QString chosen = m_environment.value(u"AZURE_CONFIG_DIR"_s);
    const QString folder = chosen.isEmpty() ? m_environment.value(u"HOME"_s) + u"/.azure"_s : chosen;
    QFile file(folder + u"/azureProfile.json"_s);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxFileBytes)
        return {};
    QByteArray content = file.readAll();
    if (content.startsWith("\xef\xbb\xbf")) // the command writes a mark of its encoding before it
        content.remove(0, 3);
    QStringList names;
    for (const QJsonValue &each : QJsonDocument::fromJson(content).object()["subscriptions"_L1].toArray())
        names << each.toObject()["name"_L1].toString();
    names.removeAll(QString());
    names.removeDuplicates();
    return names;
}

QString AzureSignIn::endpoint(const QString &account) const
{
    const QHash<QString, QString> parts = partsOf(m_environment.value(u"AZURE_STORAGE_CONNECTION_STRING"_s));
    if (parts.value(u"accountname"_s) != account)
        return {};
    QString endpoint = parts.value(u"blobendpoint"_s);
    const QString suffix = parts.value(u"endpointsuffix"_s);
    if (endpoint.isEmpty() && !suffix.isEmpty() && suffix != u"core.windows.net")
        return u"https://%1.blob.%2"_s.arg(account, suffix);
    // Of an emulator it names the account in its path, as every address there does.
    while (endpoint.endsWith(u'/'))
        endpoint.chop(1);
    if (endpoint.endsWith(u'/' + account))
        endpoint.chop(account.size() + 1);
    return endpoint;
}

std::optional<AzureKeys> AzureSignIn::ofEnvironment(const QString &account) const
{
    const auto variable = [this](const QString &name) { return m_environment.value(name); };
    const QString connectionName = u"AZURE_STORAGE_CONNECTION_STRING"_s;
    const QHash<QString, QString> parts = partsOf(variable(connectionName));
    AzureKeys keys = fromVariable(connectionName);
    if (parts.value(u"accountname"_s) == account && !parts.value(u"accountkey"_s).isEmpty()) {
        keys.sharedKey = keyOf(parts.value(u"accountkey"_s));
        return keys;
    }
    if (!parts.value(u"sharedaccesssignature"_s).isEmpty()
        && (parts.value(u"accountname"_s) == account
            || parts.value(u"blobendpoint"_s).contains(u"//%1."_s.arg(account)))) {
        keys.signature = signatureOf(parts.value(u"sharedaccesssignature"_s));
        return keys;
    }
    const QString ofAccount = variable(u"AZURE_STORAGE_ACCOUNT"_s);
    if (ofAccount == account && !variable(u"AZURE_STORAGE_KEY"_s).isEmpty()) {
        keys = fromVariable(u"AZURE_STORAGE_KEY"_s);
        keys.sharedKey = keyOf(variable(u"AZURE_STORAGE_KEY"_s));
        return keys;
    }
    const QString signature = variable(u"AZURE_STORAGE_SAS_TOKEN"_s);
    if (!signature.isEmpty() && ofAccount == account) {
        keys = fromVariable(u"AZURE_STORAGE_SAS_TOKEN"_s);
        keys.signature = signatureOf(signature);
        return keys;
    }
    return std::nullopt;
}

Result<AzureKeys> AzureSignIn::resolve(const QString &profile, const std::stop_token &stop) const
{
    const auto isSet = [this](const QString &name) { return !m_environment.value(name).isEmpty(); };
    if (profile.isEmpty() && isSet(u"AZURE_TENANT_ID"_s) && isSet(u"AZURE_CLIENT_ID"_s)
        && isSet(u"AZURE_CLIENT_SECRET"_s)) {
        const auto variable = [this](const QString &name) { return m_environment.value(name).toUtf8(); };
        return ofApplication({variable(u"AZURE_TENANT_ID"_s), variable(u"AZURE_CLIENT_ID"_s),
                              variable(u"AZURE_CLIENT_SECRET"_s)},
                             fromVariable(u"AZURE_CLIENT_ID"_s), stop);
    }
    return byAzCommand(profile, stop);
}

Result<AzureKeys> AzureSignIn::ofKeyring(const NamedCredential &kept, const std::stop_token &stop) const
{
    const bool isOurs = kept.kind == CredentialKind::AzureKey || kept.kind == CredentialKind::AzureSignature
        || kept.kind == CredentialKind::AzureApplication;
    if (!isOurs)
        return isOfAnotherKind(kept);
    const auto values = m_named->read(kept, stop);
    if (!values)
        return failure(values);
    AzureKeys keys{.sharedKey = {},
                   .signature = values->value(u"signature"_s),
                   .token = {},
                   .expiresAt = {},
                   .origin = originOf(kept),
                   .renewal = renewalOf(kept)};
    keys.sharedKey = QByteArray::fromBase64(values->value(u"account-key"_s));
    if (kept.kind != CredentialKind::AzureApplication)
        return keys;
    return ofApplication(
        {values->value(u"tenant"_s), values->value(u"client-id"_s), values->value(u"client-secret"_s)},
        std::move(keys), stop);
}

Result<AzureKeys> AzureSignIn::ofApplication(const Application &application, AzureKeys who,
                                             const std::stop_token &stop) const
{
    QByteArray authority = m_environment.value(u"AZURE_AUTHORITY_HOST"_s).toUtf8();
    if (authority.isEmpty())
        authority = usualAuthority.data();
    while (authority.endsWith('/'))
        authority.chop(1);
    const QByteArray endpoint =
        authority + '/' + application.tenant.toPercentEncoding() + "/oauth2/v2.0/token";
    const Result<BearerToken> token = askForToken(m_http, endpoint,
                                                  {{"grant_type", "client_credentials"},
                                                   {"client_id", application.clientId},
                                                   {"client_secret", application.clientSecret},
                                                   {"scope", QByteArray(resource) + ".default"}},
                                                  stop);
    if (!token && (token.error().kind == ErrorKind::SignInNeeded || token.error().kind == ErrorKind::Corrupt))
        return signIn(u"the sign-in of %1 has expired or is missing"_s.arg(who.origin), who.renewal);
    if (!token)
        return failure(token);
    who.token = token->token;
    who.expiresAt = token->expiresAt;
    return who;
}

Result<AzureKeys> AzureSignIn::byAzCommand(const QString &profile, const std::stop_token &stop) const
{
    AzureKeys keys{.sharedKey = {},
                   .signature = {},
                   .token = {},
                   .expiresAt = {},
                   .origin = profile.isEmpty() ? u"the az command"_s
                                               : u"the Azure subscription \"%1\""_s.arg(profile),
                   .renewal = u"run `az login`"_s};
    QStringList arguments{u"account"_s,    u"get-access-token"_s,
                          u"--resource"_s, QString::fromLatin1(resource),
                          u"--output"_s,   u"json"_s};
    if (!profile.isEmpty())
        arguments << u"--subscription"_s << profile;
    const Result<ProcessOutcome> outcome = runSignInCommand(u"az"_s, arguments, m_environment, stop);
    if (!outcome && outcome.error().kind == ErrorKind::Cancelled)
        return failure(outcome);
    if (!outcome && outcome.error().kind == ErrorKind::NotFound) {
        return signIn(u"no Azure credentials were found"_s,
                      u"install Azure CLI and run `az login`, set AZURE_STORAGE_CONNECTION_STRING, or use "
                      "--anonymous for a public container"_s);
    }
    if (!outcome || outcome->exitCode != 0)
        return signIn(u"the sign-in of %1 has expired or is missing"_s.arg(keys.origin), keys.renewal);
    const QJsonObject answer = QJsonDocument::fromJson(outcome->out).object();
    keys.token = answer["accessToken"_L1].toString().toLatin1();
    if (keys.token.isEmpty() || keys.token.contains('\n') || keys.token.contains('\r'))
        return signIn(u"the sign-in of %1 has expired or is missing"_s.arg(keys.origin), keys.renewal);
    // "expiresOn" is of this machine's zone; the number came later.
    if (const qint64 seconds = answer["expires_on"_L1].toVariant().toLongLong(); seconds > 0)
        keys.expiresAt = fromForeignSeconds(seconds);
    return keys;
}

} // namespace larder

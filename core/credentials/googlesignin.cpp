#include "core/credentials/googlesignin.h"

#include "core/credentials/googledocument.h"
#include "core/credentials/machine.h"
#include "core/credentials/oauth.h"
#include "core/credentials/signincommand.h"
#include "core/http/shortquestion.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto scope = "https://www.googleapis.com/auth/devstorage.read_only";
constexpr auto assertionLives = 1h; // the longest that Google takes
constexpr auto metadataPatience = 3s; // it answers within milliseconds, or is not there
constexpr qint64 maxFileBytes = 1024 * 1024; // a longer file is no credentials
constexpr auto loginCommand = "run `gcloud auth application-default login`"_L1;

std::unexpected<Error> signIn(const QString &message, const QString &hint)
{
    return failure(ErrorKind::SignInNeeded, message, {}, hint);
}

std::unexpected<Error> expired(const BearerToken &who)
{
    return signIn(u"the sign-in of %1 has expired or is missing"_s.arg(who.origin), who.renewal);
}

/// What the provider said of the sign-in, told of whom; what is of the way there stays as it is.
Result<BearerToken> of(const BearerToken &who, Result<BearerToken> token)
{
    if (!token && token.error().kind != ErrorKind::SignInNeeded && token.error().kind != ErrorKind::Corrupt)
        return token;
    if (!token)
        return expired(who);
    token->origin = who.origin;
    token->renewal = who.renewal;
    token->project = who.project;
    return token;
}

BearerToken configurationOf(const QString &name)
{
    return {.token = {},
            .expiresAt = {},
            .origin = u"the gcloud configuration \"%1\""_s.arg(name),
            .renewal = u"run `gcloud auth login --configuration %1`"_s.arg(name),
            .project = {}};
}

FormFields userGrant(const GoogleDocument &document)
{
    return {{"grant_type", "refresh_token"},
            {"client_id", document.clientId},
            {"client_secret", document.clientSecret},
            {"refresh_token", document.refreshToken}};
}

Result<FormFields> accountGrant(const GoogleDocument &document, Instant now)
{
    const auto seconds = [](Instant instant) {
        return static_cast<qint64>(
            std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count());
    };
    const QJsonObject claims{{u"iss"_s, QString::fromUtf8(document.email)},
                             {u"scope"_s, QString::fromLatin1(scope)},
                             {u"aud"_s, QString::fromUtf8(document.tokenEndpoint)},
                             {u"iat"_s, seconds(now)},
                             {u"exp"_s, seconds(now + assertionLives)}};
    const Result<QByteArray> assertion = signedJwt(QJsonDocument(claims).toJson(QJsonDocument::Compact),
                                                   document.privateKeyId, document.privateKey);
    if (!assertion)
        return failure(assertion);
    return FormFields{{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"},
                      {"assertion", *assertion}};
}

/// http://metadata.google.internal; nullopt: this is no machine of Google's.
std::optional<QByteArray> metadataService(const QProcessEnvironment &environment)
{
    if (environment.value(u"NO_GCE_CHECK"_s).toLower() == u"true")
        return std::nullopt;
    const QByteArray chosen = environment.value(u"GCE_METADATA_HOST"_s).toUtf8();
    if (!chosen.isEmpty())
        return "http://" + chosen;
    const bool isGoogles =
        machineFact(u"/sys/class/dmi/id/product_name"_s).startsWith("google compute engine");
    return isGoogles ? std::optional(QByteArray("http://metadata.google.internal")) : std::nullopt;
}

} // namespace

GoogleSignIn::GoogleSignIn(QProcessEnvironment environment, const HttpClientFactory &http,
                           const NamedCredentials *named)
    : m_environment(std::move(environment)),
      m_http(http),
      m_named(named)
{ }

Result<FoundName> GoogleSignIn::found(const SignInName &who) const
{
    auto name = findName(m_named, who, [this](const QString &profile) {
        return profile.contains(u'/') || profiles().contains(profile);
    });
    if (name && !name->kept)
        name->memory = memoryOf(name->profile);
    return name;
}

Result<BearerToken> GoogleSignIn::keys(const SignInName &who, const QString &store,
                                       const std::stop_token &stop)
{
    const auto name = found(who);
    if (!name)
        return failure(name);
    return m_memory.keys(name->memory, store, stop, [&] {
        return name->kept ? ofKeyring(*name->kept, stop) : resolve(name->profile, stop);
    });
}

void GoogleSignIn::refuse(const SignInName &who, const QString &store, const BearerToken &token,
                          const Error &error)
{
    if (const auto name = found(who))
        m_memory.refuse(name->memory, store, token, error);
}

Result<BearerToken> GoogleSignIn::ofKeyring(const NamedCredential &kept, const std::stop_token &stop) const
{
    if (kept.kind != CredentialKind::GoogleFile)
        return isOfAnotherKind(kept);
    const auto values = m_named->read(kept, stop);
    if (!values)
        return failure(values);
    const auto document = googleDocument(values->value(u"key-file"_s));
    if (!document)
        return isOfAnotherKind(kept);
    const BearerToken who{.token = {},
                          .expiresAt = {},
                          .origin = originOf(kept),
                          .renewal = renewalOf(kept),
                          .project = project(document->project)};
    return exchanged(*document, who, stop).value_or(isOfAnotherKind(kept));
}

QString GoogleSignIn::gcloudFolder() const
{
    const QString chosen = m_environment.value(u"CLOUDSDK_CONFIG"_s);
    return chosen.isEmpty() ? m_environment.value(u"HOME"_s) + u"/.config/gcloud"_s : chosen;
}

QStringList GoogleSignIn::profiles() const
{
    QStringList names =
        QDir(gcloudFolder() + u"/configurations"_s).entryList({u"config_*"_s}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.remove(0, "config_"_L1.size());
    return names;
}

QString GoogleSignIn::emulator() const
{
    return m_environment.value(u"STORAGE_EMULATOR_HOST"_s);
}

/// nullopt: the profile is a configuration of gcloud, or none is named and there is no file.
std::optional<GoogleSignIn::File> GoogleSignIn::fileOf(const QString &profile) const
{
    File file{profile, {}, false};
    if (!profile.isEmpty() && !profile.contains(u'/'))
        return std::nullopt;
    if (file.path.startsWith("~/"_L1))
        file.path.replace(0, 1, m_environment.value(u"HOME"_s));
    if (file.path.isEmpty())
        file.path = m_environment.value(u"GOOGLE_APPLICATION_CREDENTIALS"_s);
    const bool isChosen = !file.path.isEmpty();
    if (!isChosen)
        file.path = gcloudFolder() + u"/application_default_credentials.json"_s;
    QFile content(file.path);
    file.isThere = content.open(QIODevice::ReadOnly) && content.size() <= maxFileBytes;
    if (file.isThere)
        file.content = content.readAll();
    return file.isThere || isChosen ? std::optional(file) : std::nullopt;
}

/// Another file is another sign-in, whatever is remembered of the one before.
QString GoogleSignIn::memoryOf(const QString &profile) const
{
    const std::optional<File> file = fileOf(profile);
    if (!file)
        return profile;
    const QByteArray print = QCryptographicHash::hash(file->content, QCryptographicHash::Sha256);
    return profile + u'\n' + file->path + u'\n' + QString::fromLatin1(print.toHex());
}

QByteArray GoogleSignIn::project(const QByteArray &ofFile) const
{
    const QByteArray chosen = m_environment.value(u"GOOGLE_CLOUD_QUOTA_PROJECT"_s).toUtf8();
    if (!chosen.isEmpty())
        return chosen;
    return ofFile.isEmpty() ? m_environment.value(u"GOOGLE_CLOUD_PROJECT"_s).toUtf8() : ofFile;
}

Result<BearerToken> GoogleSignIn::resolve(const QString &profile, const std::stop_token &stop) const
{
    if (const std::optional<File> file = fileOf(profile))
        return ofFile(*file, stop);
    if (profile.isEmpty())
        return withoutFile(stop);
    BearerToken who = configurationOf(profile);
    who.project = project({});
    return byGcloud({u"auth"_s, u"print-access-token"_s, u"--configuration"_s, profile}, who, m_environment,
                    stop);
}

Result<BearerToken> GoogleSignIn::ofFile(const File &file, const std::stop_token &stop) const
{
    const QString shownPath = QFileInfo(file.path).fileName();
    if (!file.isThere)
        return signIn(u"the credentials file %1 cannot be read"_s.arg(file.path),
                      u"check GOOGLE_APPLICATION_CREDENTIALS, or the profile of the binding"_s);
    const Result<GoogleDocument> document = googleDocument(file.content);
    if (!document)
        return signIn(u"the file %1 holds no Google credentials"_s.arg(file.path), loginCommand);
    BearerToken who{.token = {},
                    .expiresAt = {},
                    .origin = u"gcloud's application-default sign-in"_s,
                    .renewal = loginCommand,
                    .project = project(document->project)};
    if (document->kind == GoogleDocument::Kind::ServiceAccount) {
        who.origin = u"the service account %1"_s.arg(QString::fromUtf8(document->email));
        who.renewal = u"have a new key made for it, and put that into %1"_s.arg(shownPath);
    }
    if (auto token = exchanged(*document, who, stop))
        return *std::move(token);
    QProcessEnvironment environment = m_environment;
    environment.insert(u"GOOGLE_APPLICATION_CREDENTIALS"_s, file.path);
    return byGcloud({u"auth"_s, u"application-default"_s, u"print-access-token"_s}, who, environment, stop);
}

std::optional<Result<BearerToken>> GoogleSignIn::exchanged(const GoogleDocument &document,
                                                           const BearerToken &who,
                                                           const std::stop_token &stop) const
{
    switch (document.kind) {
    case GoogleDocument::Kind::User:
        return of(who, askForToken(m_http, document.tokenEndpoint, userGrant(document), stop));
    case GoogleDocument::Kind::ServiceAccount: {
        const Result<FormFields> grant = accountGrant(document, SystemClock().now());
        if (!grant)
            return signIn(u"the private key of %1 cannot be used"_s.arg(who.origin), who.renewal);
        return of(who, askForToken(m_http, document.tokenEndpoint, *grant, stop));
    }
    case GoogleDocument::Kind::ByGcloud:
        return std::nullopt;
    }
    Q_UNREACHABLE_RETURN(std::nullopt);
}

Result<BearerToken> GoogleSignIn::byGcloud(const QStringList &arguments, BearerToken who,
                                           const QProcessEnvironment &environment,
                                           const std::stop_token &stop) const
{
    const Result<ProcessOutcome> outcome = runSignInCommand(u"gcloud"_s, arguments, environment, stop);
    if (!outcome && outcome.error().kind == ErrorKind::Cancelled)
        return failure(outcome);
    if (!outcome && outcome.error().kind == ErrorKind::NotFound) {
        return signIn(
            u"%1 takes its credentials through the gcloud command, which is not installed"_s.arg(who.origin),
            u"install the Google Cloud CLI"_s);
    }
    if (!outcome || outcome->exitCode != 0)
        return expired(who);
    const QJsonObject asAnswer{{u"access_token"_s, QString::fromUtf8(outcome->out.trimmed())}};
    return of(who, tokenFromJson(QJsonDocument(asAnswer).toJson(), SystemClock().now()));
}

Result<BearerToken> GoogleSignIn::ofMachine(const QByteArray &service, const std::stop_token &stop) const
{
    const BearerToken who{.token = {},
                          .expiresAt = {},
                          .origin = u"this machine's service account"_s,
                          .renewal = u"check the service account that is attached to the machine"_s,
                          .project = project({})};
    const Deadline deadline(metadataPatience, stop);
    const std::unique_ptr<HttpClient> client = m_http.makeClient();
    const HttpRequest request{"GET",
                              service + "/computeMetadata/v1/instance/service-accounts/default/token",
                              {{"Metadata-Flavor", "Google"}}};
    const Result<ShortAnswer> answer =
        askShortly(*client, {[&request] { return request; }}, deadline.token());
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (!answer || answer->head.field("metadata-flavor") != "Google")
        return expired(who);
    return of(who, tokenFromJson(answer->body, SystemClock().now()));
}

/// No file: the machine's own account, or who is signed in to gcloud.
Result<BearerToken> GoogleSignIn::withoutFile(const std::stop_token &stop) const
{
    const QString hint = u"run `gcloud auth application-default login`, name a gcloud configuration with "
                         "--profile, or use --anonymous for a public bucket"_s;
    if (const std::optional<QByteArray> service = metadataService(m_environment)) {
        Result<BearerToken> token = ofMachine(*service, stop);
        if (token || token.error().kind == ErrorKind::Cancelled)
            return token;
    }
    if (profiles().isEmpty())
        return signIn(u"no Google credentials were found"_s, hint);
    BearerToken who{.token = {},
                    .expiresAt = {},
                    .origin = u"gcloud's sign-in"_s,
                    .renewal = u"run `gcloud auth login`"_s,
                    .project = project({})};
    return byGcloud({u"auth"_s, u"print-access-token"_s}, who, m_environment, stop);
}

} // namespace larder

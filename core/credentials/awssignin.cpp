#include "core/credentials/awssignin.h"

#include "core/base/clock.h"
#include "core/credentials/awsdocument.h"
#include "core/credentials/awsmetadata.h"
#include "core/credentials/signincommand.h"

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestProcess = 60s;

std::unexpected<Error> signIn(const QString &message, const QString &hint)
{
    return failure(ErrorKind::SignInNeeded, message, {}, hint);
}

QString named(const AwsProfile &profile)
{
    return u"the AWS profile \"%1\""_s.arg(profile.name);
}

QString renewalOf(const AwsProfile &profile)
{
    if (profile.isSingleSignOn)
        return u"run `aws sso login --profile %1`"_s.arg(profile.name);
    if (profile.needsAwsCommand)
        return u"sign in to the profile that it takes its role from; `aws sts get-caller-identity --profile "
               "%1` tells what is wrong"_s.arg(profile.name);
    if (!profile.credentialProcess.isEmpty())
        return u"sign in again where its credential_process takes them from"_s;
    return u"write new keys with `aws configure --profile %1`"_s.arg(profile.name);
}

Result<AwsKeys> withOrigin(Result<AwsKeys> keys, const QString &origin, const QString &renewal)
{
    if (keys) {
        keys->origin = origin;
        keys->renewal = renewal;
    }
    return keys;
}

} // namespace

AwsSignIn::AwsSignIn(QProcessEnvironment environment, const HttpClientFactory &http,
                     const NamedCredentials *named)
    : m_environment(std::move(environment)),
      m_http(http),
      m_named(named)
{ }

Result<FoundName> AwsSignIn::found(const SignInName &who) const
{
    return findName(m_named, who, [this](const QString &name) { return profiles().contains(name); });
}

Result<AwsKeys> AwsSignIn::keys(const SignInName &who, const QString &store, const std::stop_token &stop)
{
    const auto name = found(who);
    if (!name)
        return failure(name);
    return m_memory.keys(name->memory, store, stop, [&] {
        return name->kept ? ofKeyring(*name->kept, stop) : resolve(name->profile, stop);
    });
}

void AwsSignIn::refuse(const SignInName &who, const QString &store, const AwsKeys &keys, const Error &error)
{
    if (const auto name = found(who))
        m_memory.refuse(name->memory, store, keys, error);
}

QString AwsSignIn::nameOf(const QString &profile) const
{
    if (!profile.isEmpty())
        return profile;
    const QString chosen = m_environment.value(u"AWS_PROFILE"_s);
    return chosen.isEmpty() ? m_environment.value(u"AWS_DEFAULT_PROFILE"_s) : chosen;
}

AwsPlace AwsSignIn::place(const SignInName &who) const
{
    const auto variable = [this](const QString &name) { return m_environment.value(name); };
    const auto where = found(who);
    const QString name = nameOf(where ? where->profile : who.profile);
    const AwsProfile known = loadAwsFiles(m_environment).profiles.value(name.isEmpty() ? u"default"_s : name);
    AwsPlace place{variable(u"AWS_ENDPOINT_URL_S3"_s), variable(u"AWS_REGION"_s)};
    if (place.endpoint.isEmpty())
        place.endpoint = variable(u"AWS_ENDPOINT_URL"_s);
    if (place.endpoint.isEmpty())
        place.endpoint = known.endpoint;
    if (place.region.isEmpty())
        place.region = variable(u"AWS_DEFAULT_REGION"_s);
    if (place.region.isEmpty())
        place.region = known.region;
    return place;
}

QStringList AwsSignIn::profiles() const
{
    return loadAwsFiles(m_environment).profiles.keys();
}

Result<AwsKeys> AwsSignIn::ofKeyring(const NamedCredential &kept, const std::stop_token &stop) const
{
    if (kept.kind != CredentialKind::S3Keys)
        return isOfAnotherKind(kept);
    const auto values = m_named->read(kept, stop);
    if (!values)
        return failure(values);
    return AwsKeys{.keyId = values->value(u"access-key-id"_s),
                   .secret = values->value(u"secret-access-key"_s),
                   .sessionToken = values->value(u"session-token"_s),
                   .origin = originOf(kept),
                   .renewal = renewalOf(kept)};
}

Result<AwsKeys> AwsSignIn::resolve(const QString &profile, const std::stop_token &stop) const
{
    const QByteArray keyId = m_environment.value(u"AWS_ACCESS_KEY_ID"_s).toUtf8();
    const QByteArray secret = m_environment.value(u"AWS_SECRET_ACCESS_KEY"_s).toUtf8();
    if (profile.isEmpty() && !keyId.isEmpty() && !secret.isEmpty()) {
        return AwsKeys{.keyId = keyId,
                       .secret = secret,
                       .sessionToken = m_environment.value(u"AWS_SESSION_TOKEN"_s).toUtf8(),
                       .origin = u"the environment (AWS_ACCESS_KEY_ID)"_s,
                       .renewal = u"set new ones and start Larder again, or use a profile: `larder set NAME "
                                  "profile=PROFILE`"_s};
    }
    const AwsFiles files = loadAwsFiles(m_environment);
    const QString name = nameOf(profile);
    const auto known = files.profiles.constFind(name.isEmpty() ? u"default"_s : name);
    if (known != files.profiles.constEnd()) {
        const bool saysNothing =
            known->keyId.isEmpty() && known->credentialProcess.isEmpty() && !known->needsAwsCommand;
        if (!saysNothing || !name.isEmpty())
            return ofProfile(*known, stop);
    } else if (!name.isEmpty()) {
        const QString names = QStringList(files.profiles.keys()).join(u", "_s);
        return signIn(u"there is no AWS profile \"%1\""_s.arg(name),
                      names.isEmpty()
                          ? u"make it with `aws configure --profile %1` or `aws configure sso`"_s.arg(name)
                          : u"the profiles on this machine are %1"_s.arg(names));
    }
    return withoutProfile(stop);
}

Result<AwsKeys> AwsSignIn::ofProfile(const AwsProfile &profile, const std::stop_token &stop) const
{
    if (profile.needsAwsCommand)
        return withOrigin(byAwsCommand(&profile, stop), named(profile), renewalOf(profile));
    if (!profile.keyId.isEmpty() && !profile.secret.isEmpty()) {
        return AwsKeys{.keyId = profile.keyId.toUtf8(),
                       .secret = profile.secret.toUtf8(),
                       .sessionToken = profile.sessionToken.toUtf8(),
                       .origin = named(profile),
                       .renewal = renewalOf(profile)};
    }
    if (!profile.credentialProcess.isEmpty())
        return withOrigin(byProcess(profile, stop), named(profile), renewalOf(profile));
    return signIn(u"%1 has no credentials"_s.arg(named(profile)),
                  u"add them with `aws configure --profile %1` or `aws configure sso --profile %1`"_s.arg(
                      profile.name));
}

Result<AwsKeys> AwsSignIn::byAwsCommand(const AwsProfile *profile, const std::stop_token &stop) const
{
    const QString who = profile ? named(*profile) : u"the environment's role"_s;
    QStringList arguments{u"configure"_s, u"export-credentials"_s};
    if (profile)
        arguments << u"--profile"_s << profile->name;
    arguments << u"--format"_s << u"process"_s;
    const Result<ProcessOutcome> outcome = runSignInCommand(u"aws"_s, arguments, m_environment, stop);
    if (!outcome && outcome.error().kind == ErrorKind::Cancelled)
        return failure(outcome);
    if (!outcome && outcome.error().kind == ErrorKind::NotFound) {
        return signIn(u"%1 takes its credentials through the aws command, which is not installed"_s.arg(who),
                      u"install AWS CLI version 2"_s);
    }
    // Version 1 does not know the command; what it prints is a usage, and its exit 2 (252 in version 2).
    if (outcome && (outcome->exitCode == 2 || outcome->exitCode == 252)
        && outcome->err.contains("nvalid choice")) {
        return signIn(
            u"%1 takes its credentials through the aws command, and the one here is too old"_s.arg(who),
            u"install AWS CLI version 2"_s);
    }
    const QString renewal =
        profile ? renewalOf(*profile) : u"`aws sts get-caller-identity` tells what is wrong"_s;
    if (!outcome || outcome->exitCode != 0)
        return signIn(u"the sign-in of %1 has expired or is missing"_s.arg(who), renewal);
    const Result<AwsKeys> keys = awsKeysFromJson(outcome->out);
    if (!keys)
        return signIn(u"the aws command gave no credentials for %1"_s.arg(who), renewal);
    return keys;
}

Result<AwsKeys> AwsSignIn::byProcess(const AwsProfile &profile, const std::stop_token &stop) const
{
    const QString what = u"the credential_process of %1"_s.arg(named(profile));
    const QString hint = u"run it by itself to see what it says; it stands in ~/.aws/config"_s;
    QStringList words = splitCommandLine(profile.credentialProcess);
    if (words.isEmpty())
        return signIn(u"%1 is empty"_s.arg(what), hint);
    const QString program = words.takeFirst();
    const Result<ProcessOutcome> outcome = runProcess(
        {.program = program, .arguments = words, .environment = m_environment, .timeout = longestProcess},
        stop);
    if (!outcome && outcome.error().kind == ErrorKind::Cancelled)
        return failure(outcome);
    if (!outcome && outcome.error().kind == ErrorKind::NotFound)
        return signIn(u"%1 cannot be started"_s.arg(what), hint);
    if (!outcome)
        return signIn(u"%1 does not end"_s.arg(what), hint);
    if (outcome->exitCode != 0)
        return signIn(u"%1 failed with exit %2"_s.arg(what).arg(outcome->exitCode), hint);
    const Result<AwsKeys> keys = awsKeysFromJson(outcome->out);
    if (!keys)
        return signIn(u"%1 printed no credentials"_s.arg(what), hint);
    if (keys->expiresAt && *keys->expiresAt <= SystemClock().now())
        return signIn(u"%1 gave credentials that have expired"_s.arg(what), renewalOf(profile));
    return keys;
}

Result<AwsKeys> AwsSignIn::withoutProfile(const std::stop_token &stop) const
{
    const auto isSet = [this](const QString &name) { return !m_environment.value(name).isEmpty(); };
    if (isSet(u"AWS_WEB_IDENTITY_TOKEN_FILE"_s) || isSet(u"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"_s)
        || isSet(u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s))
        return withOrigin(byAwsCommand(nullptr, stop), u"the environment's role"_s,
                          u"`aws sts get-caller-identity` tells what is wrong"_s);
    const std::optional<QByteArray> service = metadataService(m_environment);
    const QString hint =
        u"sign in with `aws configure` or `aws configure sso`, name a profile with --profile, or use "
        "--anonymous for a public bucket"_s;
    if (!service)
        return signIn(u"no AWS credentials were found"_s, hint);
    Result<AwsKeys> keys = keysOfMachine(m_http, *service, stop);
    if (!keys && keys.error().kind == ErrorKind::Cancelled)
        return keys;
    if (!keys)
        return signIn(u"no AWS credentials were found, and this machine's role gives none"_s, hint);
    return withOrigin(std::move(keys), u"this machine's role"_s,
                      u"check the role that is attached to the machine"_s);
}

} // namespace larder

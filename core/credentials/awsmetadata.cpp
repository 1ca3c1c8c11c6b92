#include "core/credentials/awsmetadata.h"

#include "core/credentials/awsdocument.h"
#include "core/credentials/machine.h"
#include "core/http/shortquestion.h"

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 3s; // it answers within milliseconds, or is not there
constexpr auto rolePath = "/latest/meta-data/iam/security-credentials/";

Result<QByteArray> ask(HttpClient &client, const HttpRequest &request, const std::stop_token &stop)
{
    Result<ShortAnswer> answer = askShortly(client, {[&request] { return request; }}, stop);
    return answer ? Result<QByteArray>(std::move(answer->body)) : failure(answer);
}

Result<AwsKeys> askAll(HttpClient &client, const QByteArray &service, const std::stop_token &stop)
{
    const auto token = ask(
        client, {"PUT", service + "/latest/api/token", {{"X-aws-ec2-metadata-token-ttl-seconds", "21600"}}},
        stop);
    if (!token)
        return failure(token);
    const HttpHeaders withToken{{"X-aws-ec2-metadata-token", token->trimmed()}};
    const auto roles = ask(client, {"GET", service + rolePath, withToken}, stop);
    if (!roles)
        return failure(roles);
    const QByteArray role = roles->split('\n').constFirst().trimmed();
    if (role.isEmpty() || role.contains('/'))
        return failure(ErrorKind::NotFound, u"this machine has no role of its own"_s);
    const auto document =
        ask(client, {"GET", service + rolePath + role.toPercentEncoding(), withToken}, stop);
    if (!document)
        return failure(document);
    return awsKeysFromJson(*document);
}

} // namespace

std::optional<QByteArray> metadataService(const QProcessEnvironment &environment)
{
    if (environment.value(u"AWS_EC2_METADATA_DISABLED"_s).toLower() == u"true")
        return std::nullopt;
    QByteArray chosen = environment.value(u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s).toUtf8();
    while (chosen.endsWith('/'))
        chosen.chop(1);
    if (!chosen.isEmpty())
        return chosen;
    const bool isMachineOfEc2 = machineFact(u"/sys/devices/virtual/dmi/id/sys_vendor"_s) == "amazon ec2"
        || machineFact(u"/sys/hypervisor/uuid"_s).startsWith("ec2");
    return isMachineOfEc2 ? std::optional(QByteArray("http://169.254.169.254")) : std::nullopt;
}

Result<AwsKeys> keysOfMachine(const HttpClientFactory &http, const QByteArray &service, std::stop_token stop)
{
    const Deadline deadline(patience, stop);
    const std::unique_ptr<HttpClient> client = http.makeClient();
    Result<AwsKeys> keys = askAll(*client, service, deadline.token());
    if (!keys && stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    return keys;
}

} // namespace larder

#include "core/credentials/awsmetadata.h"

#include "core/credentials/awsdocument.h"
#include "core/http/httpclient.h"

#include <QFile>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 3s; // it answers within milliseconds, or is not there
constexpr qsizetype maxAnswerBytes = 64 * 1024;
constexpr auto rolePath = "/latest/meta-data/iam/security-credentials/";

/// One short answer.
class Question : public HttpTransfer
{
public:
    explicit Question(HttpRequest request) : m_request(std::move(request)) { }

    HttpRequest request() override { return m_request; }
    bool accepts(int status) const override { return status == 200; }
    bool followsRedirects() const override { return false; }
    Result<void> onHead(const HttpHead &) override
    {
        m_body.clear();
        return {};
    }
    Result<void> onBody(std::span<const char> bytes) override
    {
        m_body.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        if (m_body.size() > maxAnswerBytes)
            return failure(ErrorKind::Corrupt, u"the machine's metadata service talks too much"_s);
        return {};
    }
    void onFinished(const Result<HttpHead> &result) override
    {
        if (result)
            m_answer = m_body;
        else
            m_answer = failure(result);
    }
    [[nodiscard]] const Result<QByteArray> &answer() const { return m_answer; }

private:
    HttpRequest m_request;
    QByteArray m_body;
    Result<QByteArray> m_answer = failure(ErrorKind::Timeout, u"the machine's metadata service is silent"_s);
};

/// Requests a stop when the time is over.
class Deadline
{
public:
    explicit Deadline(std::chrono::steady_clock::duration time)
        : m_thread([this, time](const std::stop_token &stop) {
              std::unique_lock lock(m_guard);
              if (!m_wake.wait_for(lock, stop, time, [] { return false; }) && !stop.stop_requested())
                  m_over.request_stop();
          })
    { }
    [[nodiscard]] std::stop_source &over() { return m_over; }

private:
    std::stop_source m_over;
    std::mutex m_guard;
    std::condition_variable_any m_wake;
    std::jthread m_thread;
};

Result<QByteArray> ask(HttpClient &client, HttpRequest request, const std::stop_token &stop)
{
    Question question(std::move(request));
    client.start(question);
    (void)client.drive(stop);
    return question.answer();
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

QByteArray firstBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(64).trimmed().toLower() : QByteArray();
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
    const bool isMachineOfEc2 = firstBytes(u"/sys/devices/virtual/dmi/id/sys_vendor"_s) == "amazon ec2"
        || firstBytes(u"/sys/hypervisor/uuid"_s).startsWith("ec2");
    return isMachineOfEc2 ? std::optional(QByteArray("http://169.254.169.254")) : std::nullopt;
}

Result<AwsKeys> keysOfMachine(const HttpClientFactory &http, const QByteArray &service, std::stop_token stop)
{
    Deadline deadline(patience);
    const std::stop_callback onStop(stop, [&deadline] { deadline.over().request_stop(); });
    const std::unique_ptr<HttpClient> client = http.makeClient();
    Result<AwsKeys> keys = askAll(*client, service, deadline.over().get_token());
    if (!keys && stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    return keys;
}

} // namespace larder

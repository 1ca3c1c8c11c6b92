#include "core/http/httpoptions.h"

#include <QProcessEnvironment>

#include <optional>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// nullopt: not set.
Result<std::optional<int>> number(const QProcessEnvironment &environment, const QString &name, int least,
                                  int most)
{
    const QString text = environment.value(name).trimmed();
    if (text.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    if (isNumber && value >= least && value <= most)
        return value;
    return failure(
        ErrorKind::Invalid,
        u"%1 must be a whole number from %2 to %3"_s.arg(name, QString::number(least), QString::number(most)),
        name, u"correct it or unset it"_s);
}

} // namespace

Result<HttpOptions> HttpOptions::fromEnvironment(const QProcessEnvironment &environment)
{
    HttpOptions options;
    options.caFile =
        environment.value(u"CURL_CA_BUNDLE"_s, environment.value(u"SSL_CERT_FILE"_s)).toLocal8Bit();
    options.caDirectory = environment.value(u"SSL_CERT_DIR"_s).toLocal8Bit();

    const auto connectSeconds = number(environment, u"LARDER_HTTP_CONNECT_SECONDS"_s, 1, 3600);
    const auto stallSeconds = number(environment, u"LARDER_HTTP_STALL_SECONDS"_s, 1, 86400);
    const auto attempts = number(environment, u"LARDER_HTTP_ATTEMPTS"_s, 1, 100);
    const auto backoff = number(environment, u"LARDER_HTTP_BACKOFF_MS"_s, 0, 600000);
    const auto parallel = number(environment, u"LARDER_HTTP_PARALLEL"_s, 1, 1000);
    for (const auto *result : {&connectSeconds, &stallSeconds, &attempts, &backoff, &parallel}) {
        if (!*result)
            return failure(*result);
    }
    if (*connectSeconds)
        options.connectTimeout = std::chrono::seconds(**connectSeconds);
    if (*stallSeconds)
        options.stallTimeout = std::chrono::seconds(**stallSeconds);
    options.retry.attempts = attempts->value_or(options.retry.attempts);
    if (*backoff)
        options.retry.firstWait = std::chrono::milliseconds(**backoff);
    options.maxParallel = parallel->value_or(options.maxParallel);
    return options;
}

} // namespace larder

/// A transfer for tests: remembers all it was told, and resumes as a good caller does (Range with If-Range,
/// whole again when the answer is not the rest of the same version).
#pragma once

#include "core/http/httpclient.h"
#include "core/http/httpoptions.h"
#include "core/http/httpvalidator.h"
#include "core/http/range.h"

#include <QJsonObject>

#include <functional>

namespace larder::test {

class Fetch : public HttpTransfer
{
public:
    explicit Fetch(QByteArray url, QByteArray method = "GET")
    {
        plain.url = std::move(url), plain.method = std::move(method);
    }

    HttpRequest request() override
    {
        ++attempts;
        HttpRequest request = plain;
        if (!body.isEmpty() && etag) {
            request.headers.append({"Range", rangeFrom(body.size())});
            request.headers.append({"If-Range", *etag});
        }
        return request;
    }

    bool accepts(int status) const override
    {
        return alsoAccepted.contains(status) || HttpTransfer::accepts(status);
    }

    Result<void> onHead(const HttpHead &head) override
    {
        heads.append(head);
        etag = strongETag(httpValidator(head, lastModified(head)));
        const auto range = parseContentRange(head.field("content-range").value_or(QByteArray()));
        if (head.status != 206 || !range || range->first != body.size())
            body.clear();
        return whenHead ? whenHead(head) : Result<void>();
    }

    Result<void> onBody(std::span<const char> bytes) override
    {
        body.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        return whenBody ? whenBody() : Result<void>();
    }

    void onFinished(const Result<HttpHead> &finished) override
    {
        ++timesFinished;
        result = finished;
        if (whenFinished)
            whenFinished();
    }

    HttpRequest plain;
    QList<int> alsoAccepted;
    std::function<Result<void>(const HttpHead &)> whenHead;
    std::function<Result<void>()> whenBody;
    std::function<void()> whenFinished;

    int attempts = 0;
    QList<HttpHead> heads;
    std::optional<QByteArray> etag;
    QByteArray body;
    int timesFinished = 0;
    Result<HttpHead> result = failure(ErrorKind::Busy, QStringLiteral("not finished"));
};

inline HttpOptions impatient()
{
    HttpOptions options;
    options.stallTimeout = std::chrono::seconds(30); // a loaded machine is no silent server
    options.connectTimeout = std::chrono::seconds(5);
    options.retry.firstWait = std::chrono::milliseconds(1);
    options.retry.longestWait = std::chrono::milliseconds(4);
    return options;
}

/// Bytes that differ everywhere, so that a piece in the wrong place shows.
inline QByteArray content(int size, int seed = 1)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = static_cast<quint32>(seed);
    for (char &byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

inline Result<void> drive(HttpClient &client, std::initializer_list<Fetch *> fetches,
                          std::stop_token stop = {})
{
    for (Fetch *fetch : fetches)
        client.start(*fetch);
    return client.drive(stop);
}

inline QJsonObject rule(std::initializer_list<std::pair<QString, QJsonValue>> fields)
{
    return QJsonObject(fields);
}

} // namespace larder::test

#include "core/sources/objectserver.h"

#include "core/http/httpurl.h"
#include "core/http/httpvalidator.h"
#include "core/sources/httpidentity.h"

namespace larder {

QString ObjectServer::shown(const QByteArray &url) const
{
    return redactedUrl(url);
}

bool ObjectServer::hold(HttpRequest &request, const Validator &version) const
{
    const std::optional<QByteArray> etag = strongETag(version);
    if (etag)
        request.headers.emplaceBack("If-Match", *etag);
    return etag.has_value();
}

bool ObjectServer::canHold(const Validator &version) const
{
    HttpRequest nowhere;
    return hold(nowhere, version);
}

std::optional<HttpFailure> ObjectServer::explain(const QByteArray &, const HttpHead &, const QByteArray &)
{
    return std::nullopt;
}

Result<void> ObjectServer::checkAnswer(const QByteArray &askedUrl, const HttpHead &head) const
{
    return checkNotLedAstray(askedUrl, head);
}

HttpIdentity ObjectServer::identityOf(const HttpHead &head, qint64 size, const Entry &) const
{
    const std::optional<Instant> modified = lastModified(head);
    return {head.url, size, modified, httpValidator(head, modified), head.date, head};
}

std::unique_ptr<BodyCheck> ObjectServer::bodyCheck(const HttpHead &, const Entry &) const
{
    return nullptr;
}

std::optional<HttpRequest> ObjectServer::identityRequest(const Entry &) const
{
    return std::nullopt;
}

Result<HttpIdentity> ObjectServer::readIdentity(const HttpHead &, const QByteArray &) const
{
    return HttpIdentity{};
}

} // namespace larder

/// Who an object on a web server is now: size, time, validator, from the head of an answer; and the question
/// that gets it. Lives on the thread that drives the client; a question belongs to its asker and lives until
/// it has answered. Errors: the HTTP table's; SignInNeeded where the way led to a page instead of the file.
#pragma once

#include "core/sources/objectserver.h"

#include <functional>

namespace larder {

/// A redirect from a file to an HTML page is a login form or an apology, not the file. SignInNeeded then.
[[nodiscard]] Result<void> checkNotLedAstray(const QByteArray &askedUrl, const HttpHead &head);

/// An HTML page, says the head, where a file of another kind was asked for. Scripts send data under that
/// name, too: the first bytes tell.
[[nodiscard]] bool isSuspect(const QByteArray &askedUrl, const HttpHead &head);
/// What a suspect begins with: SignInNeeded where it is a page.
[[nodiscard]] Result<void> checkIsNoPage(const QByteArray &askedUrl, const QByteArray &firstBytes);

/// RFC 9110 §15.3: of the successes, those whose body is the file or a part of it. 202 and 204 come from
/// gateways that have none yet.
[[nodiscard]] bool bringsFile(int status);

/// Asks as the server is asked (ObjectServer::identityRequest), else by HEAD; where that is refused, by a GET
/// for one byte; where ranges are not known either, by a GET that ends after the head.
class IdentityQuestion : public HttpTransfer
{
public:
    using Answer = std::function<void(const Result<HttpIdentity> &)>;

    IdentityQuestion(HttpClient &client, ObjectServer &server, QByteArray url, Answer answer,
                     Entry known = {});
    /// `known`: as in ObjectServer::identityOf. `answer` is called once, within the client's drive(); it may
    /// destroy the question.
    void start();

    HttpRequest request() override;
    bool accepts(int status) const override;
    bool followsRedirects() const override { return m_server.followsRedirects(); }
    std::optional<HttpFailure> explain(const HttpHead &head, const QByteArray &body) override;
    Result<void> onHead(const HttpHead &head) override;
    Result<void> onBody(std::span<const char> bytes) override;
    void onFinished(const Result<HttpHead> &result) override;

private:
    enum class Way { Document, Head, OneByte, HeadOfGet };

    HttpClient &m_client;
    ObjectServer &m_server;
    QByteArray m_url;
    Answer m_answer;
    const Entry m_known;
    std::optional<HttpIdentity> m_identity;
    QByteArray m_document;
    Way m_way = Way::Head;
    bool m_tryNextWay = false;
};

} // namespace larder

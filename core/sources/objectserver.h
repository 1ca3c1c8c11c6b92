/// What one kind of server adds to plain HTTP, so that one fetch (httpfetch) and one question (httpidentity)
/// serve them all: how requests are signed, what its error documents mean, who an object is, and what proves
/// its bytes. The defaults are those of a plain web server. One object serves one source, on the run's
/// thread.
#pragma once

#include "core/dataset/listing.h"
#include "core/http/httpclient.h"

#include <limits>
#include <memory>
#include <optional>
#include <span>

namespace larder {

struct HttpIdentity {
    QByteArray url; ///< that answered, after redirects
    qint64 size = -1;
    std::optional<Instant> modified;
    Validator validator;
    std::optional<Instant> serverNow;
    HttpHead head; ///< that tells it
};

/// What one server has taught us; shared by all questions of a source.
struct HeadSupport {
    bool isRefused = false; ///< HEAD got 405 or 501: not tried again
};

/// A checksum that came with an answer, and the bytes that it is held against.
class BodyCheck
{
public:
    virtual ~BodyCheck() = default;
    virtual void add(std::span<const char> bytes) = 0;
    /// After all bytes. Errors: Corrupt, naming the kind of checksum.
    [[nodiscard]] virtual Result<void> verify() = 0;
};

class ObjectServer
{
public:
    virtual ~ObjectServer() = default;
    [[nodiscard]] virtual QByteArray urlOf(const Entry &entry) const = 0;
    /// Of one of its URLs, for people.
    [[nodiscard]] virtual QString shown(const QByteArray &url) const;
    /// Ties a request to one version of the object: of another one the answer is 412. False: this validator
    /// is none that the server can be held to.
    [[nodiscard]] virtual bool hold(HttpRequest &request, const Validator &version) const;
    [[nodiscard]] bool canHold(const Validator &version) const;
    /// Called for each attempt, last: signs what is sent.
    [[nodiscard]] virtual HttpRequest prepared(HttpRequest request) { return request; }
    [[nodiscard]] virtual bool followsRedirects() const { return true; }
    /// As HttpTransfer::explain; `url` is what was asked for.
    [[nodiscard]] virtual std::optional<HttpFailure> explain(const QByteArray &url, const HttpHead &head,
                                                             const QByteArray &body);
    /// Whether the answer is from the object at all. Errors: SignInNeeded where the way led to a page.
    [[nodiscard]] virtual Result<void> checkAnswer(const QByteArray &askedUrl, const HttpHead &head) const;
    /// True: a sign-in page may come in an object's place, as an answer like any other.
    [[nodiscard]] virtual bool mayAnswerWithPage() const { return false; }
    /// `size` is the whole object's, -1 unknown; `known` is what was probed.
    [[nodiscard]] virtual HttpIdentity identityOf(const HttpHead &head, qint64 size,
                                                  const Entry &known) const;
    /// False: an object may be overwritten in place while it is sent, so its bytes are confirmed by asking
    /// once more.
    [[nodiscard]] virtual bool replacesWhole() const { return false; }
    /// What came with the head of an answer that brings the whole object, or was told of it before; nullptr:
    /// nothing.
    [[nodiscard]] virtual std::unique_ptr<BodyCheck> bodyCheck(const HttpHead &head,
                                                               const Entry &known) const;
    /// How it is asked who `known` is now, where not by HEAD: its answer is a short document (readIdentity).
    [[nodiscard]] virtual std::optional<HttpRequest> identityRequest(const Entry &known) const;
    /// Errors: NotFound, Corrupt.
    [[nodiscard]] virtual Result<HttpIdentity> readIdentity(const HttpHead &head,
                                                            const QByteArray &document) const;
    /// Objects that are asked for side by side.
    [[nodiscard]] virtual std::size_t mostAtOnce() const { return std::numeric_limits<std::size_t>::max(); }

    HeadSupport headSupport;
};

} // namespace larder

#include "core/sources/httpfetch.h"

#include "core/http/httpvalidator.h"
#include "core/http/range.h"
#include "core/sources/followingcheck.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype bytesOfSuspect = 1024;

/// Such an error is about the server or the way to it, so it would meet every other entry too.
bool endsTheFetch(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Denied:
    case ErrorKind::SignInNeeded:
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Throttled:
    case ErrorKind::NoSpace:
    case ErrorKind::Storage:
    case ErrorKind::Busy:
    case ErrorKind::Cancelled:
        return true;
    case ErrorKind::NotFound:
    case ErrorKind::Conflict:
    case ErrorKind::Corrupt:
    case ErrorKind::Unsupported:
    case ErrorKind::Invalid:
    case ErrorKind::CommandFailed:
        return false;
    }
    Q_UNREACHABLE_RETURN(true);
}

/// Tokens of different kinds (an ETag, a time) say nothing about each other.
bool contradict(const Validator &probed, const Validator &delivered)
{
    const auto kind = [](const Validator &validator) {
        return QByteArrayView(validator.token).first(validator.token.indexOf(':') + 1);
    };
    return probed.strength == ValidatorStrength::Strong && delivered.strength != ValidatorStrength::None
        && kind(probed) == kind(delivered) && probed.token != delivered.token;
}

} // namespace

class HttpFetch::Download : public HttpTransfer
{
public:
    Download(HttpFetch &fetch, const Entry &entry)
        : m_fetch(fetch),
          m_listed(entry),
          m_entry(entry),
          m_url(fetch.m_server.urlOf(entry))
    { }

    const Entry &entry() const { return m_listed; }

    /// Errors: the store's.
    Result<void> start()
    {
        if (m_entry.validator.strength != ValidatorStrength::None) {
            if (const Result<void> begun = begin(); !begun)
                return begun;
        } // else who the object is comes with it
        ask();
        return {};
    }

    HttpRequest request() override
    {
        HttpRequest request{"GET", m_url, {}};
        const bool isHeld = m_fetch.m_server.hold(request, m_entry.validator);
        const std::optional<QByteArray> begun = strongETag(m_identity.validator);
        m_asksForRest = m_received > 0 && (begun || isHeld) && !m_mustAskWhole;
        if (m_asksForRest)
            request.headers.emplaceBack("Range", rangeFrom(m_received));
        if (m_asksForRest && begun)
            request.headers.emplaceBack("If-Range", *begun);
        return m_fetch.m_server.prepared(std::move(request));
    }

    bool accepts(int status) const override
    {
        return bringsFile(status) || status == 412 || (status == 416 && m_asksForRest);
    }

    bool followsRedirects() const override { return m_fetch.m_server.followsRedirects(); }

    std::optional<HttpFailure> explain(const HttpHead &head, const QByteArray &body) override
    {
        return m_fetch.m_server.explain(m_url, head, body);
    }

    Result<void> onHead(const HttpHead &head) override
    {
        ++m_attempts;
        if (m_attempts == 1)
            m_begun = std::chrono::steady_clock::now();
        if (head.status == 412)
            return changed();
        if (const Result<void> checked = m_fetch.m_server.checkAnswer(m_url, head); !checked)
            return checked;
        if (head.url == m_url + '/') // what was a file is a folder now
            return changed();
        if (head.status == 416)
            return askWhole();
        m_suspect.reset();
        if (m_fetch.m_server.mayAnswerWithPage() && isSuspect(m_url, head))
            m_suspect.emplace(head);
        return m_suspect ? Result<void>{} : comes(head);
    }

    Result<void> onBody(std::span<const char> bytes) override
    {
        if (m_suspect) {
            m_suspect->bytes.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
            return m_suspect->bytes.size() < bytesOfSuspect ? Result<void>{} : judgeSuspect();
        }
        m_received += static_cast<qint64>(bytes.size());
        if (m_check)
            m_check->add(bytes);
        return fromStore(m_delivery->write(bytes));
    }

    Result<void> onPiece(qint64 at, std::span<const char> bytes)
    {
        if (const Result<void> written = m_delivery->writeAt(at, bytes); !written)
            return fromStore(written);
        return m_pieceCheck ? fromStore(m_pieceCheck->came(at, bytes)) : Result<void>{};
    }

    void onFinished(const Result<HttpHead> &outcome) override
    {
        Result<HttpHead> result = outcome;
        if (const Result<void> judged = result && m_suspect ? judgeSuspect() : Result<void>{}; !judged)
            result = failure(judged);
        if (!result && m_askAgain && result.error().kind != ErrorKind::Cancelled) {
            m_askAgain = false;
            return ask();
        }
        if (!result)
            return m_fetch.finished(*this, failure(result));
        if (m_total >= 0 && m_received != m_total)
            return m_fetch.finished(*this, changed());
        if (mustConfirm())
            return confirm();
        finish();
    }

    /// What came is of no version that the source has, or pieces of two: nothing may go on from it.
    void discard()
    {
        if (m_delivery)
            (void)restart(); // the fetch has failed already
    }

    [[nodiscard]] bool hasStoreFailed() const { return m_hasStoreFailed; }

private:
    QString shownUrl() const { return m_fetch.m_server.shown(m_url); }

    Result<void> changed() const
    {
        return failure(ErrorKind::Conflict, u"the file changed while it was fetched"_s, shownUrl());
    }

    Result<void> fromStore(Result<void> result)
    {
        m_hasStoreFailed = m_hasStoreFailed || !result;
        return result;
    }

    Result<void> comes(const HttpHead &head)
    {
        return head.status == 206 ? restComes(head) : wholeComes(head);
    }

    Result<void> judgeSuspect()
    {
        const Suspect suspect = *std::exchange(m_suspect, std::nullopt);
        if (const Result<void> checked = checkIsNoPage(m_url, suspect.bytes); !checked)
            return checked;
        if (const Result<void> begun = comes(suspect.head); !begun)
            return begun;
        return suspect.bytes.isEmpty() ? Result<void>{}
                                       : onBody({suspect.bytes.constData(), size_t(suspect.bytes.size())});
    }

    /// REQUIRES: m_entry tells who the object is, as far as anybody does.
    Result<void> begin()
    {
        Result<std::unique_ptr<Delivery>> delivery = m_fetch.m_sink.begin(m_entry);
        if (!delivery)
            return fromStore(failure(delivery));
        m_delivery = std::move(*delivery);
        m_received = m_delivery->offset();
        m_identity.validator = m_entry.validator;
        m_identity.modified = m_entry.modified;
        m_identity.size = m_entry.size;
        const bool canResume =
            m_fetch.m_server.canHold(m_entry.validator) && (m_entry.size < 0 || m_received <= m_entry.size);
        return hasAny() && !canResume ? restart() : Result<void>{};
    }

    bool hasAny() const { return !m_delivery->present().list().empty(); }

    void ask()
    {
        if (m_received > 0 && m_received == m_entry.size)
            return confirm(); // all of it came the last time: there is no byte left to ask for
        if (isWorthPieces())
            return askInPieces();
        m_fetch.m_client.start(*this);
    }

    bool isWorthPieces() const
    {
        const bool mayBe = !m_isWhole && m_fetch.m_server.replacesWhole() && m_delivery
            && m_fetch.m_server.canHold(m_entry.validator) && m_entry.size > 0;
        if (!mayBe)
            return false;
        const qint64 there = m_delivery->present().total();
        return there > m_received || m_entry.size - there >= leastPiecewiseBytes;
    }

    /// Who it is comes first, once, because ranges bring no checksum of the whole.
    void askInPieces()
    {
        m_question = std::make_unique<IdentityQuestion>(
            m_fetch.m_client, m_fetch.m_server, m_url,
            [this](const Result<HttpIdentity> &now) {
                if (!now)
                    return m_fetch.finished(*this, failure(now));
                if (contradict(m_entry.validator, now->validator))
                    return m_fetch.finished(*this, changed());
                if (auto check = m_fetch.m_server.bodyCheck(now->head, m_entry))
                    m_pieceCheck.emplace(std::move(check), *m_delivery);
                startPieces();
            },
            m_entry);
        m_question->start();
    }

    void startPieces()
    {
        m_pieces = std::make_unique<PiecewiseBody>(
            m_fetch.m_client, m_fetch.m_server, m_url, m_entry, m_delivery->present().missing(m_entry.size),
            m_fetch.m_piecesInFlight,
            [this](qint64 at, std::span<const char> bytes) { return onPiece(at, bytes); },
            [this](const Result<void> &result) { piecesCame(result); });
        m_pieces->start();
    }

    void piecesCame(const Result<void> &result)
    {
        m_received = m_delivery->offset();
        if (result) {
            if (const Result<void> read = m_pieceCheck ? fromStore(m_pieceCheck->readRest()) : Result<void>{};
                !read)
                return m_fetch.finished(*this, read);
            return finish();
        }
        const bool mayAskWhole = m_pieces->areRangesIgnored() && !m_hasStoreFailed;
        if (!mayAskWhole)
            return m_fetch.finished(*this, failure(result));
        m_isWhole = true;
        m_pieceCheck.reset();
        m_fetch.m_client.start(*this);
    }

    Result<void> restart()
    {
        m_received = 0;
        m_check.reset();
        return fromStore(m_delivery->restart());
    }

    /// The server's ranges are of no use here: once more, from the start. An error, because that is how an
    /// exchange ends.
    Result<void> askWhole()
    {
        m_mustAskWhole = true;
        m_askAgain = true;
        return failure(ErrorKind::Conflict, u"the rest of the file cannot be asked for"_s, shownUrl());
    }

    /// An earlier run brought a part of this version: the whole need not come again.
    Result<void> askRest()
    {
        m_askAgain = true;
        return failure(ErrorKind::Conflict, u"a part of the file is here already"_s, shownUrl());
    }

    Result<void> wholeComes(const HttpHead &head)
    {
        const HttpIdentity identity =
            m_fetch.m_server.identityOf(head, head.contentLength.value_or(-1), m_entry);
        if (!m_delivery) {
            m_entry = {m_entry.path, identity.size, identity.modified, identity.validator};
            if (const Result<void> begun = begin(); !begun)
                return begun;
            if (m_received > 0)
                return askRest();
        }
        if (hasAny()) {
            if (const Result<void> restarted = restart(); !restarted)
                return restarted;
        }
        m_identity = identity;
        m_check = m_fetch.m_server.bodyCheck(head, m_entry);
        if (contradict(m_entry.validator, m_identity.validator))
            return changed();
        m_total = head.contentLength.value_or(-1);
        if (head.isFramed)
            return {};
        if (m_total < 0)
            m_total = m_entry.size;
        if (m_total >= 0)
            return {};
        return failure(
            ErrorKind::Unsupported,
            u"the server does not say where the file ends, so a broken download would look like a whole one"_s,
            shownUrl(), u"have it send Content-Length"_s);
    }

    Result<void> restComes(const HttpHead &head)
    {
        if (!m_asksForRest) {
            return failure(ErrorKind::Corrupt, u"the server sent a part of the file, unasked"_s, shownUrl());
        }
        const auto range = parseContentRange(head.field("Content-Range").value_or(QByteArray()));
        if (!range || range->first != m_received || !range->total || range->last + 1 != *range->total)
            return askWhole();
        if (m_identity.size >= 0 && *range->total != m_identity.size)
            return askWhole();
        const HttpIdentity identity = m_fetch.m_server.identityOf(head, *range->total, m_entry);
        if (identity.validator.token != m_identity.validator.token)
            return contradict(m_entry.validator, identity.validator) ? changed() : askWhole();
        m_total = *range->total;
        return {};
    }

    /// An object that is overwritten in place while it is sent comes half old, half new, under the old ETag.
    bool mustConfirm() const
    {
        return !m_fetch.m_server.replacesWhole() && m_identity.validator.strength != ValidatorStrength::None
            && (m_fetch.m_confirmsAll || m_received > oneGoBytes || m_attempts > 1
                || std::chrono::steady_clock::now() - m_begun > oneGoTime);
    }

    void confirm()
    {
        m_question = std::make_unique<IdentityQuestion>(
            m_fetch.m_client, m_fetch.m_server, m_url,
            [this](const Result<HttpIdentity> &now) { confirmed(now); }, m_entry);
        m_question->start();
    }

    void confirmed(const Result<HttpIdentity> &now)
    {
        if (!now)
            return m_fetch.finished(*this, failure(now));
        const bool hasOtherSize = now->size >= 0 && now->size != m_received;
        if (hasOtherSize
            || contradict({ValidatorStrength::Strong, m_identity.validator.token}, now->validator))
            return m_fetch.finished(*this, changed());
        finish();
    }

    void finish()
    {
        if (Result<void> verified = verify(); !verified) {
            discard();
            Error error = verified.error();
            error.subject = shownUrl();
            return m_fetch.finished(*this, std::unexpected(std::move(error)));
        }
        const Entry delivered{m_entry.path, m_received, m_identity.modified, m_identity.validator};
        m_fetch.finished(*this, fromStore(m_delivery->finish(delivered)));
    }

    Result<void> verify()
    {
        if (m_pieceCheck)
            return m_pieceCheck->verify();
        return m_check ? m_check->verify() : Result<void>{};
    }

    HttpFetch &m_fetch;
    const Entry &m_listed;
    Entry m_entry; ///< as listed, or as the first answer tells
    const QByteArray m_url;
    std::unique_ptr<Delivery> m_delivery;
    std::unique_ptr<IdentityQuestion> m_question;
    std::unique_ptr<PiecewiseBody> m_pieces;
    std::unique_ptr<BodyCheck> m_check; ///< of one body, over all its bytes from the first on
    std::optional<FollowingCheck> m_pieceCheck; ///< of pieces
    HttpIdentity m_identity; ///< of the bytes that are there
    qint64 m_received = 0;
    qint64 m_total = -1;
    std::chrono::steady_clock::time_point m_begun;
    int m_attempts = 0;
    /// Says that it is a page; what it begins with tells. Nothing that is there is touched before.
    struct Suspect {
        HttpHead head;
        QByteArray bytes;
    };
    std::optional<Suspect> m_suspect;
    bool m_asksForRest = false;
    bool m_mustAskWhole = false;
    bool m_askAgain = false;
    bool m_isWhole = false; ///< the server gives no ranges
    bool m_hasStoreFailed = false;
};

HttpFetch::HttpFetch(HttpClient &client, ObjectServer &server, FetchSink &sink)
    : m_client(client),
      m_server(server),
      m_sink(sink)
{ }

HttpFetch::~HttpFetch() = default;

Result<void> HttpFetch::run(std::span<const Entry> wanted, const std::stop_token &stop)
{
    const std::stop_callback onStop(stop, [this] { m_stop.request_stop(); });
    m_waiting = wanted;
    m_confirmsAll = wanted.size() <= fewFiles;
    startMore();
    const Result<void> driven = m_client.drive(m_stop.get_token());
    if (m_error)
        return std::unexpected(*m_error);
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    return driven;
}

void HttpFetch::startMore()
{
    const std::size_t mostAtOnce = std::min(maxDownloadsAtOnce, m_server.mostAtOnce());
    while (!m_waiting.empty() && m_downloads.size() < mostAtOnce && !m_stop.stop_requested()) {
        m_downloads.push_back(std::make_unique<Download>(*this, m_waiting.front()));
        m_waiting = m_waiting.subspan(1);
        if (const Result<void> started = m_downloads.back()->start(); !started) {
            m_downloads.pop_back();
            return fail(started.error());
        }
    }
}

void HttpFetch::finished(Download &download, const Result<void> &result)
{
    if (!result) {
        Error error = result.error();
        if (error.kind == ErrorKind::Conflict && !download.hasStoreFailed())
            download.discard();
        if (error.kind == ErrorKind::NotFound && !download.hasStoreFailed()) {
            error.kind = ErrorKind::Conflict;
            error.message = u"the file is gone since it was listed"_s;
        }
        if (download.hasStoreFailed() || endsTheFetch(error.kind))
            fail(std::move(error));
        else
            m_sink.failed(download.entry(), error);
    }
    std::erase_if(m_downloads, [&](const auto &candidate) { return candidate.get() == &download; });
    startMore();
}

void HttpFetch::fail(Error error)
{
    if (!m_error && !m_stop.stop_requested())
        m_error = std::move(error);
    m_stop.request_stop();
}

} // namespace larder

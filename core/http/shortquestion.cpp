#include "core/http/shortquestion.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

class ShortTransfer : public HttpTransfer
{
public:
    explicit ShortTransfer(const ShortQuestion &question) : m_question(question) { }

    HttpRequest request() override { return m_question.request(); }
    bool accepts(int status) const override { return status == 200; }
    bool followsRedirects() const override { return false; }
    std::optional<HttpFailure> explain(const HttpHead &head, const QByteArray &body) override
    {
        return m_question.explain ? m_question.explain(head, body) : std::nullopt;
    }
    Result<void> onHead(const HttpHead &) override
    {
        m_body.clear();
        return {};
    }
    Result<void> onBody(std::span<const char> bytes) override
    {
        m_body.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        if (m_body.size() > maxShortAnswerBytes)
            return failure(ErrorKind::Corrupt, u"the answer is longer than such an answer is"_s);
        return {};
    }
    void onFinished(const Result<HttpHead> &result) override
    {
        answer = result ? Result<ShortAnswer>(ShortAnswer{*result, std::move(m_body)}) : failure(result);
    }

    Result<ShortAnswer> answer = failure(ErrorKind::Cancelled, u"stopped"_s);

private:
    const ShortQuestion &m_question;
    QByteArray m_body;
};

} // namespace

Result<ShortAnswer> askShortly(HttpClient &client, const ShortQuestion &question, const std::stop_token &stop)
{
    ShortTransfer transfer(question);
    client.start(transfer);
    (void)client.drive(stop); // what became of the transfer is told to itself
    return std::move(transfer.answer);
}

Deadline::Deadline(std::chrono::steady_clock::duration time, const std::stop_token &stop)
    : m_onStop(stop, [this] { m_over.request_stop(); }),
      m_thread([this, time](const std::stop_token &isAnswered) {
          std::unique_lock lock(m_guard);
          if (!m_wake.wait_for(lock, isAnswered, time, [] { return false; }) && !isAnswered.stop_requested())
              m_over.request_stop();
      })
{ }

} // namespace larder

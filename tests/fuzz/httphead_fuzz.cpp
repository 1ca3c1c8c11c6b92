// The head of an answer, line by line, and all that is read from its fields.
#include "core/http/headreader.h"
#include "core/http/range.h"
#include "core/http/redirect.h"
#include "core/http/retrypolicy.h"
#include "core/sources/s3checksum.h"
#include "tests/fuzz/bucketchecks.h"

using namespace larder;

namespace {

const HttpRequest asked{"GET", "https://host.example/a", {{"Authorization", "secret"}}, {}};

void checkRange(const QByteArray &value)
{
    const auto range = parseContentRange(value);
    if (!range)
        return;
    fuzz::promise(range->first >= 0 && range->first <= range->last, "a range has bytes");
    fuzz::promise(!range->total || range->last < *range->total, "a range lies within the whole");
}

void checkRedirect(const QByteArray &location)
{
    const auto next = followRedirect(asked, location, {});
    if (!next)
        return;
    fuzz::promise(next->url.startsWith("https://"), "nothing leads from https to http");
    fuzz::promise(fuzz::fitsAField(next->url), "a URL is one line");
    const bool isSameServer = next->url.startsWith("https://host.example");
    fuzz::promise(isSameServer || next->headers.isEmpty(), "who asks is told to nobody else");
}

void checkHead(const HttpHead &head)
{
    fuzz::promise(head.status >= 200 && head.status <= 999, "a head has a final status");
    fuzz::promise(!head.contentLength || *head.contentLength >= 0, "a length is no less than nothing");
    const std::optional<Instant> modified = lastModified(head);
    fuzz::checkValidator(httpValidator(head, modified));
    checkRange(head.field("content-range").value_or(QByteArray()));
    checkRedirect(head.field("location").value_or(QByteArray()));
    (void)parseUnsatisfiedRange(head.field("content-range").value_or(QByteArray()));
    (void)parseRetryAfter(head.field("retry-after").value_or(QByteArray()), head.date.value_or(Instant()));
    if (const auto check = s3BodyCheck(head)) {
        check->add({"1,2\n", 4});
        (void)check->verify();
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    HeadReader reader("https://host.example/a", HeadReader::Body::Asked);
    for (QByteArrayView rest = fuzz::viewOf(data, size); !rest.isEmpty();) {
        const qsizetype end = rest.indexOf('\n');
        const QByteArrayView line = end < 0 ? rest : rest.first(end + 1);
        rest = rest.sliced(line.size());
        if (reader.take(line) != HeadReader::State::Reading)
            break;
    }
    if (reader.state() == HeadReader::State::Whole)
        checkHead(reader.head());
    return 0;
}

// URLs that servers give: a base, and behind a NUL what is to be found from there.
#include "core/http/httpurl.h"
#include "core/sources/indexlinks.h"
#include "tests/fuzz/bucketchecks.h"

using namespace larder;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto [base, reference] = fuzz::twoTexts(fuzz::viewOf(data, size));
    if (const auto origin = originOf(base.toByteArray())) {
        fuzz::promise(origin->scheme == "http" || origin->scheme == "https", "an origin speaks HTTP");
        fuzz::promise(!origin->host.isEmpty() && origin->port >= 0, "an origin can be named");
    }
    (void)redactedUrl(base.toByteArray());
    const auto url = resolveUrl(base.toByteArray(), reference.toByteArray());
    if (!url)
        return 0;
    fuzz::promise(fuzz::fitsAField(*url), "a URL is one line");
    fuzz::promise(originOf(*url).has_value(), "a URL that was resolved is one");
    fuzz::promise(!redactedUrl(*url).isEmpty(), "a URL can be shown");
    for (const QByteArray &segment : pathSegments(*url))
        fuzz::promise(percentDecoded(encodedForRequest(segment)) == segment,
                      "a segment is asked for as it is");
    return 0;
}

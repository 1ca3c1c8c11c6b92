// The index page of a web server. The first byte says in how long pieces it comes.
#include "core/sources/indexlinks.h"
#include "core/sources/indexpage.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

using namespace larder;

namespace {

Result<IndexPage::Links> readIn(QByteArrayView bytes, qsizetype pieceBytes)
{
    IndexPage page;
    for (qsizetype at = 0; at < bytes.size(); at += pieceBytes) {
        const QByteArrayView piece = bytes.sliced(at, std::min(pieceBytes, bytes.size() - at));
        const Result<void> read = page.read({piece.data(), static_cast<std::size_t>(piece.size())});
        if (!read)
            return failure(read);
    }
    return page.finish();
}

void checkLink(const QByteArray &path)
{
    fuzz::promise(!path.isEmpty(), "a link below the page has a path");
    for (const QByteArray &segment : path.split('/'))
        fuzz::promise(!segment.isEmpty() && segment != "." && segment != "..", "a link stays below the page");
    fuzz::promise(percentDecoded(encodedForRequest(path)) == path, "a path is asked for as it is");
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes = fuzz::viewOf(data, size).sliced(1);
    const auto links = readIn(bytes, 1 + data[0]);
    const auto again = readIn(bytes, 1 + data[0]);
    fuzz::promise(links.has_value() == again.has_value()
                      && (!links || links->references == again->references),
                  "a page means the same twice");
    if (!links)
        return 0;
    IgnoredCounter ignored;
    for (const IndexLink &link : linksBelow("https://host.example/daily/a%20b/", links->references, ignored))
        checkLink(link.path);
    (void)ignored.notices();
    return 0;
}

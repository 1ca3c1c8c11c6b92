// The error documents of all stores. The first byte chooses the status.
#include "core/sources/azureerror.h"
#include "core/sources/gcserror.h"
#include "core/sources/s3error.h"
#include "tests/fuzz/fuzz.h"

#include <array>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array statuses{301, 307, 400, 401, 403, 404, 405, 409, 412, 416, 429, 500, 503};

void check(const HttpFailure &failure)
{
    fuzz::promise(!failure.error.message.isEmpty(), "a failure says what it is");
    fuzz::promise(failure.error.message.size() < 400, "a failure is a sentence");
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const int status = statuses[data[0] % statuses.size()];
    const QByteArray body = fuzz::viewOf(data, size).sliced(1).toByteArray();
    check(s3Failure(status, readS3Error(body).code, u"s3://b/x"_s));
    for (const Asked asked : {Asked::Listing, Asked::Object})
        check(gcsFailure(status, readGcsError(body), asked, u"gs://b/x"_s));
    HttpHead head;
    check(azureFailure(status, azureErrorCode(head, body), u"az://a/c/x"_s));
    head.fields = body;
    check(azureFailure(status, azureErrorCode(head, {}), u"az://a/c/x"_s));
    return 0;
}

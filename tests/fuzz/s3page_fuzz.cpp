// A page of a listing of S3.
#include "core/sources/s3page.h"
#include "tests/fuzz/bucketchecks.h"

using namespace larder;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray body = fuzz::viewOf(data, size).toByteArray();
    if (const auto page = readS3Page(body))
        fuzz::checkPage(*page);
    return 0;
}

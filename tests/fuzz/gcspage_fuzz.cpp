// A page of a listing of Google Cloud Storage, and the answer about one object.
#include "core/sources/gcspage.h"
#include "tests/fuzz/bucketchecks.h"

using namespace larder;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray body = fuzz::viewOf(data, size).toByteArray();
    if (const auto page = readGcsPage(body))
        fuzz::checkPage(*page);
    if (const auto object = readGcsObject(body)) {
        fuzz::checkObject(*object);
        fuzz::promise(gcsGeneration(object->validator).has_value(), "an object has a generation");
    }
    return 0;
}

// A page of a listing of Azure Blob Storage.
#include "core/sources/azurepage.h"
#include "tests/fuzz/bucketchecks.h"

using namespace larder;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray body = fuzz::viewOf(data, size).toByteArray();
    if (const auto page = readAzurePage(body))
        fuzz::checkPage(*page);
    return 0;
}

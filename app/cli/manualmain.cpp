// `larder-manual`: prints larder(1). Run by the build, and not installed.
#include "app/cli/manual.h"
#include "core/base/filedescriptor.h"

int main()
{
    const std::string page = larder::manualPage();
    return larder::writeAll(1, page.data(), page.size()) == 0 ? 0 : 1;
}

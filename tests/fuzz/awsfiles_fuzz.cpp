// ~/.aws/config and, behind a NUL, ~/.aws/credentials.
#include "core/credentials/awsfiles.h"
#include "tests/fuzz/fuzz.h"

using namespace larder;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto [config, credentials] = fuzz::twoTexts(fuzz::viewOf(data, size));
    const AwsFiles files = parseAwsFiles(QString::fromUtf8(config), QString::fromUtf8(credentials));
    for (const auto &[name, profile] : files.profiles.asKeyValueRange()) {
        fuzz::promise(profile.name == name, "a profile is found by its name");
        (void)splitCommandLine(profile.credentialProcess);
    }
    (void)splitCommandLine(QString::fromUtf8(config));
    return 0;
}

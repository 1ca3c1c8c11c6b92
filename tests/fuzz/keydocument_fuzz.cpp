// Keys and tokens in JSON, as files, programs and services give them; and the private keys in them.
#include "core/credentials/awsdocument.h"
#include "core/credentials/googledocument.h"
#include "core/credentials/oauth.h"
#include "tests/fuzz/fuzz.h"

using namespace larder;

namespace {

constexpr Instant now(std::chrono::sys_days(std::chrono::year(2026) / 11 / 25));

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray json = fuzz::viewOf(data, size).toByteArray();
    if (const auto keys = awsKeysFromJson(json))
        fuzz::promise(!keys->keyId.isEmpty() && !keys->secret.isEmpty(), "keys are a pair");
    if (const auto token = tokenFromJson(json, now)) {
        fuzz::promise(!token->token.isEmpty(), "a token is there");
        fuzz::promise(!token->expiresAt || *token->expiresAt > now, "a new token is good for a while");
    }
    if (const auto document = googleDocument(json); document && !document->privateKey.isEmpty())
        (void)signedJwt("{}", document->privateKeyId, document->privateKey);
    (void)signedJwt("{}", "id", json);
    return 0;
}

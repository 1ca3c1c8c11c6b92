// Times as servers, stores and people write them.
#include "core/http/httpdate.h"
#include "core/http/retrypolicy.h"
#include "core/sources/bucketplace.h"
#include "tests/fuzz/fuzz.h"

using namespace larder;
using namespace std::chrono_literals;

namespace {

constexpr Instant now(std::chrono::sys_days(std::chrono::year(2026) / 11 / 25));

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text = fuzz::viewOf(data, size);
    if (const auto date = parseHttpDate(text, now)) {
        const auto again = parseHttpDate(httpDate(*date), now);
        fuzz::promise(again && *again == *date, "a date is written as it was read");
    }
    if (const auto time = readListedTime({text.data(), size})) {
        fuzz::promise(fromIso(toIso(*time)) == *time, "a listed time is kept in files as it is");
    }
    const QString asText = QString::fromUtf8(text);
    if (const auto time = fromIso(asText))
        (void)toIso(*time);
    (void)fromPersonsTime(asText, QTimeZone("Europe/Paris"));
    if (const auto wait = parseRetryAfter(text, now))
        fuzz::promise(*wait >= 0ms, "nobody waits backwards");
    return 0;
}

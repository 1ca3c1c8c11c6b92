/// What the fuzz targets share. Each target is one function over bytes that a stranger may have written; it
/// parses them, and checks what the rest of the core relies on. A promise that does not hold ends the
/// process, as a fault does.
#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace larder::fuzz {

/// Without a copy, so that a byte too far is seen.
[[nodiscard]] inline QByteArrayView viewOf(const uint8_t *data, size_t size)
{
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}

inline void promise(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
}

/// Up to the first NUL, and what is behind it: for parsers that take two texts.
struct TwoTexts {
    QByteArrayView first;
    QByteArrayView second;
};
[[nodiscard]] inline TwoTexts twoTexts(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\0');
    return end < 0 ? TwoTexts{bytes, {}} : TwoTexts{bytes.first(end), bytes.sliced(end + 1)};
}

} // namespace larder::fuzz

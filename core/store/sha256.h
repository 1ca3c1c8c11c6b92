/// SHA-256 by OpenSSL (eleven times QCryptographicHash's speed here). One thread at a time.
#pragma once

#include "core/base/result.h"
#include "core/dataset/manifest.h"

#include <memory>
#include <span>
#include <stop_token>

struct evp_md_ctx_st;

namespace larder {

class Sha256Hasher
{
public:
    Sha256Hasher();
    void add(std::span<const char> bytes);
    /// The hash of all that was added; afterwards it starts anew.
    [[nodiscard]] Sha256 result();
    void reset();

private:
    struct Freer {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Freer> m_context;
};

[[nodiscard]] Sha256 sha256(std::span<const char> bytes);

/// Adds the first `bytes` of an open file (-1: all). Returns how many there were; an errno as a negative
/// number.
[[nodiscard]] qint64 addFile(Sha256Hasher &hasher, int file, qint64 bytes, const std::stop_token &stop);

} // namespace larder

#include "core/store/sha256.h"

#include "core/base/latecrypto.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace larder {

namespace {

/// Fetched once: an implicit fetch at every start costs as much as hashing a small file.
const EVP_MD *algorithm()
{
    static const EVP_MD *const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

} // namespace

void Sha256Hasher::Freer::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Sha256Hasher::Sha256Hasher() : m_context(EVP_MD_CTX_new())
{
    reset();
}

void Sha256Hasher::reset()
{
    [[maybe_unused]] const int ok = EVP_DigestInit_ex2(m_context.get(), algorithm(), nullptr);
    Q_ASSERT(ok == 1);
}

void Sha256Hasher::add(std::span<const char> bytes)
{
    EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size());
}

Sha256 Sha256Hasher::result()
{
    Sha256 hash;
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context.get(), hash.data(), &size);
    Q_ASSERT(size == hash.size());
    reset();
    return hash;
}

Sha256 sha256(std::span<const char> bytes)
{
    Sha256Hasher hasher;
    hasher.add(bytes);
    return hasher.result();
}

qint64 addFile(Sha256Hasher &hasher, int file, qint64 bytes, const std::stop_token &stop)
{
    constexpr size_t chunk = 256 * 1024;
    std::vector<char> buffer(bytes >= 0 ? std::min(chunk, size_t(bytes) + 1) : chunk);
    qint64 done = 0;
    while (bytes < 0 || done < bytes) {
        if (stop.stop_requested())
            return -ECANCELED;
        const size_t wanted =
            bytes < 0 ? buffer.size() : size_t(std::min<qint64>(qint64(buffer.size()), bytes - done));
        const ssize_t got = ::pread(file, buffer.data(), wanted, done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -errno;
        if (got == 0)
            break;
        hasher.add({buffer.data(), size_t(got)});
        done += got;
    }
    return done;
}

} // namespace larder

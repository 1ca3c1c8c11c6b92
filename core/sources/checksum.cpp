#include "core/sources/checksum.h"

#include "core/base/latecrypto.h"

#include <QtEndian>

#include <array>
#include <limits>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// Eight tables, so that eight bytes are taken at a time (Intel's "slicing by 8"): where the processor has no
/// better way, and for what it leaves.
template <typename Word, Word polynomial>
constexpr std::array<std::array<Word, 256>, 8> makeTables()
{
    std::array<std::array<Word, 256>, 8> tables{};
    for (std::size_t i = 0; i < 256; ++i) {
        auto word = static_cast<Word>(i);
        for (int bit = 0; bit < 8; ++bit)
            word = (word >> 1) ^ ((word & 1) != 0 ? polynomial : 0);
        tables[0][i] = word;
    }
    for (std::size_t i = 0; i < 256; ++i) {
        for (std::size_t table = 1; table < 8; ++table) {
            const Word word = tables[table - 1][i];
            tables[table][i] = (word >> 8) ^ tables[0][word & 255];
        }
    }
    return tables;
}

/// Without the inversion at both ends.
template <typename Word, Word polynomial>
Word crcByTables(Word crc, std::span<const char> bytes)
{
    static constexpr auto tables = makeTables<Word, polynomial>();
    const char *at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        const quint64 word = qFromLittleEndian<quint64>(at) ^ crc;
        crc = tables[7][word & 255] ^ tables[6][(word >> 8) & 255] ^ tables[5][(word >> 16) & 255]
            ^ tables[4][(word >> 24) & 255] ^ tables[3][(word >> 32) & 255] ^ tables[2][(word >> 40) & 255]
            ^ tables[1][(word >> 48) & 255] ^ tables[0][(word >> 56) & 255];
    }
    for (; left > 0; --left, ++at)
        crc = (crc >> 8) ^ tables[0][(crc ^ static_cast<unsigned char>(*at)) & 255];
    return crc;
}

#ifdef __x86_64__

/// x^power modulo the polynomial, reflected, in the upper bits.
template <typename Word, Word polynomial>
constexpr quint64 remainderOf(int power)
{
    constexpr int bits = std::numeric_limits<Word>::digits;
    Word word = Word{1} << (bits - 1);
    for (int i = 0; i < power; ++i)
        word = (word >> 1) ^ ((word & 1) != 0 ? polynomial : 0);
    return quint64{word} << (64 - bits);
}

struct Block {
    __m128i bits;
};

__attribute__((target("pclmul,sse4.1"))) inline Block blockAt(const char *bytes)
{
    return {_mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes))};
}

/// `block` moved on by `blocks` of 128 bits, modulo the polynomial, onto what is there. A product of
/// reflected words is one bit off, hence the powers.
template <typename Word, Word polynomial, int blocks>
__attribute__((target("pclmul,sse4.1"))) inline Block folded(Block block, Block onto)
{
    constexpr int power = 128 * blocks;
    const __m128i factors = _mm_set_epi64x(static_cast<long long>(remainderOf<Word, polynomial>(power - 1)),
                                           static_cast<long long>(remainderOf<Word, polynomial>(power + 63)));
    const __m128i moved = _mm_xor_si128(_mm_clmulepi64_si128(block.bits, factors, 0x00),
                                        _mm_clmulepi64_si128(block.bits, factors, 0x11));
    return {_mm_xor_si128(moved, onto.bits)};
}

/// Intel's "Fast CRC computation for generic polynomials": the bytes are folded into their last 16, of which
/// the tables tell the rest. REQUIRES: 64 bytes at least.
template <typename Word, Word polynomial>
__attribute__((target("pclmul,sse4.1"))) Word crcByFolding(Word crc, std::span<const char> bytes)
{
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    std::array<Block, 4> blocks{blockAt(at), blockAt(at + 16), blockAt(at + 32), blockAt(at + 48)};
    blocks[0].bits = _mm_xor_si128(blocks[0].bits, _mm_set_epi64x(0, static_cast<long long>(quint64{crc})));
    for (at += 64; end - at >= 64;) {
        for (Block &block : blocks) {
            block = folded<Word, polynomial, 4>(block, blockAt(at));
            at += 16;
        }
    }
    Block block = blocks[0];
    for (std::size_t i = 1; i < blocks.size(); ++i)
        block = folded<Word, polynomial, 1>(block, blocks[i]);
    for (; end - at >= 16; at += 16)
        block = folded<Word, polynomial, 1>(block, blockAt(at));
    std::array<char, 16> last{};
    _mm_storeu_si128(reinterpret_cast<__m128i *>(last.data()), block.bits);
    return crcByTables<Word, polynomial>(crcByTables<Word, polynomial>(0, last), {at, end});
}

#endif

template <typename Word, Word polynomial>
Word crcOf(Word before, std::span<const char> bytes)
{
#ifdef __x86_64__
    static const bool canFold = __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
    if (canFold && bytes.size() >= 64)
        return ~crcByFolding<Word, polynomial>(~before, bytes);
#endif
    return ~crcByTables<Word, polynomial>(~before, bytes);
}

std::unexpected<Error> mismatch(const QString &name)
{
    return failure(ErrorKind::Corrupt,
                   u"the bytes that came do not match the checksum that the provider keeps (%1)"_s.arg(name),
                   {}, u"try again; if it stays, the object is damaged at the provider"_s);
}

template <typename Word>
class CrcCheck : public BodyCheck
{
public:
    using Function = Word (*)(Word, std::span<const char>);
    CrcCheck(QString name, Function function, const QByteArray &expected)
        : m_name(std::move(name)),
          m_function(function),
          m_expected(qFromBigEndian<Word>(expected.constData()))
    { }
    void add(std::span<const char> bytes) override { m_crc = m_function(m_crc, bytes); }
    Result<void> verify() override
    {
        if (m_crc != m_expected)
            return mismatch(m_name);
        return {};
    }

private:
    const QString m_name;
    const Function m_function;
    const Word m_expected;
    Word m_crc = 0;
};

class DigestCheck : public BodyCheck
{
public:
    DigestCheck(QString name, const EVP_MD *kind, QByteArray expected)
        : m_name(std::move(name)),
          m_expected(std::move(expected)),
          m_context(EVP_MD_CTX_new())
    {
        EVP_DigestInit_ex(m_context.get(), kind, nullptr);
    }
    void add(std::span<const char> bytes) override
    {
        EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size());
    }
    Result<void> verify() override
    {
        QByteArray digest(EVP_MAX_MD_SIZE, Qt::Uninitialized);
        unsigned int size = 0;
        EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(digest.data()), &size);
        digest.truncate(static_cast<qsizetype>(size));
        if (digest != m_expected)
            return mismatch(m_name);
        return {};
    }

private:
    struct Freer {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    };
    const QString m_name;
    const QByteArray m_expected;
    std::unique_ptr<EVP_MD_CTX, Freer> m_context;
};

qsizetype sizeOf(Checksum kind)
{
    switch (kind) {
    case Checksum::Crc64Nvme:
        return 8;
    case Checksum::Crc32c:
    case Checksum::Crc32:
        return 4;
    case Checksum::Sha256:
        return 32;
    case Checksum::Sha1:
        return 20;
    case Checksum::Md5:
        return 16;
    }
    Q_UNREACHABLE_RETURN(-1);
}

} // namespace

quint32 crc32(quint32 before, std::span<const char> bytes)
{
    return crcOf<quint32, 0xEDB88320U>(before, bytes);
}

quint32 crc32c(quint32 before, std::span<const char> bytes)
{
    return crcOf<quint32, 0x82F63B78U>(before, bytes);
}

quint64 crc64nvme(quint64 before, std::span<const char> bytes)
{
    return crcOf<quint64, 0x9A6C9329AC4BC9B5U>(before, bytes);
}

std::unique_ptr<BodyCheck> bodyCheckOf(Checksum kind, const QByteArray &base64)
{
    const auto value = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!value || value.decoded.size() != sizeOf(kind))
        return nullptr;
    switch (kind) {
    case Checksum::Crc64Nvme:
        return std::make_unique<CrcCheck<quint64>>(u"CRC-64/NVMe"_s, crc64nvme, value.decoded);
    case Checksum::Crc32c:
        return std::make_unique<CrcCheck<quint32>>(u"CRC-32C"_s, crc32c, value.decoded);
    case Checksum::Crc32:
        return std::make_unique<CrcCheck<quint32>>(u"CRC-32"_s, crc32, value.decoded);
    case Checksum::Sha256:
        return std::make_unique<DigestCheck>(u"SHA-256"_s, EVP_sha256(), value.decoded);
    case Checksum::Sha1:
        return std::make_unique<DigestCheck>(u"SHA-1"_s, EVP_sha1(), value.decoded);
    case Checksum::Md5:
        return std::make_unique<DigestCheck>(u"MD5"_s, EVP_md5(), value.decoded);
    }
    Q_UNREACHABLE_RETURN(nullptr);
}

} // namespace larder

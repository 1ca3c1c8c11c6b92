#include "core/store/archive/zipdirectory.h"

#include <QtEndian>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace larder {

namespace {

// APPNOTE.TXT 4.3: signatures and sizes of the fixed parts.
constexpr quint32 endSignature = 0x06054b50;
constexpr quint32 end64Signature = 0x06064b50;
constexpr quint32 locatorSignature = 0x07064b50;
constexpr quint32 headerSignature = 0x02014b50;
constexpr qint64 endBytes = 22;
constexpr qint64 end64Bytes = 56;
constexpr qint64 locatorBytes = 20;
constexpr qint64 headerBytes = 46;
constexpr qint64 maxCommentBytes = 0xffff;
constexpr qint64 maxDirectoryBytes = 256 * 1024 * 1024; // a million names of 200 bytes
constexpr quint16 encryptedFlag = 1;
constexpr quint16 zip64Field = 1;
constexpr quint32 inZip64 = 0xffffffff;

/// Little-endian numbers at places of a text; a place outside reads as 0, and is noticed.
class Numbers
{
public:
    explicit Numbers(QByteArrayView bytes) : m_bytes(bytes) { }

    template <typename Number>
    [[nodiscard]] Number at(qsizetype place) const
    {
        if (place < 0 || place + qsizetype(sizeof(Number)) > m_bytes.size())
            return 0;
        return qFromLittleEndian<Number>(m_bytes.data() + place);
    }

private:
    QByteArrayView m_bytes;
};

QByteArray readAt(int file, qint64 offset, qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    qint64 got = 0;
    while (got < size) {
        const ssize_t count = ::pread(file, bytes.data() + got, size_t(size - got), offset + got);
        if (count <= 0)
            break;
        got += count;
    }
    bytes.truncate(got);
    return bytes;
}

struct Directory {
    qint64 bytes = 0;
    qint64 end = 0; ///< where what follows it begins
    quint64 entries = 0;
};

/// Of a zip with more of anything than the old numbers hold.
std::optional<Directory> directory64(int file, qint64 locator)
{
    const QByteArray where = readAt(file, locator, locatorBytes);
    if (Numbers(where).at<quint32>(0) != locatorSignature)
        return std::nullopt;
    const qint64 place = qint64(Numbers(where).at<quint64>(8));
    if (place < 0 || place > locator - end64Bytes)
        return std::nullopt;
    const QByteArray end = readAt(file, place, end64Bytes);
    const Numbers numbers(end);
    if (numbers.at<quint32>(0) != end64Signature)
        return std::nullopt;
    return Directory{qint64(numbers.at<quint64>(40)), place, numbers.at<quint64>(32)};
}

std::optional<Directory> findDirectory(int file)
{
    struct stat status{};
    if (::fstat(file, &status) != 0 || status.st_size < endBytes)
        return std::nullopt;
    const qint64 tailBytes = std::min<qint64>(status.st_size, endBytes + maxCommentBytes);
    const qint64 tailAt = status.st_size - tailBytes;
    const QByteArray tail = readAt(file, tailAt, tailBytes);
    const Numbers numbers(tail);
    for (qsizetype at = tail.size() - endBytes; at >= 0; --at) {
        if (numbers.at<quint32>(at) != endSignature
            || at + endBytes + numbers.at<quint16>(at + 20) != tail.size())
            continue;
        const qint64 end = tailAt + at;
        if (const auto large = directory64(file, end - locatorBytes))
            return large;
        return Directory{numbers.at<quint32>(at + 12), end, numbers.at<quint16>(at + 10)};
    }
    return std::nullopt;
}

/// The local header's offset, which a zip64 field tells where it is too large for the header itself. That
/// field holds those of size, packed size and offset that are, in this order.
quint64 localOffset(const Numbers &header, qsizetype at, const QByteArrayView extra)
{
    const auto offset = header.at<quint32>(at + 42);
    if (offset != inZip64)
        return offset;
    const Numbers fields(extra);
    for (qsizetype field = 0; field + 4 <= extra.size(); field += 4 + fields.at<quint16>(field + 2)) {
        if (fields.at<quint16>(field) != zip64Field)
            continue;
        qsizetype place = field + 4;
        place += header.at<quint32>(at + 24) == inZip64 ? 8 : 0;
        place += header.at<quint32>(at + 20) == inZip64 ? 8 : 0;
        return fields.at<quint64>(place);
    }
    return offset;
}

} // namespace

std::optional<std::vector<ZipName>> zipNames(int file)
{
    const auto directory = findDirectory(file);
    if (!directory || directory->bytes < 0 || directory->bytes > maxDirectoryBytes
        || directory->bytes > directory->end)
        return std::nullopt;
    const QByteArray bytes = readAt(file, directory->end - directory->bytes, directory->bytes);
    const Numbers numbers(bytes);
    std::vector<ZipName> names;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype nameBytes = numbers.at<quint16>(at + 28);
        const qsizetype extraBytes = numbers.at<quint16>(at + 30);
        const qsizetype next = at + headerBytes + nameBytes + extraBytes + numbers.at<quint16>(at + 32);
        if (numbers.at<quint32>(at) != headerSignature || next > bytes.size())
            return std::nullopt;
        const QByteArrayView extra = QByteArrayView(bytes).sliced(at + headerBytes + nameBytes, extraBytes);
        names.push_back({.offset = localOffset(numbers, at, extra),
                         .name = bytes.sliced(at + headerBytes, nameBytes),
                         .isEncrypted = (numbers.at<quint16>(at + 8) & encryptedFlag) != 0});
        at = next;
    }
    if (names.size() != directory->entries)
        return std::nullopt;
    std::ranges::sort(names, {}, &ZipName::offset);
    const bool hasTwoInOnePlace = std::ranges::adjacent_find(names, {}, &ZipName::offset) != names.end();
    return hasTwoInOnePlace ? std::nullopt : std::optional(std::move(names));
}

} // namespace larder

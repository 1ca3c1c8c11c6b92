#include "core/store/archive/zipdirectory.h"

#include <QString>
#include <QtEndian>

#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

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
constexpr quint16 utf8Flag = 1 << 11;
constexpr quint16 zip64Field = 1;
constexpr quint16 unicodePathField = 0x7075;
constexpr qsizetype unicodePathHeadBytes = 5; // a version, and the sum of the name that it is for
constexpr quint32 inZip64 = 0xffffffff;

// Appendix D: the characters of a name that nobody marked as UTF-8. The lower half is ASCII.
constexpr char16_t upperHalfOf437[] = u"ÇüéâäàåçêëèïîìÄÅ"
                                      u"ÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
                                      u"áíóúñÑªº¿⌐¬½¼¡«»"
                                      u"░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
                                      u"└┴┬├─┼╞╟╚╔╩╦╠═╬╧"
                                      u"╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
                                      u"αßΓπΣσµτΦΘΩδ∞φε∩"
                                      u"≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
static_assert(std::size(upperHalfOf437) == 128 + 1);

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

/// What an extra field of that kind holds; empty: there is none.
QByteArrayView extraField(QByteArrayView extra, quint16 kind)
{
    const Numbers numbers(extra);
    qsizetype fieldBytes = 0;
    for (qsizetype at = 0; at + 4 <= extra.size(); at += 4 + fieldBytes) {
        fieldBytes = numbers.at<quint16>(at + 2);
        if (numbers.at<quint16>(at) == kind)
            return extra.sliced(at + 4, std::min(fieldBytes, extra.size() - at - 4));
    }
    return {};
}

/// The local header's offset, which a zip64 field tells where it is too large for the header itself. That
/// field holds those of size, packed size and offset that are, in this order.
quint64 localOffset(const Numbers &header, qsizetype at, QByteArrayView extra)
{
    const auto offset = header.at<quint32>(at + 42);
    const QByteArrayView field = offset == inZip64 ? extraField(extra, zip64Field) : QByteArrayView();
    if (field.isEmpty())
        return offset;
    qsizetype place = header.at<quint32>(at + 24) == inZip64 ? 8 : 0;
    place += header.at<quint32>(at + 20) == inZip64 ? 8 : 0;
    return Numbers(field).at<quint64>(place);
}

QByteArray from437(const QByteArray &bytes)
{
    QString text;
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        text += QChar(code < 128 ? char16_t(code) : upperHalfOf437[code - 128]);
    }
    return text.toUtf8();
}

/// 4.6.9: beside a name in some code page, the same in UTF-8. Empty: none, or of a name that was here before.
QByteArray unicodePath(const QByteArray &written, QByteArrayView extra)
{
    const QByteArrayView field = extraField(extra, unicodePathField);
    const auto sum = ::crc32(0, reinterpret_cast<const Bytef *>(written.constData()), uInt(written.size()));
    const bool isOfThisName =
        field.size() > unicodePathHeadBytes && field[0] == 1 && Numbers(field).at<quint32>(1) == sum;
    return isOfThisName ? field.sliced(unicodePathHeadBytes).toByteArray() : QByteArray();
}

/// Without the flag many write UTF-8 all the same. 4.4.17.1: only '/' parts folders, so that a backslash is
/// the '/' of those who did not read it.
QByteArray nameFrom(const QByteArray &written, quint16 flags, QByteArrayView extra)
{
    QByteArray name = written;
    if ((flags & utf8Flag) == 0) {
        if (const QByteArray unicode = unicodePath(written, extra); !unicode.isEmpty())
            name = unicode;
        else if (!written.isValidUtf8())
            name = from437(written);
    }
    return name.replace('\\', '/');
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
        const auto flags = numbers.at<quint16>(at + 8);
        names.push_back({.offset = localOffset(numbers, at, extra),
                         .name = nameFrom(bytes.sliced(at + headerBytes, nameBytes), flags, extra),
                         .isEncrypted = (flags & encryptedFlag) != 0});
        at = next;
    }
    if (names.size() != directory->entries)
        return std::nullopt;
    std::ranges::sort(names, {}, &ZipName::offset);
    const bool hasTwoInOnePlace = std::ranges::adjacent_find(names, {}, &ZipName::offset) != names.end();
    return hasTwoInOnePlace ? std::nullopt : std::optional(std::move(names));
}

} // namespace larder

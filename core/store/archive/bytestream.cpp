#include "core/store/archive/bytestream.h"

#include "core/store/archive/archivepointer.h"

#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace larder {

namespace {

constexpr size_t inputBytes = 64 * 1024;

FaultFound unreadable()
{
    return {ArchiveFault::Unreadable, {}, QByteArray(std::strerror(errno))};
}

ssize_t readFile(int file, std::span<char> bytes)
{
    ssize_t got = 0;
    do {
        got = ::read(file, bytes.data(), bytes.size());
    } while (got < 0 && errno == EINTR);
    return got;
}

class PlainStream final : public ByteStream
{
public:
    explicit PlainStream(int file) : m_file(file) { }

    ssize_t read(std::span<char> bytes) override
    {
        const ssize_t got = readFile(m_file, bytes);
        if (got < 0)
            m_fault = unreadable();
        return got;
    }
    FaultFound fault() const override { return m_fault; }

private:
    int m_file;
    FaultFound m_fault;
};

/// By zlib itself: libarchive leaves gzip's checksum and length unread.
class GzipStream final : public ByteStream
{
public:
    explicit GzipStream(int file) : m_file(file)
    {
        constexpr int gzipOnly = 16; // zlib.h: added to the window's size
        m_isOpen = ::inflateInit2(&m_zlib, MAX_WBITS + gzipOnly) == Z_OK;
    }
    ~GzipStream() override
    {
        if (m_isOpen)
            ::inflateEnd(&m_zlib);
    }
    GzipStream(const GzipStream &) = delete;
    GzipStream &operator=(const GzipStream &) = delete;

    ssize_t read(std::span<char> bytes) override
    {
        if (!m_isOpen)
            return fail(ArchiveFault::Memory, "");
        m_zlib.next_out = reinterpret_cast<Bytef *>(bytes.data());
        m_zlib.avail_out = uInt(bytes.size());
        while (m_zlib.avail_out == bytes.size()) {
            if (m_zlib.avail_in == 0 && !fill())
                return m_isBroken ? -1 : endOfFile();
            if (m_isBetween && !beginNext())
                return m_isBroken ? -1 : 0;
            const int said = ::inflate(&m_zlib, Z_NO_FLUSH);
            if (said == Z_STREAM_END) { // several streams may follow one another
                m_isBetween = true;
                m_hasStream = true;
                ::inflateReset(&m_zlib);
                continue;
            }
            if (said != Z_OK && said != Z_BUF_ERROR)
                return fail(said == Z_MEM_ERROR ? ArchiveFault::Memory : ArchiveFault::Damaged,
                            m_zlib.msg ? m_zlib.msg : "it is cut short");
        }
        return ssize_t(bytes.size() - m_zlib.avail_out);
    }
    FaultFound fault() const override { return m_fault; }

private:
    bool fill()
    {
        const ssize_t got = readFile(m_file, m_input);
        if (got < 0) {
            m_fault = unreadable();
            m_isBroken = true;
        }
        m_zlib.next_in = reinterpret_cast<Bytef *>(m_input.data());
        m_zlib.avail_in = uInt(std::max<ssize_t>(got, 0));
        return got > 0;
    }

    /// After a stream another one may begin, or zeros fill up the last block of a tape.
    bool beginNext()
    {
        while (m_hasStream && *m_zlib.next_in == 0) {
            ++m_zlib.next_in;
            if (--m_zlib.avail_in == 0 && !fill())
                return false;
        }
        m_isBetween = false;
        return true;
    }

    ssize_t endOfFile()
    {
        return m_isBetween && m_hasStream ? 0 : fail(ArchiveFault::Damaged, "it is cut short");
    }

    ssize_t fail(ArchiveFault fault, const char *detail)
    {
        m_fault = {fault, {}, detail};
        m_isBroken = true;
        return -1;
    }

    int m_file;
    z_stream m_zlib{};
    std::array<char, inputBytes> m_input{};
    bool m_isOpen = false;
    bool m_isBetween = true; ///< no stream has begun, or the last one has ended
    bool m_hasStream = false;
    bool m_isBroken = false;
    FaultFound m_fault;
};

/// One filter of libarchive's, and nothing below it.
class FilterStream final : public ByteStream
{
public:
    FilterStream(int file, int filter) : m_reader(archive_read_new())
    {
        const bool isSet = m_reader && archive_read_append_filter(m_reader.get(), filter) == ARCHIVE_OK
            && archive_read_support_format_raw(m_reader.get()) == ARCHIVE_OK
            && archive_read_support_format_empty(m_reader.get()) == ARCHIVE_OK
            && archive_read_open_fd(m_reader.get(), file, inputBytes) == ARCHIVE_OK;
        struct stat status{};
        if (::fstat(file, &status) == 0 && status.st_size == 0) {
            m_fault = {ArchiveFault::Damaged, {}, "it is cut short"};
            return;
        }
        // What broke before the first byte would be taken for an empty file.
        if (!isSet || archive_errno(m_reader.get()) != 0) {
            m_fault = m_reader ? faultOf(m_reader.get()) : FaultFound{ArchiveFault::Memory, {}, {}};
            return;
        }
        archive_entry *entry = nullptr;
        const int began = archive_read_next_header(m_reader.get(), &entry);
        m_isAtEnd = began == ARCHIVE_EOF;
        if (began != ARCHIVE_OK && began != ARCHIVE_EOF)
            m_fault = faultOf(m_reader.get());
    }

    ssize_t read(std::span<char> bytes) override
    {
        if (m_fault)
            return -1;
        if (m_isAtEnd)
            return 0;
        const ssize_t got = archive_read_data(m_reader.get(), bytes.data(), bytes.size());
        if (got < 0)
            m_fault = faultOf(m_reader.get());
        m_isAtEnd = got == 0;
        return got < 0 ? -1 : got;
    }
    FaultFound fault() const override { return m_fault.value_or(FaultFound{}); }

private:
    ReaderPointer m_reader;
    bool m_isAtEnd = false;
    std::optional<FaultFound> m_fault;
};

} // namespace

std::unique_ptr<ByteStream> openStream(int file, ArchiveKind kind)
{
    switch (kind) {
    case ArchiveKind::Zip:
    case ArchiveKind::Tar:
    case ArchiveKind::SevenZip:
        return std::make_unique<PlainStream>(file);
    case ArchiveKind::TarGz:
    case ArchiveKind::Gz:
        return std::make_unique<GzipStream>(file);
    case ArchiveKind::TarBz2:
    case ArchiveKind::Bz2:
        return std::make_unique<FilterStream>(file, ARCHIVE_FILTER_BZIP2);
    case ArchiveKind::TarXz:
    case ArchiveKind::Xz:
        return std::make_unique<FilterStream>(file, ARCHIVE_FILTER_XZ);
    case ArchiveKind::TarZst:
    case ArchiveKind::Zst:
        return std::make_unique<FilterStream>(file, ARCHIVE_FILTER_ZSTD);
    }
    Q_UNREACHABLE_RETURN(nullptr);
}

} // namespace larder

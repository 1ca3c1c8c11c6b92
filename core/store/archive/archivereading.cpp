#include "core/store/archive/archivereading.h"

#include "core/store/archive/archivepointer.h"
#include "core/store/archive/bytestream.h"
#include "core/store/archive/zipdirectory.h"

#include <QtEndian>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cstring>

namespace larder {

namespace {

constexpr size_t chunkBytes = 60 * 1024; // with its head, what a pipe takes at once
constexpr qsizetype maxToldName = 64 * 1024; // far longer than any that can be kept, and fits a frame

/// libarchive's names are in the locale's characters; for as long as this lives they are in these.
class CharacterLocale
{
public:
    explicit CharacterLocale(const char *name) : m_before(std::setlocale(LC_CTYPE, nullptr))
    {
        std::setlocale(LC_CTYPE, name);
    }
    ~CharacterLocale() { std::setlocale(LC_CTYPE, m_before.constData()); }
    CharacterLocale(const CharacterLocale &) = delete;
    CharacterLocale &operator=(const CharacterLocale &) = delete;

private:
    QByteArray m_before;
};

/// tar spells the path "a" as "./a" when it packs a folder from inside.
QByteArray plainPath(QByteArray path)
{
    while (path.startsWith("./"))
        path.remove(0, 2);
    return path;
}

/// The stream below a tar, as libarchive asks for it; remembers how it ended.
class TarInput
{
public:
    explicit TarInput(ByteStream &stream) : m_stream(stream) { }

    static la_ssize_t read(archive *, void *self, const void **bytes)
    {
        return static_cast<TarInput *>(self)->readNext(bytes);
    }

    /// All that is left, so that the last checksum is seen too. False: see the stream's fault.
    [[nodiscard]] bool drain()
    {
        const void *bytes = nullptr;
        ssize_t got = 1;
        while (got > 0)
            got = readNext(&bytes);
        return got == 0;
    }
    [[nodiscard]] bool isBroken() const { return m_isBroken; }
    /// A tar ends with blocks of zeros.
    [[nodiscard]] bool endsAsTar() const
    {
        return m_tail.size() == blockBytes && m_tail == QByteArray(blockBytes, '\0');
    }

private:
    static constexpr qsizetype blockBytes = 512;

    ssize_t readNext(const void **bytes)
    {
        const ssize_t got = m_stream.read(m_buffer);
        m_isBroken = m_isBroken || got < 0;
        *bytes = m_buffer.data();
        if (got > 0) {
            m_tail.append(m_buffer.data(), got);
            m_tail.remove(0, std::max<qsizetype>(m_tail.size() - blockBytes, 0));
        }
        return got < 0 ? ARCHIVE_FATAL : got;
    }

    ByteStream &m_stream;
    std::array<char, chunkBytes> m_buffer{};
    QByteArray m_tail;
    bool m_isBroken = false;
};

/// Of every kind the walk from member to member.
class Walk
{
public:
    Walk(archive *reader, const ReadRequest &request, const SayFrame &say)
        : m_reader(reader),
          m_request(request),
          m_say(say)
    { }

    /// `nameOf`: of the member that libarchive is at; nullopt: it contradicts the rest of the archive.
    [[nodiscard]] std::optional<FaultFound>
    all(const std::function<std::optional<QByteArray>(archive_entry *)> &nameOf)
    {
        archive_entry *entry = nullptr;
        for (int step = 0; (step = archive_read_next_header(m_reader, &entry)) != ARCHIVE_EOF;) {
            if (step != ARCHIVE_OK && !isOnlyAboutCharacters(step))
                return faultOf(m_reader);
            const auto name = nameOf(entry);
            if (!name)
                return FaultFound{ArchiveFault::Damaged, {}, "its directory and its files do not match"};
            if (auto fault = one(entry, plainPath(name->first(std::min(name->size(), maxToldName)))))
                return fault;
            if (m_isOver)
                return std::nullopt;
        }
        return std::nullopt;
    }
    /// Nobody listens, or the one member that was asked for has been told.
    [[nodiscard]] bool isOver() const { return m_isOver; }

private:
    /// A name of a file or of an owner that the locale "C" has no characters for.
    [[nodiscard]] bool isOnlyAboutCharacters(int step) const
    {
        const char *said = archive_error_string(m_reader);
        return step == ARCHIVE_WARN && said && std::strstr(said, "convert");
    }

    [[nodiscard]] std::optional<FaultFound> one(archive_entry *entry, const QByteArray &path)
    {
        const auto type = archive_entry_filetype(entry);
        if (type == AE_IFDIR)
            return std::nullopt;
        if (type != AE_IFREG || archive_entry_hardlink(entry) || archive_entry_symlink(entry))
            return FaultFound{ArchiveFault::NoFile, path, {}};
        if (path.endsWith('/') && archive_entry_size(entry) == 0) // a folder, by those who write no kinds
            return std::nullopt;
        if (archive_entry_is_encrypted(entry))
            return FaultFound{ArchiveFault::Encrypted, path, {}};
        if (m_request.wanted == Wanted::OneMember && path != m_request.member)
            return std::nullopt;
        Member member{.path = path};
        if (archive_entry_size_is_set(entry))
            member.size = archive_entry_size(entry);
        if (archive_entry_mtime_is_set(entry))
            member.modified = fromForeignSeconds(archive_entry_mtime(entry));
        if (member.modified)
            *member.modified += std::chrono::milliseconds(archive_entry_mtime_nsec(entry) / 1'000'000);
        m_isOver = !m_say(Frame::Kind::Member, memberText(member));
        if (m_isOver || m_request.wanted == Wanted::Names)
            return std::nullopt;
        if (auto fault = contents(path))
            return fault;
        m_isOver = m_isOver || !m_say(Frame::Kind::MemberEnd, {}) || m_request.wanted == Wanted::OneMember;
        return std::nullopt;
    }

    [[nodiscard]] std::optional<FaultFound> contents(const QByteArray &path)
    {
        while (!m_isOver) {
            const ssize_t got = archive_read_data(m_reader, m_buffer.data(), m_buffer.size());
            if (got < 0)
                return faultOf(m_reader, path);
            if (got == 0)
                break;
            m_isOver = !m_say(Frame::Kind::Bytes, {m_buffer.data(), got});
        }
        return std::nullopt;
    }

    archive *m_reader;
    const ReadRequest &m_request;
    const SayFrame &m_say;
    std::array<char, chunkBytes> m_buffer{};
    bool m_isOver = false;
};

std::optional<FaultFound> readZip(int file, const ReadRequest &request, const SayFrame &say)
{
    const auto names = zipNames(file);
    if (!names)
        return FaultFound{ArchiveFault::Damaged, {}, "its directory is missing or makes no sense"};
    const auto encrypted = std::ranges::find_if(*names, &ZipName::isEncrypted);
    if (encrypted != names->end())
        return FaultFound{ArchiveFault::Encrypted, encrypted->name, {}};
    if (names->empty()) // libarchive takes it for no zip
        return std::nullopt;
    const ReaderPointer reader(archive_read_new());
    if (!reader || archive_read_support_format_zip_seekable(reader.get()) != ARCHIVE_OK
        || archive_read_open_fd(reader.get(), file, chunkBytes) != ARCHIVE_OK)
        return faultOf(reader.get());
    auto next = names->begin();
    Walk walk(reader.get(), request, say);
    const auto fault = walk.all([&](archive_entry *entry) -> std::optional<QByteArray> {
        if (next == names->end())
            return std::nullopt;
        const QByteArray written = next++->name;
        const char *told = archive_entry_pathname(entry);
        const bool isAscii = std::ranges::all_of(written, [](char c) { return c >= 0x20 && c < 0x7f; });
        // What is no ASCII libarchive may have told otherwise; what is must be the same in both places.
        return !isAscii || (told && written == QByteArray(told).replace('\\', '/')) ? std::optional(written)
                                                                                    : std::nullopt;
    });
    if (!fault && !walk.isOver() && next != names->end())
        return FaultFound{ArchiveFault::Damaged, {}, "its directory and its files do not match"};
    return fault;
}

std::optional<FaultFound> readTar(int file, const ReadRequest &request, const SayFrame &say)
{
    const auto stream = openStream(file, request.kind);
    TarInput input(*stream);
    const ReaderPointer reader(archive_read_new());
    // What the stream met says more than what libarchive makes of it.
    const auto truest = [&](FaultFound found) {
        if (!input.isBroken())
            return found;
        FaultFound below = stream->fault();
        below.member = found.member;
        return below;
    };
    if (!reader || archive_read_support_format_tar(reader.get()) != ARCHIVE_OK
        || archive_read_open(reader.get(), &input, nullptr, TarInput::read, nullptr) != ARCHIVE_OK)
        return truest(faultOf(reader.get()));
    Walk walk(reader.get(), request, say);
    const auto fault = walk.all([](archive_entry *entry) -> std::optional<QByteArray> {
        const char *name = archive_entry_pathname(entry);
        return name ? std::optional(QByteArray(name)) : std::nullopt;
    });
    if (fault)
        return truest(*fault);
    if (walk.isOver())
        return std::nullopt;
    if (!input.drain())
        return stream->fault();
    if (!input.endsAsTar())
        return FaultFound{ArchiveFault::Damaged, {}, "it is cut short"};
    return std::nullopt;
}

/// A writer that did not end leaves zeros where its directory's place would stand; libarchive takes that for
/// an archive of nothing, which has nothing behind its first bytes.
bool isUnfinishedSevenZip(int file)
{
    constexpr QByteArrayView signature("7z\xbc\xaf\x27\x1c");
    constexpr qsizetype sizeAt = 20; // of the directory
    std::array<char, 32> head{};
    struct stat status{};
    return ::fstat(file, &status) == 0 && status.st_size > qint64(head.size())
        && ::pread(file, head.data(), head.size(), 0) == ssize_t(head.size())
        && QByteArrayView(head.data(), signature.size()) == signature
        && qFromLittleEndian<quint64>(head.data() + sizeAt) == 0;
}

std::optional<FaultFound> readSevenZip(int file, const ReadRequest &request, const SayFrame &say)
{
    if (isUnfinishedSevenZip(file))
        return FaultFound{ArchiveFault::Damaged, {}, "its directory is missing or makes no sense"};
    const CharacterLocale unicode("C.UTF-8");
    const ReaderPointer reader(archive_read_new());
    if (!reader || archive_read_support_format_7zip(reader.get()) != ARCHIVE_OK
        || archive_read_open_fd(reader.get(), file, chunkBytes) != ARCHIVE_OK)
        return faultOf(reader.get());
    Walk walk(reader.get(), request, say);
    return walk.all([](archive_entry *entry) -> std::optional<QByteArray> {
        const char *name = archive_entry_pathname(entry);
        return name ? std::optional(QByteArray(name)) : std::nullopt;
    });
}

/// One file without a name.
std::optional<FaultFound> readCompressed(int file, const ReadRequest &request, const SayFrame &say)
{
    if (!say(Frame::Kind::Member, memberText({})))
        return std::nullopt;
    if (request.wanted == Wanted::Names)
        return std::nullopt;
    const auto stream = openStream(file, request.kind);
    std::array<char, chunkBytes> buffer{};
    while (true) {
        const ssize_t got = stream->read(buffer);
        if (got < 0)
            return stream->fault();
        if (got == 0)
            break;
        if (!say(Frame::Kind::Bytes, {buffer.data(), got}))
            return std::nullopt;
    }
    (void)say(Frame::Kind::MemberEnd, {});
    return std::nullopt;
}

} // namespace

std::optional<FaultFound> readArchive(int file, const ReadRequest &request, const SayFrame &say)
{
    switch (request.kind) {
    case ArchiveKind::Zip:
        return readZip(file, request, say);
    case ArchiveKind::SevenZip:
        return readSevenZip(file, request, say);
    case ArchiveKind::Tar:
    case ArchiveKind::TarGz:
    case ArchiveKind::TarBz2:
    case ArchiveKind::TarXz:
    case ArchiveKind::TarZst:
        return readTar(file, request, say);
    case ArchiveKind::Gz:
    case ArchiveKind::Bz2:
    case ArchiveKind::Xz:
    case ArchiveKind::Zst:
        return readCompressed(file, request, say);
    }
    Q_UNREACHABLE_RETURN(std::nullopt);
}

} // namespace larder

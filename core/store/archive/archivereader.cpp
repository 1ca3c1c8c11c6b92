#include "core/store/archive/archivereader.h"

#include "core/base/processrunner.h"
#include "core/store/safename.h"

#include <QFile>

#include <algorithm>
#include <csignal>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int signalBase = 128; // processrunner.h: the exit of a killed one

std::unexpected<Error> damaged(const QString &archive, const QString &why)
{
    return failure(ErrorKind::Corrupt, u"the archive \"%1\" is damaged: %2"_s.arg(archive, why), archive,
                   u"ask for it to be uploaded again"_s);
}

std::unexpected<Error> unreadable(const QString &archive, const QString &sentence)
{
    return failure(ErrorKind::Unsupported, sentence, archive,
                   u"ask for a sound archive, or keep it packed with unpack=never"_s);
}

std::unexpected<Error> errorOf(const FaultFound &found, const QString &archive)
{
    const QString detail = shownName(found.detail);
    const QString member = shownName(found.member);
    switch (found.fault) {
    case ArchiveFault::Damaged:
        return damaged(archive, member.isEmpty() ? detail : u"\"%1\": %2"_s.arg(member, detail));
    case ArchiveFault::Encrypted:
        return unreadable(archive, u"the archive \"%1\" is encrypted"_s.arg(archive));
    case ArchiveFault::NoFile:
        return unreadable(archive,
                          u"the archive \"%1\" cannot be unpacked because of \"%2\": %3"_s.arg(
                              archive, member, u"it is a link or a device, not a file"_s));
    case ArchiveFault::Method:
        return unreadable(
            archive, u"the archive \"%1\" is packed in a way that cannot be read: %2"_s.arg(archive, detail));
    case ArchiveFault::Memory:
        return unreadable(archive, u"the archive \"%1\" needs too much memory to unpack"_s.arg(archive));
    case ArchiveFault::Unreadable:
        return failure(ErrorKind::Storage, u"cannot read the archive \"%1\": %2"_s.arg(archive, detail),
                       archive);
    }
    Q_UNREACHABLE_RETURN(damaged(archive, detail));
}

/// What the worker says, checked, on its way to the sink.
class Listening
{
public:
    Listening(std::span<const ArchiveToRead> archives, Wanted wanted, const UnpackLimits &limits,
              MemberSink &sink)
        : m_archives(archives),
          m_wanted(wanted),
          m_limits(limits),
          m_sink(sink)
    {
        beginArchive();
    }

    [[nodiscard]] Result<void> add(QByteArrayView piece)
    {
        return m_frames.add(piece, [this](const Frame &frame) { return take(frame); });
    }

    [[nodiscard]] Result<void> end(int exitCode) const
    {
        if (m_at == m_archives.size() && exitCode == 0)
            return {};
        if (exitCode == signalBase + SIGXCPU)
            return unreadable(name(), u"the archive \"%1\" takes too long to unpack"_s.arg(name()));
        return nonsense();
    }

    /// Of the archive that is being read, or was the last.
    [[nodiscard]] QString name() const
    {
        return shownName(m_archives[std::min(m_at, m_archives.size() - 1)].path);
    }

private:
    void beginArchive()
    {
        if (m_at < m_archives.size())
            m_guard.emplace(name(), m_archives[m_at].bytes, m_limits);
    }

    [[nodiscard]] Result<void> take(const Frame &frame)
    {
        if (m_at == m_archives.size())
            return nonsense();
        switch (frame.kind) {
        case Frame::Kind::Member:
            return beginMember(frame.bytes);
        case Frame::Kind::Bytes:
            return addBytes(frame.bytes);
        case Frame::Kind::MemberEnd:
            return endMember();
        case Frame::Kind::ArchiveEnd:
            return endArchive();
        case Frame::Kind::Fault:
            break;
        }
        const auto found = faultFromText(frame.bytes);
        return found ? errorOf(*found, name()) : nonsense();
    }

    [[nodiscard]] Result<void> beginMember(QByteArrayView text)
    {
        auto member = memberFromText(text);
        const bool mustHaveName = hasMembers(*archiveKind(m_archives[m_at].path));
        if (!member || m_isInMember || (!mustHaveName && !member->path.isEmpty()))
            return nonsense();
        if (mustHaveName) {
            if (auto admitted = m_guard->admitName(member->path); !admitted)
                return admitted;
        }
        if (auto promised = m_guard->checkPromise(member->size); !promised)
            return promised;
        m_isInMember = m_wanted != Wanted::Names;
        m_promised = member->size;
        m_came = 0;
        return m_sink.begin(m_at, *member);
    }

    [[nodiscard]] Result<void> addBytes(QByteArrayView bytes)
    {
        if (!m_isInMember)
            return nonsense();
        m_came += bytes.size();
        if (m_promised >= 0 && m_came > m_promised)
            return wrongSize();
        if (auto counted = m_guard->addBytes(bytes.size()); !counted)
            return counted;
        return m_sink.write({bytes.data(), size_t(bytes.size())});
    }

    [[nodiscard]] Result<void> endMember()
    {
        if (!m_isInMember)
            return nonsense();
        m_isInMember = false;
        if (m_promised >= 0 && m_came != m_promised)
            return wrongSize();
        return m_sink.finish();
    }

    [[nodiscard]] Result<void> endArchive()
    {
        if (m_isInMember)
            return nonsense();
        ++m_at;
        beginArchive();
        return {};
    }

    [[nodiscard]] std::unexpected<Error> nonsense() const
    {
        return damaged(name(), u"its reader broke down over it"_s);
    }
    [[nodiscard]] std::unexpected<Error> wrongSize() const
    {
        return damaged(name(), u"a file is not as long as it is said to be"_s);
    }

    std::span<const ArchiveToRead> m_archives;
    Wanted m_wanted;
    UnpackLimits m_limits;
    MemberSink &m_sink;
    FrameReader m_frames;
    size_t m_at = 0;
    std::optional<MemberGuard> m_guard;
    bool m_isInMember = false;
    qint64 m_promised = -1;
    qint64 m_came = 0;
};

/// A compressed file's one file has no name of its own.
QByteArray nameOfTheOne(const ArchiveToRead &archive)
{
    const QByteArray path = unpackedPath(archive.path);
    return path.sliced(path.lastIndexOf('/') + 1);
}

class NamesSink final : public MemberSink
{
public:
    Result<void> begin(size_t, const Member &member) override
    {
        members.push_back(member);
        return {};
    }
    Result<void> write(std::span<const char>) override { return {}; }
    Result<void> finish() override { return {}; }

    std::vector<Member> members;
};

class CopySink final : public MemberSink
{
public:
    CopySink(qint64 most, const std::function<Result<void>(std::span<const char>)> &write)
        : m_left(most),
          m_write(write)
    { }

    Result<void> begin(size_t, const Member &) override
    {
        wasFound = true;
        return {};
    }
    Result<void> write(std::span<const char> bytes) override
    {
        const size_t wanted = size_t(std::min<qint64>(m_left, qint64(bytes.size())));
        m_left -= qint64(wanted);
        if (auto written = m_write(bytes.first(wanted)); !written)
            return written;
        isFull = m_left == 0;
        return isFull ? failure(ErrorKind::Cancelled, u"stopped"_s) : Result<void>{};
    }
    Result<void> finish() override { return {}; }

    bool wasFound = false;
    bool isFull = false; ///< the rest is not wanted: the worker is ended

private:
    qint64 m_left;
    const std::function<Result<void>(std::span<const char>)> &m_write;
};

} // namespace

ArchiveReader::ArchiveReader(QString program, const UnpackLimits &limits,
                             std::chrono::milliseconds longestSilence)
    : m_program(std::move(program)),
      m_limits(limits),
      m_longestSilence(longestSilence)
{ }

Result<void> ArchiveReader::read(std::span<const ArchiveToRead> archives, Wanted wanted,
                                 const QByteArray &member, MemberSink &sink, std::stop_token stop) const
{
    if (archives.empty())
        return {};
    ProcessRequest request{.program = m_program, .timeout = m_longestSilence};
    request.environment = QProcessEnvironment();
    // The times in a zip have no zone: they are read as this machine's, as everywhere.
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    for (const QString &key : {u"TZ"_s, u"LD_LIBRARY_PATH"_s, u"ASAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s}) {
        if (own.contains(key))
            request.environment.insert(key, own.value(key));
    }
    for (const ArchiveToRead &archive : archives)
        request.input += requestText({.wanted = wanted,
                                      .kind = *archiveKind(archive.path),
                                      .file = QFile::encodeName(archive.file),
                                      .member = member});
    Listening listening(archives, wanted, m_limits, sink);
    request.takeOutput = [&](QByteArrayView piece) { return listening.add(piece); };
    const auto outcome = runProcess(request, stop);
    if (outcome)
        return listening.end(outcome->exitCode);
    if (outcome.error().kind == ErrorKind::Timeout)
        return unreadable(listening.name(),
                          u"the archive \"%1\" takes too long to unpack"_s.arg(listening.name()));
    if (outcome.error().kind == ErrorKind::NotFound && outcome.error().subject == m_program)
        return failure(ErrorKind::Storage, u"the program that reads archives cannot be started"_s, m_program,
                       u"install Larder again"_s);
    return failure(outcome);
}

Result<void> ArchiveReader::unpack(std::span<const ArchiveToRead> archives, MemberSink &sink,
                                   std::stop_token stop) const
{
    return read(archives, Wanted::Everything, {}, sink, std::move(stop));
}

Result<std::vector<Entry>> ArchiveReader::list(const ArchiveToRead &archive, std::stop_token stop) const
{
    NamesSink sink;
    if (auto told = read({&archive, 1}, Wanted::Names, {}, sink, std::move(stop)); !told)
        return failure(told);
    std::vector<Entry> entries;
    for (const Member &member : sink.members)
        entries.push_back({.path = member.path.isEmpty() ? nameOfTheOne(archive) : member.path,
                           .size = member.size,
                           .modified = member.modified,
                           .validator = {}});
    std::ranges::sort(entries, {}, &Entry::path);
    return entries;
}

Result<void> ArchiveReader::copyMember(const ArchiveToRead &archive, const QByteArray &path, qint64 most,
                                       const std::function<Result<void>(std::span<const char>)> &write,
                                       std::stop_token stop) const
{
    const auto missing = [&] {
        return failure(
            ErrorKind::NotFound,
            u"the archive \"%1\" has no file \"%2\""_s.arg(shownName(archive.path), shownName(path)),
            shownName(archive.path));
    };
    const bool isNamed = hasMembers(*archiveKind(archive.path));
    if (!isNamed && path != nameOfTheOne(archive))
        return missing();
    CopySink sink(most, write);
    const auto copied = read({&archive, 1}, isNamed ? Wanted::OneMember : Wanted::Everything,
                             isNamed ? path : QByteArray(), sink, std::move(stop));
    if (!copied && !sink.isFull)
        return copied;
    return sink.wasFound ? Result<void>{} : missing();
}

} // namespace larder

#include "core/sync/unpacking.h"

#include "core/base/crashpoint.h"
#include "core/freshness/policy.h"
#include "core/freshness/walltime.h"
#include "core/sources/address.h"
#include "core/store/archive/archivereader.h"

#include <QHash>
#include <QUrl>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 checkSpaceEvery = 16 * 1024 * 1024;
constexpr auto tellEvery = 100ms; // as a fetch does

std::unexpected<Error> placeTaken(const QByteArray &archive, const QByteArray &path)
{
    const QString name = shownName(archive);
    return failure(ErrorKind::Unsupported,
                   u"the archive \"%1\" cannot be unpacked because of \"%2\": %3"_s.arg(
                       name, shownName(path), u"another file has its place"_s),
                   name, u"leave it out with --exclude, or ask for another name"_s);
}

/// Members become files that the staging receives.
class StagedMembers final : public MemberSink
{
public:
    StagedMembers(const Home &home, Staging &staging, UnpackOrder order, const ProgressCallback &progress)
        : m_home(home),
          m_staging(staging),
          m_order(std::move(order)),
          m_callback(progress),
          m_progress(m_order.start)
    {
        m_progress.phase = Phase::Unpacking;
    }

    Result<void> begin(size_t archive, const Member &member) override
    {
        const Entry &from = m_order.archives[archive];
        m_delivered = Entry{.path = memberPath(from.path, member.path, m_order.isAtTop),
                            .size = member.size,
                            .modified = member.modified ? member.modified : from.modified};
        if (!m_order.taken.insert(m_delivered.path).second)
            return placeTaken(from.path, m_delivered.path);
        m_archiveOf.insert(m_delivered.path, from.path);
        if (auto room = makeSure(std::max<qint64>(member.size, 0)); !room)
            return room;
        auto file = m_staging.receive(m_delivered);
        if (!file)
            return failure(file);
        m_file = std::move(*file);
        return {};
    }

    Result<void> write(std::span<const char> bytes) override
    {
        m_progress.bytesDone += qint64(bytes.size());
        m_unchecked += qint64(bytes.size());
        if (m_unchecked >= checkSpaceEvery) {
            m_unchecked = 0;
            if (auto room = makeSure(checkSpaceEvery); !room)
                return room;
        }
        tell();
        return m_file->write(bytes);
    }

    Result<void> finish() override
    {
        ++m_progress.filesDone;
        crashPoint("member-unpacked");
        return m_file->finish(m_delivered);
    }

    [[nodiscard]] QByteArray archiveOf(const QByteArray &path) const { return m_archiveOf.value(path); }

private:
    [[nodiscard]] Result<void> makeSure(qint64 bytes) const
    {
        return bytes < checkSpaceEvery ? Result<void>{} : ensureSpace(m_home, bytes);
    }

    void tell()
    {
        const auto now = std::chrono::steady_clock::now();
        if (!m_callback || now - m_toldAt < tellEvery)
            return;
        m_toldAt = now;
        m_callback(m_progress);
    }

    const Home &m_home;
    Staging &m_staging;
    UnpackOrder m_order;
    const ProgressCallback &m_callback;
    Progress m_progress;
    std::chrono::steady_clock::time_point m_toldAt;
    QHash<QByteArray, QByteArray> m_archiveOf;
    Entry m_delivered;
    std::unique_ptr<IncomingFile> m_file;
    qint64 m_unchecked = 0;
};

} // namespace

bool namesEntry(const Binding &binding, Instant openedAt, const QByteArray &path)
{
    const auto policy = parsePolicy(binding.policy);
    const auto zone = parseZone(binding.zone);
    if (!policy || !zone || path.contains('/'))
        return false;
    const auto address = parseAddress(binding.url, (*policy)->dayOf(openedAt, *zone));
    if (!address || address->globs || address->isFolder())
        return false;
    QString place = address->location;
    if (address->scheme != u"file"_s)
        place = place.first(place.indexOf(u'?') < 0 ? place.size() : place.indexOf(u'?'));
    const QByteArray last = place.sliced(place.lastIndexOf(u'/') + 1).toUtf8();
    return path == last || path == QByteArray::fromPercentEncoding(last);
}

QByteArray memberPath(const QByteArray &archive, const QByteArray &member, bool isAtTop)
{
    const QByteArray place = unpackedPath(archive);
    if (member.isEmpty())
        return place;
    return isAtTop ? member : place + '/' + member;
}

Result<std::vector<ManifestFile>> unpackReceived(const SyncServices &services, Staging &staging,
                                                 UnpackOrder order, const ProgressCallback &progress,
                                                 std::stop_token stop)
{
    std::vector<ArchiveToRead> archives;
    for (const Entry &archive : order.archives)
        archives.push_back({archive.path, staging.receivedFile(archive.path), archive.size});
    StagedMembers sink(services.home, staging, std::move(order), progress);
    const ArchiveReader reader(services.unpackProgram);
    if (const auto unpacked = reader.unpack(archives, sink, std::move(stop)); !unpacked)
        return failure(unpacked);
    auto received = staging.finishReceiving();
    if (!received)
        return failure(received);
    for (ManifestFile &file : *received)
        file.archive = sink.archiveOf(file.entry.path);
    return received;
}

} // namespace larder

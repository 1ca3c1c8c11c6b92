#include "core/sources/commandsource.h"

#include "core/base/atomicfile.h"
#include "core/base/clock.h"
#include "core/base/crashpoint.h"
#include "core/base/filedescriptor.h"
#include "core/sources/commandrun.h"
#include "core/sources/fileidentity.h"
#include "core/sources/filesource.h"
#include "core/sources/filewalk.h"
#include "core/store/sha256.h"
#include "core/store/workplace.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// What the command left, by path: as it lies on the disk, and as it is known from then on.
struct Export {
    Entry file;
    Entry known;
};

const QByteArray &pathOf(const Export &exported)
{
    return exported.known.path;
}

/// Bytes that a directory delivers, under the identity that their hash gives them.
class HashedDelivery : public Delivery
{
public:
    HashedDelivery(std::unique_ptr<Delivery> delivery, const Entry &known)
        : m_delivery(std::move(delivery)),
          m_known(known)
    { }

    const ByteRanges &present() const override { return m_delivery->present(); }
    Result<void> restart() override { return m_delivery->restart(); }
    Result<void> write(std::span<const char> bytes) override { return m_delivery->write(bytes); }
    Result<void> writeAt(qint64 at, std::span<const char> bytes) override
    {
        return m_delivery->writeAt(at, bytes);
    }
    Result<void> readAt(qint64 at, std::span<char> bytes) override { return m_delivery->readAt(at, bytes); }
    Result<void> finish(const Entry &) override { return m_delivery->finish(m_known); }

private:
    std::unique_ptr<Delivery> m_delivery;
    const Entry &m_known;
};

class HashedSink : public FetchSink
{
public:
    HashedSink(FetchSink &sink, const std::vector<Export> &exports) : m_sink(sink), m_exports(exports) { }

    Result<std::unique_ptr<Delivery>> begin(const Entry &entry) override
    {
        const Entry &known = knownOf(entry);
        auto delivery = m_sink.begin(known);
        if (!delivery)
            return delivery;
        return std::make_unique<HashedDelivery>(std::move(*delivery), known);
    }
    void failed(const Entry &entry, const Error &error) override { m_sink.failed(knownOf(entry), error); }

private:
    [[nodiscard]] const Entry &knownOf(const Entry &entry) const
    {
        return std::ranges::lower_bound(m_exports, entry.path, {}, pathOf)->known;
    }

    FetchSink &m_sink;
    const std::vector<Export> &m_exports;
};

class CommandSource : public Source
{
public:
    CommandSource(const Address &address, CommandPlace place)
        : m_line(commandLineOf(address.location).value_or(QString())),
          m_place(std::move(place))
    { }

    Result<Listing> probe(const ProbeOptions &options, std::stop_token stop) override;
    Result<void> fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop) override;
    QByteArray said() const override { return m_said; }

private:
    Result<void> run(const std::stop_token &stop);
    Result<Listing> listing(const EntryFilter &filter, Instant startedAt, const std::stop_token &stop);
    Result<Validator> validatorOf(const Entry &file, const std::stop_token &stop) const;
    [[nodiscard]] QString out() const { return m_workplace->path() + u"/out"_s; }

    const QString m_line;
    const CommandPlace m_place;
    std::optional<Workplace> m_workplace;
    std::vector<Export> m_exports; ///< of the last probe, in byte order of their path
    QByteArray m_said;
};

Result<Listing> CommandSource::probe(const ProbeOptions &options, std::stop_token stop)
{
    const Instant startedAt = SystemClock().now(); // of the file system, which stamps what is written
    m_exports.clear();
    m_workplace.reset();
    auto workplace = Workplace::make(m_place.home, m_place.dataset);
    if (!workplace)
        return failure(workplace);
    m_workplace.emplace(std::move(*workplace));
    if (const auto made = makeDirectory(out()); !made)
        return failure(made);
    if (const auto ran = run(stop); !ran)
        return failure(ran);
    crashPoint("command-ended");
    return listing(options.filter, startedAt, stop);
}

Result<void> CommandSource::run(const std::stop_token &stop)
{
    QProcessEnvironment environment = commandEnvironment(m_place.dataset);
    environment.insert(u"LARDER_OUT"_s, out());
    environment.insert(u"LARDER_DAY"_s, m_place.day.toString(Qt::ISODate));
    CommandLog log(environment);
    const auto ran = runCommand({.line = m_line,
                                 .folder = m_workplace->path(),
                                 .environment = environment,
                                 .timeLimit = m_place.timeLimit},
                                log, stop);
    m_said = log.text();
    if (!ran)
        return ran;
    struct stat status{};
    // Not followed: a link there would make another directory the dataset.
    if (::lstat(QFile::encodeName(out()).constData(), &status) != 0 || !S_ISDIR(status.st_mode)) {
        return failure(ErrorKind::CommandFailed, u"the command left no directory at $LARDER_OUT"_s,
                       shownCommand(m_line),
                       u"let it write into that directory, which is there when it begins"_s);
    }
    return {};
}

Result<Listing> CommandSource::listing(const EntryFilter &filter, Instant startedAt,
                                       const std::stop_token &stop)
{
    Result<Listing> found = walkDirectory(out(), filter, stop);
    if (!found) { // its place is of no use to anybody: it goes with the run
        Error error = found.error();
        error.subject = shownCommand(m_line);
        return std::unexpected(error);
    }
    for (Entry &entry : found->entries) {
        auto validator = validatorOf(entry, stop);
        if (!validator)
            return failure(validator);
        Entry known = entry;
        known.validator = std::move(*validator);
        if (known.modified && *known.modified >= startedAt - localGranularity)
            known.modified.reset(); // when it was written here says nothing about the customer
        m_exports.push_back({std::exchange(entry, known), known});
    }
    return found;
}

Result<Validator> CommandSource::validatorOf(const Entry &file, const std::stop_token &stop) const
{
    const QByteArray path = QFile::encodeName(out()) + '/' + file.path;
    const FileDescriptor opened(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!opened.isOpen())
        return std::unexpected(sourceError(errno, u"read the file"_s, QString::fromUtf8(file.path)));
    Sha256Hasher hasher;
    const qint64 bytes = addFile(hasher, opened.get(), -1, stop);
    if (bytes == -ECANCELED)
        return failure(ErrorKind::Cancelled, u"stopped"_s);
    if (bytes < 0)
        return std::unexpected(sourceError(int(-bytes), u"read the file"_s, QString::fromUtf8(file.path)));
    return Validator{ValidatorStrength::Strong, "sha256:" + hexText(hasher.result())};
}

Result<void> CommandSource::fetch(std::span<const Entry> wanted, FetchSink &sink, std::stop_token stop)
{
    std::vector<Entry> files;
    for (const Entry &entry : wanted) {
        const auto exported = std::ranges::lower_bound(m_exports, entry.path, {}, pathOf);
        if (exported == m_exports.end() || exported->known.path != entry.path)
            sink.failed(entry,
                        {ErrorKind::Conflict,
                         u"the command did not leave this file"_s,
                         QString::fromUtf8(entry.path),
                         {}});
        else
            files.push_back(exported->file);
    }
    HashedSink hashed(sink, m_exports);
    const QString folder = out() + u'/';
    return makeFileSource({u"file"_s, folder, std::nullopt, folder})->fetch(files, hashed, stop);
}

} // namespace

Result<void> checkCommandAddress(const Address &address)
{
    return checkCommandLine(commandLineOf(address.location).value_or(QString()));
}

std::unique_ptr<Source> makeCommandSource(const Address &address, CommandPlace place)
{
    return std::make_unique<CommandSource>(address, std::move(place));
}

} // namespace larder

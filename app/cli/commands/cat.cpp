#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"

#include <QFile>

#include <limits>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 chunkBytes = 1 << 18;

Result<void> copyOut(const QString &path, Output &output, const std::stop_token &stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return failure(ErrorKind::Storage, u"cannot read the file: %1"_s.arg(file.errorString()), path,
                       u"`larder verify --repair` fetches what is damaged"_s);
    }
    QByteArray chunk(chunkBytes, Qt::Uninitialized);
    while (true) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, u"stopped"_s, path);
        const qint64 size = file.read(chunk.data(), chunk.size());
        if (size < 0)
            return failure(ErrorKind::Storage, u"cannot read the file: %1"_s.arg(file.errorString()), path);
        if (size == 0 || !output.bytes(chunk.constData(), size))
            return {}; // the end, or nobody reads any more: Output::finish tells which
    }
}

/// Straight out of the archive; nothing is unpacked for it.
Result<ExitCode> catMember(Session &session, const PathInArchive &member, const SyncServices &services)
{
    Output &output = session.output();
    if (output.isJson() || member.path.isEmpty()) {
        return failure(ErrorKind::Invalid, u"what is inside of an archive has no file to tell about"_s,
                       QString::fromUtf8(member.archive.path), u"`larder ls` lists it, --json too"_s);
    }
    const auto copied = ArchiveReader(services.unpackProgram)
                            .copyMember(
                                member.archive, member.path, std::numeric_limits<qint64>::max(),
                                [&output](std::span<const char> bytes) -> Result<void> {
                                    if (output.bytes(bytes.data(), qint64(bytes.size())))
                                        return {};
                                    return failure(ErrorKind::Cancelled, u"stopped"_s);
                                },
                                session.stop());
    const bool isUnheard = !copied && copied.error().kind == ErrorKind::Cancelled
        && !session.stop().stop_requested(); // nobody reads any more: Output::finish tells
    return copied || isUnheard ? Result<ExitCode>(ExitCode::Done) : failure(copied);
}

Result<ExitCode> cat(Session &session, const QString &word)
{
    const auto name = FileName::parse(word);
    if (!name)
        return failure(name);
    if (name->path.isEmpty()) {
        return failure(ErrorKind::Invalid, u"\"%1\" names no file"_s.arg(word), word,
                       u"write %1/PATH; `larder ls %1` lists them"_s.arg(word));
    }
    const auto composition = session.open(Access::Read, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto snapshot = openSnapshot(**composition, *name);
    if (!snapshot)
        return failure(snapshot);
    const auto packed = pathInArchive(*snapshot, name->path);
    if (!packed)
        return failure(packed);
    if (*packed)
        return catMember(session, **packed, (*composition)->services());
    const ManifestFile *file = snapshot->manifest.find(name->path);
    if (!file) {
        return failure(ErrorKind::NotFound,
                       u"%1 has no file \"%2\""_s.arg(name->dataset.text(), QString::fromUtf8(name->path)),
                       word, u"`larder ls %1` lists them"_s.arg(name->dataset.text()));
    }
    const QString path = snapshot->directory + u'/' + QString::fromUtf8(name->path);
    Output &output = session.output();
    output.json({{u"dataset"_s, name->dataset.text()},
                 {u"snapshot"_s, snapshot->manifest.header.id},
                 {u"file"_s, path},
                 {u"bytes"_s, file->entry.size},
                 {u"sha256"_s, QString::fromLatin1(hexText(file->hash))}});
    if (!output.isJson()) {
        if (const auto copied = copyOut(path, output, session.stop()); !copied)
            return failure(copied);
    }
    return ExitCode::Done;
}

} // namespace

Action declareCat(CLI::App &command)
{
    auto word = std::make_shared<QString>();
    command
        .add_option("NAME/PATH", *word,
                    "customer/dataset[@SNAPSHOT]/PATH, or …/ARCHIVE!/PATH; --json tells about the file")
        ->required();
    return [word](Session &session) { return cat(session, *word); };
}

} // namespace larder

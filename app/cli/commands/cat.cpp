#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"

#include <QFile>

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

Result<ExitCode> cat(Session &session, const QString &word)
{
    const auto name = FileName::parse(word);
    if (!name)
        return failure(name);
    if (name->path.isEmpty()) {
        return failure(ErrorKind::Invalid, u"\"%1\" names no file"_s.arg(word), word,
                       u"write %1/PATH; `larder ls %1` lists them"_s.arg(word));
    }
    const auto composition = session.open(Access::Read);
    if (!composition)
        return failure(composition);
    const auto snapshot = openSnapshot((*composition)->home(), *name);
    if (!snapshot)
        return failure(snapshot);
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
    command.add_option("NAME/PATH", *word, "customer/dataset[@SNAPSHOT]/PATH; --json tells about the file")
        ->required();
    return [word](Session &session) { return cat(session, *word); };
}

} // namespace larder

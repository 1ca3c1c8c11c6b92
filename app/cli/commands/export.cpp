#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "app/cli/progressdisplay.h"
#include "core/store/archivewriter.h"
#include "core/wording/quantities.h"

#include <QDir>
#include <QFileInfo>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    QString name;
    QString file;
    bool mayReplace = false;
};

/// What is there was perhaps not meant.
Result<void> refuseToReplace(const QString &target, const Options &options)
{
    const QFileInfo present(target);
    if (options.mayReplace || !(present.exists() || present.isSymLink()))
        return {};
    return failure(ErrorKind::Invalid, u"%1 is there already"_s.arg(options.file), options.file,
                   u"--force replaces it"_s);
}

Result<ExitCode> exportSnapshot(Session &session, const Options &options)
{
    const auto name = FileName::parse(options.name);
    if (!name)
        return failure(name);
    if (!name->path.isEmpty()) {
        return failure(ErrorKind::Invalid, u"a whole snapshot is exported, not %1"_s.arg(options.name),
                       options.name, u"`larder cat` prints one file"_s);
    }
    if (!archiveFormat(options.file)) {
        return failure(ErrorKind::Invalid, u"\"%1\" does not say which kind of archive"_s.arg(options.file),
                       options.file, u"end it in .zip, .tar.gz or .tar.zst"_s);
    }
    const QString target = QDir().absoluteFilePath(options.file);
    if (const auto free = refuseToReplace(target, options); !free)
        return failure(free);
    const auto composition = session.open(Access::Read, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto snapshot = openSnapshot(**composition, *name);
    if (!snapshot)
        return failure(snapshot);
    const ManifestHeader &header = snapshot->manifest.header;
    Output &output = session.output();
    {
        ProgressDisplay display(output);
        const auto written = writeArchive(
            snapshot->manifest, snapshot->directory, target,
            [&](qint64 done) { display.showBytes(u"export"_s, done, header.bytes); }, session.stop());
        if (!written)
            return failure(written);
    }
    const qint64 bytes = QFileInfo(target).size();
    output.told(u"%1: %2 written to %3, %4"_s.arg(name->dataset.text(), fileCountText(header.files),
                                                  options.file, byteSizeText(bytes)));
    output.json({{u"dataset"_s, name->dataset.text()},
                 {u"snapshot"_s, header.id},
                 {u"file"_s, target},
                 {u"files"_s, header.files},
                 {u"bytes"_s, bytes}});
    return ExitCode::Done;
}

} // namespace

Action declareExport(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset, or customer/dataset@SNAPSHOT")->required();
    command.add_option("-o,--output", options->file, "the archive: .zip, .tar.gz or .tar.zst")
        ->type_name("FILE")
        ->required();
    command.add_flag("--force", options->mayReplace, "replace a file that is there already");
    return [options](Session &session) { return exportSnapshot(session, *options); };
}

} // namespace larder

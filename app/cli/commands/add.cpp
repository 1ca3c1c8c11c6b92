#include "app/cli/argument.h"
#include "app/cli/commands/bindingoptions.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "core/dataset/jsonfields.h"
#include "core/sources/address.h"
#include "core/store/home.h"
#include "core/sync/activitylog.h"
#include "core/sync/bindings.h"
#include "core/wording/bindingwords.h"
#include "core/wording/quantities.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t shownFiles = 5; // enough to see that it is the right place

struct Options {
    QString name;
    QString url;
    bool hasNoProbe = false;
    BindingOptions binding;
};

QString foundLine(const BindingPreview &preview, const Binding &binding)
{
    const Listing &listing = preview.listing;
    if (preview.isNothingYet)
        return u"nothing there yet for %1; it will be fetched once it is uploaded"_s.arg(
            preview.day.toString(Qt::ISODate));
    if (listing.entries.empty())
        return u"the source is there, but nothing in it matches"_s;
    QString line = u"found %1"_s.arg(fileCountText(qint64(listing.entries.size())));
    if (const qint64 bytes = listing.totalBytes(); bytes > 0)
        line += u", %1"_s.arg(byteSizeText(bytes));
    if (const auto uploaded = listing.newestModified())
        line += u", uploaded %1"_s.arg(instantWithZone(*uploaded, QTimeZone(binding.zone)));
    return line;
}

void tellPreview(Output &output, const BindingPreview &preview, const Binding &binding)
{
    output.told(foundLine(preview, binding));
    const auto &entries = preview.listing.entries;
    for (size_t i = 0; i < std::min(entries.size(), shownFiles); ++i) {
        const Entry &entry = entries[i];
        const QString size = entry.size < 0 ? QString() : u"  %1"_s.arg(byteSizeText(entry.size));
        output.told(u"  %1%2"_s.arg(QString::fromUtf8(entry.path), size));
    }
    if (entries.size() > shownFiles)
        output.told(u"  … and %1 more"_s.arg(entries.size() - shownFiles));
    for (const QString &notice : preview.listing.notices)
        output.note(u"note: %1"_s.arg(notice));
}

QJsonObject previewJson(const BindingPreview &preview)
{
    QJsonArray files;
    for (const Entry &entry : preview.listing.entries) {
        files.append(QJsonObject{{u"path"_s, QString::fromUtf8(entry.path)},
                                 {u"bytes"_s, entry.size < 0 ? QJsonValue() : QJsonValue(entry.size)},
                                 {u"uploaded_at"_s, instantOrNull(entry.modified)}});
    }
    return {{u"nothing_yet"_s, preview.isNothingYet},
            {u"bytes"_s, preview.listing.totalBytes()},
            {u"uploaded_at"_s, instantOrNull(preview.listing.newestModified())},
            {u"notices"_s, QJsonArray::fromStringList(preview.listing.notices)},
            {u"files"_s, files}};
}

/// A source that cannot be asked now may well be the right one.
Error withWayRound(Error error)
{
    const bool mayBeRight = needsSignIn(error.kind) || error.kind == ErrorKind::Network
        || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Throttled;
    if (!mayBeRight)
        return error;
    const QString way = u"--no-probe binds it without asking"_s;
    error.hint = error.hint.isEmpty() ? way : u"%1; %2"_s.arg(error.hint, way);
    return error;
}

Result<ExitCode> add(Session &session, const Options &options)
{
    const auto name = DatasetName::parse(options.name);
    if (!name)
        return failure(name);
    const auto composition = session.open(Access::Write);
    if (!composition)
        return failure(composition);
    const SyncServices services = (*composition)->services();
    Binding written{.url = options.url};
    if (const auto read = options.binding.into(written); !read)
        return failure(read);
    const auto binding = prepareBinding(services, *name, written);
    if (!binding)
        return failure(binding);

    Output &output = session.output();
    if (!options.hasNoProbe) {
        const auto preview = previewBinding(services, *name, *binding, session.stop());
        if (!preview)
            return std::unexpected(withWayRound(preview.error()));
        tellPreview(output, *preview, *binding);
        if (output.isJson()) // of a hundred thousand files it is large
            output.json({{u"found"_s, previewJson(*preview)}});
    }
    if (const auto added = addDataset(services, *name, *binding); !added)
        return failure(added);
    const QString policy =
        u"%1 (%2)"_s.arg(policyInWords(binding->policy), QString::fromLatin1(binding->zone));
    logActivity((*composition)->home(),
                {.kind = ActivityKind::Added,
                 .at = services.clock.now(),
                 .customer = name->customer,
                 .dataset = name->dataset,
                 .text = u"bound to %1"_s.arg(redactedAddress(binding->url))});
    output.told(u"bound %1 to %2, fresh %3"_s.arg(name->text(), redactedAddress(binding->url), policy));
    output.told(u"`larder refresh %1` fetches it; `larder path %1` fetches and prints where it is"_s.arg(
        name->text()));
    output.json({{u"dataset"_s, name->text()}, {u"binding"_s, toJson(*binding)}});
    return ExitCode::Done;
}

} // namespace

Action declareAdd(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset")->required();
    command
        .add_option(
            "URL", options->url,
            "a directory, a file, http(s)://…, s3://bucket/…, gs://bucket/…, "
            "az://account/container/…, sftp://user@host/…, rclone:REMOTE:path or 'command:SCRIPT'; globs and "
            "{yyyy-MM-dd} in its path")
        ->required();
    options->binding.declare(command);
    command.add_flag("--no-probe", options->hasNoProbe, "do not ask the source now");
    return [options](Session &session) { return add(session, *options); };
}

} // namespace larder

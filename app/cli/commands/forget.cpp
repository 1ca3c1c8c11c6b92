#include "core/store/forget.h"

#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/input.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/wording/quantities.h"

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto runTimeout = 30s; // a run that is going may end first

struct Options {
    QString name;
    bool isConfirmed = false;
};

Result<bool> isAgreed(const QString &name, const std::vector<DatasetName> &datasets, Session &session)
{
    const QString what = isSlug(name) ? u"%1 and its %2 datasets"_s.arg(name).arg(datasets.size()) : name;
    auto agreed = agreesByName(session, name, u"forgetting %1 cannot be undone"_s.arg(name),
                               u"this removes every byte of %1, for good"_s.arg(what));
    if (!agreed && agreed.error().kind == ErrorKind::Cancelled)
        return failure(ErrorKind::Cancelled, u"stopped, nothing was forgotten"_s);
    return agreed;
}

QJsonObject reportJson(const QString &name, const ForgetReport &report)
{
    QJsonArray datasets;
    for (const DatasetName &dataset : report.datasets)
        datasets.append(dataset.text());
    return {{u"forgotten"_s, name},
            {u"datasets"_s, datasets},
            {u"snapshots"_s, report.snapshots},
            {u"blobs"_s, report.blobs},
            {u"shared_blobs"_s, report.sharedBlobs},
            {u"freed_bytes"_s, report.bytes},
            {u"not_reached"_s, QJsonArray::fromStringList(report.notReached)},
            {u"searched"_s, QJsonArray::fromStringList(report.searched)}};
}

void forgetInCatalog(Composition &composition, const QString &word)
{
    const QStringList parts = word.split(u'/');
    if (auto catalog = composition.openCatalog())
        (void)catalog->forget(parts.value(0), parts.value(1)); // the answer is that there is no such name
}

Result<ExitCode> forget(Session &session, const Options &options)
{
    const auto composition = session.open(Access::Write);
    if (!composition)
        return failure(composition);
    const Home &home = (*composition)->home();
    const auto datasets = namedDatasets(**composition, {options.name}, NoWords::MeanNone);
    if (!datasets) {
        // A forget that was killed may have come as far as the catalog, and no further.
        if (datasets.error().kind == ErrorKind::NotFound)
            forgetInCatalog(**composition, options.name);
        return failure(datasets);
    }
    if (!options.isConfirmed) {
        const auto agreed = isAgreed(options.name, *datasets, session);
        if (!agreed)
            return failure(agreed);
        if (!*agreed) {
            session.output().error({ErrorKind::Cancelled, u"nothing was forgotten"_s, options.name, {}});
            return ExitCode::Failed;
        }
    }
    const bool isCustomer = isSlug(options.name);
    auto catalog = (*composition)->openCatalog();
    if (!catalog)
        return failure(catalog);
    const auto report = isCustomer ? forgetCustomer(home, options.name, runTimeout, session.stop())
                                   : forgetDataset(home, datasets->front(), runTimeout, session.stop());
    if (!report)
        return failure(report);
    const auto indexed = isCustomer ? catalog->forget(options.name, {})
                                    : catalog->forget(datasets->front().customer, datasets->front().dataset);
    if (!indexed)
        return failure(indexed);
    Output &output = session.output();
    output.told(u"forgotten: %1, %2 snapshots, %3 freed"_s.arg(options.name)
                    .arg(report->snapshots)
                    .arg(byteSizeText(report->bytes)));
    if (report->sharedBlobs > 0) {
        output.told(
            u"%1 stay, because other datasets hold the same bytes"_s.arg(fileCountText(report->sharedBlobs)));
    }
    for (const QString &place : report->notReached) {
        output.warning(
            u"%1 is not there now; what the store left there goes when its disk is back"_s.arg(place));
    }
    output.told(
        u"looked through afterwards, nothing left: %1, the catalog"_s.arg(report->searched.join(u", "_s)));
    output.json(reportJson(options.name, *report));
    return ExitCode::Done;
}

} // namespace

Action declareForget(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->name, "customer/dataset, or a whole customer")->required();
    command.add_flag("--yes", options->isConfirmed, "do not ask");
    return [options](Session &session) { return forget(session, *options); };
}

} // namespace larder

#include "core/store/prune.h"

#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/store/sweep.h"
#include "core/sync/activitylog.h"
#include "core/wording/quantities.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    std::vector<QString> names;
    bool isDry = false;
};

Result<ExitCode> pruneAll(Session &session, const Options &options)
{
    const auto composition = session.open(options.isDry ? Access::Read : Access::Write);
    if (!composition)
        return failure(composition);
    const Home &home = (*composition)->home();
    const Instant now = (*composition)->clock().now();
    const auto names = namedDatasets(**composition, QStringList(options.names.begin(), options.names.end()),
                                     NoWords::MeanAll);
    if (!names)
        return failure(names);
    const auto planned = gatherPrunePlan(home, *names, (*composition)->settings().budgetBytes, now);
    if (!planned)
        return failure(planned);
    const auto done = options.isDry ? planned : prune(home, *planned, now, session.stop());
    if (!done)
        return failure(done);
    qint64 freedBytes = done->freedBytes;
    if (!options.isDry) {
        const auto swept = sweep(home, SweepDepth::Full, now, session.stop());
        if (!swept)
            return failure(swept);
        freedBytes += swept->bytes;
    }

    Output &output = session.output();
    QJsonArray removed;
    for (const Removal &removal : done->removals) {
        output.told(u"%1 %2@%3, %4: %5"_s.arg(options.isDry ? u"would remove"_s : u"removed"_s,
                                              removal.dataset.text(), removal.snapshot,
                                              byteSizeText(removal.bytes), removal.because));
        removed.append(removalJson(removal));
        if (!options.isDry) {
            logActivity(home,
                        {.kind = ActivityKind::Pruned,
                         .at = now,
                         .customer = removal.dataset.customer,
                         .dataset = removal.dataset.dataset,
                         .text = u"removed %1: %2"_s.arg(removal.snapshot, removal.because)});
        }
    }
    output.told(u"%1 %2"_s.arg(byteSizeText(freedBytes), options.isDry ? u"would be freed"_s : u"freed"_s));
    if (done->overBudgetBytes > 0) {
        output.warning(
            u"the store is still %1 over its budget: what is left is newest, current, held, pinned or was "
            "used in the last 24 hours"_s.arg(byteSizeText(done->overBudgetBytes)));
    }
    output.json({{u"removed"_s, removed},
                 {u"freed_bytes"_s, freedBytes},
                 {u"over_budget_bytes"_s, done->overBudgetBytes},
                 {u"dry_run"_s, options.isDry}});
    return ExitCode::Done;
}

} // namespace

Action declarePrune(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->names,
                       "datasets or customers whose `keep` counts; all when none is given");
    command.add_flag("--dry-run", options->isDry, "only say what would go");
    return [options](Session &session) { return pruneAll(session, *options); };
}

} // namespace larder

#include "core/store/verify.h"

#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "app/cli/progressdisplay.h"
#include "core/store/safename.h"
#include "core/sync/activitylog.h"
#include "core/sync/refresh.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    std::vector<QString> names;
    bool isRepairing = false;
};

QString damageLine(const Damage &damage)
{
    const QString what = damage.path.isEmpty() ? u"the manifest"_s : shownName(damage.path);
    return u"%1@%2: %3: %4"_s.arg(damage.dataset.text(), damage.snapshot, what, damageText(damage.kind));
}

QJsonObject damageJson(const Damage &damage)
{
    return {{u"dataset"_s, damage.dataset.text()},
            {u"snapshot"_s, damage.snapshot},
            {u"path"_s, QString::fromUtf8(damage.path)},
            {u"damage"_s, damageText(damage.kind)}};
}

/// What came of mending.
struct Mended {
    QJsonArray repaired;
    int left = 0; ///< damages that remain
    ExitCode exit = ExitCode::Done;
};

Result<Mended> mend(Session &session, Composition &composition, const VerifyReport &report)
{
    Output &output = session.output();
    const auto repairs = repair(composition.home(), report, composition.clock().now(), session.stop());
    if (!repairs)
        return failure(repairs);
    Mended mended;
    for (const Damage &damage : repairs->restored) {
        output.told(u"restored: %1"_s.arg(damageLine(damage)));
        mended.repaired.append(damageJson(damage));
    }
    std::vector<DatasetName> fetched;
    for (const DatasetName &name : repairs->toFetch) {
        ProgressDisplay display(output);
        const auto run =
            refresh(composition.services(), {.dataset = name}, display.callback(), session.stop());
        const auto error = run ? run->error : std::optional(run.error());
        if (!run || !isConfirming(run->outcome)) {
            ++mended.left;
            mended.exit = combined(mended.exit, run ? exitCodeOf(*run) : exitCodeOf(error->kind));
            if (error)
                output.error(*error);
            continue;
        }
        fetched.push_back(name);
        output.told(u"fetched again: %1: %2"_s.arg(name.text(), runSentence(*run)));
        mended.repaired.append(QJsonObject{{u"dataset"_s, name.text()}, {u"snapshot"_s, run->snapshot}});
    }
    // What was fetched may be what older snapshots lack, too.
    std::vector<Damage> left = repairs->lost;
    for (Damage damage : report.damaged) {
        if (damage.isInSnapshot && std::ranges::contains(fetched, damage.dataset)
            && !std::ranges::contains(repairs->restored, damage) && !std::ranges::contains(left, damage)) {
            damage.isNewest = false;
            left.push_back(std::move(damage));
        }
    }
    const auto again =
        repair(composition.home(), {.damaged = left}, composition.clock().now(), session.stop());
    if (!again)
        return failure(again);
    for (const Damage &damage : again->restored) {
        output.told(u"restored: %1"_s.arg(damageLine(damage)));
        mended.repaired.append(damageJson(damage));
    }
    for (const Damage &damage : again->lost)
        output.warning(
            u"lost, here and at the source: %1; the rest of the snapshot stays"_s.arg(damageLine(damage)));
    mended.left += int(again->lost.size());
    return mended;
}

Result<ExitCode> verifyAll(Session &session, const Options &options)
{
    const auto composition = session.open(options.isRepairing ? Access::Write : Access::Read);
    if (!composition)
        return failure(composition);
    const auto names = namedDatasets(**composition, QStringList(options.names.begin(), options.names.end()),
                                     NoWords::MeanAll);
    if (!names)
        return failure(names);
    Output &output = session.output();
    const auto report = [&] {
        ProgressDisplay display(output);
        return verify(
            (*composition)->home(), *names, (*composition)->pool(),
            [&](const VerifyProgress &p) { display.showBytes(u"verify"_s, p.bytesDone, p.bytesTotal); },
            session.stop());
    }();
    if (!report)
        return failure(report);
    QJsonArray damaged;
    for (const Damage &damage : report->damaged) {
        output.result(damageLine(damage));
        damaged.append(damageJson(damage));
    }
    output.told(u"checked %1, %2: %3"_s.arg(
        fileCountText(report->files), byteSizeText(report->bytes),
        report->damaged.empty() ? u"all as they should be"_s : u"%1 damaged"_s.arg(report->damaged.size())));
    Mended mended{.left = int(report->damaged.size())};
    if (options.isRepairing && !report->damaged.empty()) {
        auto repaired = mend(session, **composition, *report);
        if (!repaired)
            return failure(repaired);
        mended = std::move(*repaired);
        logActivity(
            (*composition)->home(),
            {.kind = ActivityKind::Verified,
             .at = (*composition)->clock().now(),
             .text = u"%1 damaged, %2 mended"_s.arg(report->damaged.size()).arg(mended.repaired.size())});
    } else if (!report->damaged.empty()) {
        if ((*composition)->requireWritableTime()) {
            // Whoever reads next asks the source first; a home that cannot be written says so then.
            (void)distrust((*composition)->home(), *report, (*composition)->clock().now());
        }
        output.told(u"`larder verify --repair` mends what it can"_s);
    }
    output.json({{u"checked"_s, report->files},
                 {u"bytes"_s, report->bytes},
                 {u"damaged"_s, damaged},
                 {u"repaired"_s, mended.repaired}});
    return combined(mended.exit, mended.left > 0 ? ExitCode::Failed : ExitCode::Done);
}

} // namespace

Action declareVerify(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->names, "datasets or customers; all when none is given");
    command.add_flag("--repair", options->isRepairing,
                     "mend from other copies, and fetch again what is damaged");
    return [options](Session &session) { return verifyAll(session, *options); };
}

} // namespace larder

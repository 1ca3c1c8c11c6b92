#include "core/sync/refresh.h"

#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "app/cli/progressdisplay.h"
#include "core/caches/keeping.h"
#include "core/wording/runwords.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    std::vector<QString> names;
    bool isAll = false;
    bool isForced = false;
};

void tell(Output &output, const DatasetFolder &folder, const RunReport &report)
{
    const QString name = report.dataset.text();
    for (const QString &notice : report.notices)
        output.note(u"note: %1: %2"_s.arg(name, notice));
    if (report.outcome == Outcome::Failed && report.error) {
        Error error = *report.error;
        error.message = u"%1: %2"_s.arg(name, error.message);
        output.error(error);
        return;
    }
    qint64 files = 0;
    SnapshotId hold;
    if (const auto record = folder.record())
        hold = record->hold;
    if (const auto snapshots = folder.snapshots(); snapshots && !snapshots->empty())
        files = snapshots->front().files;
    output.told(u"%1: %2"_s.arg(name, runSentence(report, files, hold)));
    if (report.afterError) {
        Error error = *report.afterError;
        error.message = u"%1: after it, %2"_s.arg(name, error.message);
        output.error(error);
    }
}

/// Datasets that miss one and the same sign-in: told once.
class MissedSignIns
{
public:
    /// True: it is told with the others, later.
    bool take(const DatasetName &dataset, const std::optional<Error> &error)
    {
        if (!error || error->kind != ErrorKind::SignInNeeded)
            return false;
        const auto same = std::ranges::find_if(m_missed, [&](const Missed &missed) {
            return missed.error.message == error->message && missed.error.hint == error->hint;
        });
        if (same != m_missed.end())
            same->datasets << dataset.text();
        else
            m_missed.push_back({*error, {dataset.text()}});
        return true;
    }
    void tell(Output &output) const
    {
        for (const auto &[error, datasets] : m_missed) {
            Error told = error;
            if (datasets.size() > 1)
                told.subject.clear(); // one of many
            const QString names = datasets.size() > mostNames
                ? u"%1 and %2 more"_s.arg(datasets.first(mostNames - 1).join(u", "_s))
                      .arg(datasets.size() - mostNames + 1)
                : datasets.join(u", "_s);
            told.message = u"%1: %2"_s.arg(names, error.message);
            output.error(told);
        }
    }

private:
    static constexpr qsizetype mostNames = 4;
    struct Missed {
        Error error;
        QStringList datasets;
    };
    std::vector<Missed> m_missed;
};

Result<ExitCode> refreshAll(Session &session, const Options &options)
{
    if (options.isAll != options.names.empty()) {
        return failure(ErrorKind::Invalid, u"name what to refresh, or --all"_s, {},
                       u"`larder refresh acme/shipments`, `larder refresh acme` or `larder refresh --all`"_s);
    }
    const auto composition = session.open(Access::Write, Scope::Named);
    if (!composition)
        return failure(composition);
    const Home &home = (*composition)->home();
    const auto names = namedDatasets(**composition, QStringList(options.names.begin(), options.names.end()),
                                     NoWords::MeanAll);
    if (!names)
        return failure(names);
    std::vector<RefreshRequest> requests;
    for (const DatasetName &name : *names) {
        requests.push_back({.dataset = name,
                            .trigger = Trigger::Person,
                            .fetch = options.isForced ? Fetch::All : Fetch::Differing});
    }
    Output &output = session.output();
    const auto outcomes = [&] {
        ProgressDisplay display(output);
        return refreshMany((*composition)->services(), requests, (*composition)->settings().concurrency,
                           display.callback(), session.stop());
    }();

    ExitCode exit = ExitCode::Done;
    QJsonArray runs;
    MissedSignIns missed;
    for (size_t i = 0; i < outcomes.size(); ++i) {
        const DatasetName &name = requests[i].dataset;
        if (const auto &outcome = outcomes[i]) {
            if (!missed.take(name, outcome->outcome == Outcome::Failed ? outcome->error : std::nullopt))
                tell(output, home.dataset(name), *outcome);
            const QStringList troubles = keepingTroubles(home.dataset(name));
            for (const QString &trouble : troubles)
                output.warning(u"%1: %2"_s.arg(name.text(), trouble));
            QJsonObject run = runJson(*outcome);
            run.insert(u"cache_troubles"_s, QJsonArray::fromStringList(troubles));
            runs.append(run);
            exit = combined(exit, exitCodeOf(*outcome));
            continue;
        }
        Error error = outcomes[i].error();
        runs.append(runJson(name, error));
        exit = combined(exit, exitCodeOf(error.kind));
        error.message = u"%1: %2"_s.arg(name.text(), error.message);
        output.error(error);
    }
    missed.tell(output);
    output.json({{u"runs"_s, runs}});
    if (outcomes.empty())
        output.told(u"nothing is bound"_s);
    return exit;
}

} // namespace

Action declareRefresh(CLI::App &command)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->names, "datasets or customers");
    command.add_flag("--all", options->isAll, "everything that is bound");
    command.add_flag("--force", options->isForced, "fetch everything again, also what is proven the same");
    return [options](Session &session) { return refreshAll(session, *options); };
}

} // namespace larder

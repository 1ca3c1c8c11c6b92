#include "core/sync/check.h"

#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/sync/probing.h"
#include "core/wording/runwords.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownPaths = 20; // of each kind; --json has them all

QString summary(const CheckReport &report)
{
    switch (report.remote) {
    case Remote::Same:
        return u"same as our newest snapshot"_s;
    case Remote::NothingYet:
        return u"nothing there yet"_s;
    case Remote::Changed: {
        const ChangeCounts counts{int(report.added.size()), int(report.changed.size()),
                                  int(report.removed.size())};
        return u"changed: %1"_s.arg(changeCountsText(counts));
    }
    case Remote::Unproven:
        return u"looks the same, but only the bytes of %1 can prove it; `larder refresh %2` compares them"_s
            .arg(report.unproven.size() == 1 ? u"1 file"_s : u"%1 files"_s.arg(report.unproven.size()),
                 report.dataset.text());
    case Remote::Unreachable:
        return u"cannot be asked"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

void tellPaths(Output &output, QChar mark, const QList<QByteArray> &paths)
{
    for (const QByteArray &path : paths.first(std::min(paths.size(), shownPaths)))
        output.result(u"  %1 %2"_s.arg(mark).arg(QString::fromUtf8(path)));
    if (paths.size() > shownPaths)
        output.result(u"  %1 … and %2 more"_s.arg(mark).arg(paths.size() - shownPaths));
}

void tell(Output &output, const CheckReport &report)
{
    for (const QString &notice : report.notices)
        output.note(u"note: %1: %2"_s.arg(report.dataset.text(), notice));
    if (report.error && report.remote == Remote::Unreachable) {
        Error error = *report.error;
        error.message = u"%1: %2"_s.arg(report.dataset.text(), error.message);
        output.error(error);
        return;
    }
    output.result(u"%1: %2"_s.arg(report.dataset.text(), summary(report)));
    tellPaths(output, u'+', report.added);
    tellPaths(output, u'~', report.changed);
    tellPaths(output, u'-', report.removed);
}

ExitCode exitOf(const CheckReport &report)
{
    switch (report.remote) {
    case Remote::Same:
    case Remote::NothingYet:
        return ExitCode::Done;
    case Remote::Changed:
    case Remote::Unproven:
        return ExitCode::NotFresh;
    case Remote::Unreachable:
        return report.error ? exitCodeOf(report.error->kind) : ExitCode::Unreachable;
    }
    Q_UNREACHABLE_RETURN(ExitCode::Failed);
}

Result<ExitCode> checkAll(Session &session, const QStringList &words)
{
    const auto composition = session.open(Access::Write, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto names = namedDatasets(**composition, words, NoWords::MeanNone);
    if (!names)
        return failure(names);
    const SyncServices services = (*composition)->services();
    if (names->size() > 1)
        expectProbes(services, *names);
    const Tick askedAt = Tick::now();
    ExitCode exit = ExitCode::Done;
    QJsonArray datasets;
    for (const DatasetName &name : *names) {
        auto report = check(services, name, session.stop(), askedAt);
        if (!report && report.error().kind == ErrorKind::Cancelled)
            return failure(report);
        if (!report)
            report = CheckReport{.dataset = name, .remote = Remote::Unreachable, .error = report.error()};
        tell(session.output(), *report);
        datasets.append(checkJson(*report));
        exit = combined(exit, exitOf(*report));
    }
    session.output().json({{u"datasets"_s, datasets}});
    return exit;
}

} // namespace

Action declareCheck(CLI::App &command)
{
    auto words = std::make_shared<std::vector<QString>>();
    command.add_option("NAME", *words, "datasets or customers")->required();
    return [words](Session &session) { return checkAll(session, QStringList(words->begin(), words->end())); };
}

} // namespace larder

#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "app/cli/rows.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Colour colourOf(State state)
{
    switch (state) {
    case State::SignIn:
    case State::Failed:
        return Colour::Red;
    case State::Missing:
    case State::Late:
    case State::Stale:
        return Colour::Yellow;
    case State::Held:
        return Colour::Blue;
    case State::Fresh:
        return Colour::Green;
    }
    Q_UNREACHABLE_RETURN(Colour::Plain);
}

QString stateText(const Verdict &verdict)
{
    QStringList words{stateWord(verdict.state)};
    for (const Flag flag :
         {Flag::Reported, Flag::Fetching, Flag::Settling, Flag::Failing, Flag::AfterFailed, Flag::Paused}) {
        if (verdict.flags.testFlag(flag))
            words << flagWord(flag);
    }
    return words.join(u" · "_s);
}

QString timeText(const std::optional<Instant> &instant, const Reader &reader)
{
    return instant ? friendlyInstant(*instant, reader.now, reader.viewerZone) : u"–"_s;
}

TextTable tableOf(const std::vector<JudgedRow> &rows, const Composition &composition)
{
    TextTable table({{u"DATASET"_s},
                     {u"STATE"_s},
                     {u"FETCHED"_s},
                     {u"UPLOADED"_s},
                     {u"SIZE"_s, Align::Right},
                     {u"BECAUSE"_s, Align::Left, true}});
    QString customer;
    for (const JudgedRow &judged : rows) {
        const DatasetRow &row = judged.row;
        if (row.name.customer != customer) {
            customer = row.name.customer;
            const bool hasOwnName =
                row.customer.displayName != customer && !row.customer.displayName.isEmpty();
            table.addHeading(hasOwnName ? u"%1 (%2)"_s.arg(customer, row.customer.displayName) : customer);
        }
        const Reader reader = readerOf(composition, row.binding);
        const QString why = row.fault ? errorSentence(*row.fault) : becauseFor(judged.verdict, reader);
        table.addRow({u"  %1"_s.arg(row.name.text()),
                      {stateText(judged.verdict), colourOf(judged.verdict.state)},
                      timeText(row.record.fetchedAt, reader),
                      timeText(row.record.uploadedAt, reader),
                      row.current ? byteSizeText(row.current->bytes) : u"–"_s,
                      why});
    }
    return table;
}

Result<std::vector<JudgedRow>> rowsNamed(const Composition &composition, const QStringList &words)
{
    if (words.isEmpty()) {
        composition.recover();
        return allJudgedRows(composition);
    }
    const auto names = namedDatasets(composition, words, NoWords::MeanNone);
    if (!names)
        return failure(names);
    return judgedRows(composition, *names);
}

Result<ExitCode> status(Session &session, const QStringList &words)
{
    const auto composition = session.open(Access::Read, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto rows = rowsNamed(**composition, words);
    if (!rows)
        return failure(rows);

    ExitCode exit = ExitCode::Done;
    QJsonArray datasets;
    for (const JudgedRow &judged : *rows) {
        exit = combined(exit, judged.row.fault ? ExitCode::Failed : exitCodeOf(judged.verdict.state));
        datasets.append(statusJson(judged.row, judged.verdict, currentPath(**composition, judged)));
    }
    Output &output = session.output();
    output.json({{u"datasets"_s, datasets}});
    if (rows->empty())
        output.told(u"nothing is bound; `larder add NAME URL` begins"_s);
    else
        output.result(tableOf(*rows, **composition));
    return exit;
}

} // namespace

Action declareStatus(CLI::App &command)
{
    auto words = std::make_shared<std::vector<QString>>();
    command.add_option("NAME", *words, "datasets or customers; all when none is given");
    return [words](Session &session) { return status(session, QStringList(words->begin(), words->end())); };
}

} // namespace larder

#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "app/cli/rows.h"
#include "core/sources/address.h"
#include "core/wording/quantities.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// For completions: quick, and silent where there is no home yet.
Result<ExitCode> listNames(Session &session)
{
    const auto composition = session.open(Access::Read, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto names = (*composition)->home().datasets();
    if (!names)
        return failure(names);
    QJsonArray array;
    for (const DatasetName &name : *names) {
        session.output().result(name.text());
        array.append(name.text());
    }
    session.output().json({{u"names"_s, array}});
    return ExitCode::Done;
}

Result<ExitCode> list(Session &session)
{
    const auto composition = session.open(Access::Read);
    if (!composition)
        return failure(composition);
    const auto rows = allJudgedRows(**composition);
    if (!rows)
        return failure(rows);
    TextTable table({{u"DATASET"_s},
                     {u"STATE"_s},
                     {u"POLICY"_s},
                     {u"ZONE"_s},
                     {u"FILES"_s, Align::Right},
                     {u"SIZE"_s, Align::Right},
                     {u"SOURCE"_s, Align::Left, true}});
    QJsonArray datasets;
    for (const JudgedRow &judged : *rows) {
        const auto &current = judged.row.current;
        table.addRow(
            {judged.row.name.text(), stateWord(judged.verdict.state), judged.row.binding.policy,
             QString::fromLatin1(judged.row.binding.zone), current ? QString::number(current->files) : u"–"_s,
             current ? byteSizeText(current->bytes) : u"–"_s, redactedAddress(judged.row.binding.url)});
        datasets.append(statusJson(judged.row, judged.verdict, currentPath(**composition, judged)));
    }
    session.output().json({{u"datasets"_s, datasets}});
    if (table.isEmpty())
        session.output().told(u"nothing is bound; `larder add NAME URL` begins"_s);
    else
        session.output().result(table);
    return ExitCode::Done;
}

} // namespace

Action declareList(CLI::App &command)
{
    auto hasNamesOnly = std::make_shared<bool>(false);
    command.add_flag("--names", *hasNamesOnly, "only the names, one a line");
    return [hasNamesOnly](Session &session) { return *hasNamesOnly ? listNames(session) : list(session); };
}

} // namespace larder

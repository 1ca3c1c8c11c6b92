#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/sync/bindingsfile.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Result<ExitCode> dump(Session &session, const QStringList &words)
{
    const auto composition = session.open(Access::Read);
    if (!composition)
        return failure(composition);
    const SyncServices services = (*composition)->services();
    const auto names = namedDatasets(**composition, words, NoWords::MeanNone);
    if (!names)
        return failure(names);
    const auto set =
        words.isEmpty() ? currentBindings(services) : bindingsOf(services, *names, Customers::OfThese);
    if (!set) {
        Error error = set.error();
        if (error.kind == ErrorKind::Corrupt)
            error.hint = u"mend it, or forget that dataset; the others can be dumped by name"_s;
        return std::unexpected(error);
    }
    Output &output = session.output();
    const QByteArray toml = dumpToml(*set);
    output.json({{u"toml"_s, QString::fromUtf8(toml)}});
    if (!output.isJson())
        (void)output.bytes(toml.constData(), toml.size()); // what cannot be written is told at the end
    return ExitCode::Done;
}

} // namespace

Action declareDump(CLI::App &command)
{
    auto words = std::make_shared<std::vector<QString>>();
    command.add_option("NAME", *words, "datasets or customers; all when none is given");
    return [words](Session &session) { return dump(session, QStringList(words->begin(), words->end())); };
}

} // namespace larder

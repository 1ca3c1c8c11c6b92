#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/sync/bindingsfile.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// Only those datasets, and their customers.
BindingSet limited(BindingSet set, const std::vector<DatasetName> &names)
{
    std::erase_if(set.datasets,
                  [&](const NamedBinding &each) { return !std::ranges::contains(names, each.name); });
    std::erase_if(set.customers, [&](const Customer &customer) {
        return std::ranges::none_of(names,
                                    [&](const DatasetName &name) { return name.customer == customer.slug; });
    });
    return set;
}

Result<ExitCode> dump(Session &session, const QStringList &words)
{
    const auto composition = session.open(Access::Read);
    if (!composition)
        return failure(composition);
    auto set = currentBindings((*composition)->services());
    if (!set)
        return failure(set);
    if (!words.isEmpty()) {
        const auto names = namedDatasets((*composition)->home(), words, NoWords::MeanNone);
        if (!names)
            return failure(names);
        set = limited(std::move(*set), *names);
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

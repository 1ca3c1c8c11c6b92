#include "app/cli/commands/bindingoptions.h"

#include "core/sync/bindingkeys.h"

namespace larder {

using namespace Qt::StringLiterals;

void BindingOptions::declare(CLI::App &command)
{
    for (const BindingKey &key : bindingKeys()) {
        if (key.name == u"url")
            continue;
        Given &given = m_given[key.name];
        const std::string option = "--" + key.name.toStdString();
        const std::string help = key.help;
        if (key.form == KeyForm::Flag) {
            given.option = command.add_flag(option, given.isSet, help);
            continue;
        }
        CLI::Option *added =
            command.add_option(option, given.values, help)->type_name(key.takes.toStdString());
        added->allow_extra_args(false);
        if (key.form != KeyForm::List)
            added->multi_option_policy(CLI::MultiOptionPolicy::Throw)->expected(1);
        given.option = added;
    }
}

Result<void> BindingOptions::into(Binding &binding) const
{
    for (const BindingKey &key : bindingKeys()) {
        const auto given = m_given.find(key.name);
        if (given == m_given.end() || given->second.option->count() == 0)
            continue;
        QStringList values;
        for (const std::string &value : given->second.values)
            values << QString::fromStdString(value);
        if (key.form == KeyForm::Flag)
            values = {u"yes"_s};
        if (const auto parsed = key.parse(binding, values); !parsed)
            return parsed;
    }
    return {};
}

} // namespace larder

/// The table of binding keys as options of a command.
#pragma once

#include "app/cli/commandtable.h"
#include "core/dataset/binding.h"

#include <map>
#include <memory>

namespace larder {

class BindingOptions
{
public:
    /// One option per key, but for the URL, which is an argument.
    void declare(CLI::App &command);
    /// Invalid: a value that its key refuses.
    [[nodiscard]] Result<void> into(Binding &binding) const;

private:
    struct Given {
        std::vector<std::string> values;
        bool isSet = false;
        const CLI::Option *option = nullptr;
    };
    std::map<QString, Given> m_given; ///< by key; its nodes do not move, so that CLI11 may keep references
};

} // namespace larder

/// What every command works with: the words, the stop, and the object graph, which is built when first asked
/// for, so that `help` and `demo` need no home. One object per process, used by the main thread.
#pragma once

#include "app/cli/output.h"
#include "app/composition.h"

#include <memory>
#include <stop_token>

namespace larder {

struct GlobalOptions {
    bool isJson = false;
    bool isQuiet = false;
    QString asOf;
};

enum class Access {
    Read,
    Write, ///< refused under an invented instant, unless the home was chosen with LARDER_HOME
};

/// Which datasets a command is about. What a crash left of them is put right before it sees them: at once, or
/// as they are named (app/cli/naming.h), so that one of ten thousand does not wait for the others.
enum class Scope { All, Named };

class Session
{
public:
    Session(const GlobalOptions &options, std::stop_token stop);

    [[nodiscard]] Output &output() { return m_output; }
    [[nodiscard]] const std::stop_token &stop() const { return m_stop; }
    [[nodiscard]] const GlobalOptions &options() const { return m_options; }

    /// The same object each time.
    [[nodiscard]] Result<Composition *> open(Access access, Scope scope = Scope::All);

private:
    GlobalOptions m_options;
    Output m_output;
    std::stop_token m_stop;
    std::unique_ptr<Composition> m_composition;
};

} // namespace larder

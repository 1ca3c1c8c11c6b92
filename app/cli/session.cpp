#include "app/cli/session.h"

#include "core/wording/runwords.h"

namespace larder {

Session::Session(const GlobalOptions &options, std::stop_token stop)
    : m_options(options),
      m_output({.isJson = options.isJson, .isQuiet = options.isQuiet}),
      m_stop(std::move(stop))
{ }

Result<Composition *> Session::open(Access access, Scope scope)
{
    if (!m_composition) {
        using enum Composition::Recovery;
        auto composition = Composition::open(m_options.asOf, scope == Scope::All ? AtOnce : OfNamed, m_stop);
        if (!composition)
            return failure(composition);
        m_composition = std::move(*composition);
        for (const Error &mistake : m_composition->settingsMistakes())
            m_output.warning(errorSentence(mistake));
    }
    if (access == Access::Write) {
        if (const auto writable = m_composition->requireWritableTime(); !writable)
            return failure(writable);
    }
    return m_composition.get();
}

} // namespace larder

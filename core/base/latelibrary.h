/// A C library that is loaded with the first call of one of its functions, instead of with the program: a
/// window is painted, and an agent stands idle, without curl's two dozen libraries. The library's owner
/// declares in one header what it calls of it, under the functions' own names; within `larder` these are
/// found first, so that calls look as ever, and are checked against the library's own headers:
///
///     constinit inline const LateLibrary libcurl{LARDER_LIBCURL};
///     LARDER_LATE(libcurl, curl_url);
///
/// What is called without being declared does not link. Where the library is not there, or is without such a
/// function, the program says so and ends, as the dynamic linker would have ended its start. Any thread.
#pragma once

#include <atomic>

namespace larder {

class LateLibrary
{
public:
    /// `file`: as the dynamic linker looks for it; a literal.
    constexpr explicit LateLibrary(const char *file) : m_file(file) { }
    LateLibrary(const LateLibrary &) = delete;
    LateLibrary &operator=(const LateLibrary &) = delete;

    [[nodiscard]] void *find(const char *function) const;

private:
    const char *const m_file;
};

template <typename Function>
class LateFunction
{
public:
    constexpr LateFunction(const LateLibrary &library, const char *name)
        : m_library(library),
          m_name(name) { }
    LateFunction(const LateFunction &) = delete;
    LateFunction &operator=(const LateFunction &) = delete;

    template <typename... Arguments>
    auto operator()(Arguments... arguments) const
    {
        return found()(arguments...);
    }

private:
    [[nodiscard]] Function *found() const
    {
        Function *function = m_found.load(std::memory_order_relaxed);
        if (!function) {
            function = reinterpret_cast<Function *>(m_library.find(m_name));
            m_found.store(function, std::memory_order_relaxed);
        }
        return function;
    }

    const LateLibrary &m_library;
    const char *const m_name;
    mutable std::atomic<Function *> m_found = nullptr; ///< every thread finds the same
};

} // namespace larder

#define LARDER_LATE(library, function)                                                                       \
    constinit inline const LateFunction<decltype(::function)> function                                       \
    {                                                                                                        \
        library, #function                                                                                   \
    }

#include "core/base/latelibrary.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

namespace larder {

namespace {

constexpr int cannotLoad = 127; // as the dynamic linker ends a start

[[noreturn]] void sayAndEnd()
{
    std::fprintf(stderr,
                 "larder: a library that it needs cannot be loaded: %s; install it, or Larder again\n",
                 ::dlerror());
    std::_Exit(cannotLoad);
}

} // namespace

/// Loaded once, whoever asks: the dynamic linker counts, and it is never closed.
void *LateLibrary::find(const char *function) const
{
    void *const library = ::dlopen(m_file, RTLD_LAZY | RTLD_LOCAL);
    if (!library)
        sayAndEnd();
    void *const found = ::dlsym(library, function);
    if (!found)
        sayAndEnd();
    return found;
}

} // namespace larder

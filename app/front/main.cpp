// `larder`: answers what needs no more than libc, and becomes the full program for everything else.
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>

namespace {

/// Where the full program lies from here: beside us in the build tree, in libexec when installed.
constexpr const char *fullPrograms[] = {"/larder-full", "/../libexec/larder/larder-full"};

[[noreturn]] void becomeFullProgram(char **arguments)
{
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    char *folderEnd = nullptr;
    if (length > 0 && static_cast<size_t>(length) < sizeof path) {
        path[length] = '\0';
        folderEnd = strrchr(path, '/');
    }
    for (const char *program : fullPrograms) {
        if (!folderEnd || static_cast<size_t>(folderEnd - path) + strlen(program) >= sizeof path)
            continue;
        strcpy(folderEnd, program);
        execv(path, arguments);
    }
    fprintf(stderr, "larder: cannot start the full program %s: %s; install Larder again\n",
            folderEnd ? path : "", strerror(errno));
    _exit(1);
}

} // namespace

int main(int, char **arguments)
{
    becomeFullProgram(arguments);
}

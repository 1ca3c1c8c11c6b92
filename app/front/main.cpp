// `larder`: answers `path NAME` when it is a hit, and becomes the full program for everything else.
#include "app/front/currentjson.h"
#include "app/front/question.h"
#include "core/base/homepaths.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace {

using namespace larder;

// core/store/currentview.h writes no more than this.
constexpr size_t largestFile = 8192;

/// Where the full program lies from here: beside us in the build tree, in libexec when installed.
constexpr const char *fullPrograms[] = {"/larder-full", "/" LARDER_FULL_FROM_BIN};

// app/cli/exitcode.h
constexpr int failed = 1;
constexpr int noSpace = 8;

iovec piece(const char *text, size_t size)
{
    return {const_cast<char *>(text), size}; // writev(2) only reads
}

iovec piece(const char *text)
{
    return piece(text, strlen(text));
}

/// All of it, across short writes. False: `errno` says why not.
template <int Count>
bool writePieces(int descriptor, iovec (&pieces)[Count])
{
    for (int i = 0; i < Count;) {
        const ssize_t written = writev(descriptor, pieces + i, Count - i);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        size_t left = static_cast<size_t>(written);
        while (i < Count && left >= pieces[i].iov_len)
            left -= pieces[i++].iov_len;
        if (i < Count)
            pieces[i] = piece(static_cast<const char *>(pieces[i].iov_base) + left, pieces[i].iov_len - left);
    }
    return true;
}

void tell(const char *text, size_t size)
{
    iovec line[] = {piece("larder: "), piece(text, size), piece("\n")};
    writePieces(STDERR_FILENO, line); // who closed stderr does not want to know
}

bool wantsJson(char **arguments)
{
    while (*arguments && strcmp(*arguments, "--json") != 0)
        ++arguments;
    return *arguments;
}

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
    constexpr const char *what = "cannot start the full program, larder-full: ";
    const char *why = strerror(errno);
    iovec line[] = {piece("larder: "), piece(what), piece(why), piece("; install Larder again\n")};
    writePieces(STDERR_FILENO, line);
    if (wantsJson(arguments)) {
        iovec json[] = {piece("{\"error\":{\"kind\":\"Storage\",\"message\":\""), piece(what), piece(why),
                        piece("\",\"subject\":\"larder-full\",\"hint\":\"install Larder again\"}}\n")};
        writePieces(STDOUT_FILENO, json);
    }
    _exit(failed);
}

/// `path` becomes <data>/datasets/NAME/current.json.
bool findCurrentFile(const char *dataset, char (&path)[maxHomePath])
{
    constexpr const char *folder = "/datasets/";
    constexpr const char *file = "/current.json";
    if (!homePath(HomePart::Data, path))
        return false;
    if (strlen(path) + strlen(folder) + strlen(dataset) + strlen(file) >= sizeof path)
        return false;
    strcat(strcat(strcat(path, folder), dataset), file);
    return true;
}

/// The number of bytes; 0: it cannot be read, is empty, or is larger than any of ours.
size_t readFile(const char *path, char (&buffer)[largestFile + 1])
{
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return 0;
    size_t size = 0;
    ssize_t got = 0;
    while (size < sizeof buffer && (got = read(descriptor, buffer + size, sizeof buffer - size)) > 0)
        size += static_cast<size_t>(got);
    close(descriptor);
    return got == 0 && size <= largestFile ? size : 0;
}

bool isDirectory(const CurrentText &text)
{
    char path[PATH_MAX];
    if (text.size >= sizeof path)
        return false;
    memcpy(path, text.begin, text.size);
    path[text.size] = '\0';
    struct stat place;
    return stat(path, &place) == 0 && S_ISDIR(place.st_mode);
}

/// Some process looks in the background: core/store/schedulerlock.h.
bool isAnyoneLooking()
{
    constexpr const char *file = "/scheduler.lock";
    char path[maxHomePath];
    if (!homePath(HomePart::Data, path) || strlen(path) + strlen(file) >= sizeof path)
        return false;
    const int descriptor = open(strcat(path, file), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    const bool isHeld =
        descriptor >= 0 && fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    if (descriptor >= 0)
        close(descriptor);
    return isHeld;
}

long long nowMs()
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return static_cast<long long>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

/// Says false before anything was printed.
bool answersHit(char **arguments, int &exitCode)
{
    Question question;
    char path[maxHomePath];
    char buffer[largestFile + 1];
    if (getenv("LARDER_AS_OF") || !readQuestion(arguments, question)
        || !findCurrentFile(question.dataset, path))
        return false;
    const size_t size = readFile(path, buffer);
    CurrentFile file;
    if (size == 0 || !readCurrentFile(buffer, buffer + size, file))
        return false;
    const long long now = nowMs();
    const bool isUnwatched = isUnwatchedAt(file, now) && !isAnyoneLooking();
    if (!isFreshAt(file, now) || !file.dataset.equals(question.dataset) || !hasUsablePath(file)
        || !file.warning.isPlain || (isUnwatched && !file.unwatched.isPlain) || !isDirectory(file.path))
        return false;

    signal(SIGPIPE, SIG_IGN); // who closes our stdout has read enough
    if (!file.warning.isNull())
        tell(file.warning.begin, file.warning.size);
    if (isUnwatched && !file.unwatched.isNull())
        tell(file.unwatched.begin, file.unwatched.size);
    const size_t object = size - (buffer[size - 1] == '\n' ? 2 : 1); // without its closing brace
    iovec json[] = {piece(buffer, object), piece(",\"run\":null}\n")};
    iovec line[] = {piece(file.path.begin, file.path.size), piece("\n")};
    const bool isWritten =
        question.wantsJson ? writePieces(STDOUT_FILENO, json) : writePieces(STDOUT_FILENO, line);
    exitCode = isWritten || errno == EPIPE ? 0 : errno == ENOSPC || errno == EDQUOT ? noSpace : failed;
    if (exitCode != 0) {
        const char *why = strerror(errno);
        iovec sentence[] = {piece("larder: cannot write to stdout: "), piece(why), piece("\n")};
        writePieces(STDERR_FILENO, sentence);
    }
    return true;
}

} // namespace

int main(int, char **arguments)
{
    int exitCode = 0;
    if (!answersHit(arguments, exitCode))
        becomeFullProgram(arguments);
    return exitCode;
}

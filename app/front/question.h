/// What the command line asks, as far as the front can tell: `path NAME` with --json, -q, in any order.
/// Plain C++ with libc. Any thread.
#pragma once

#include <cstddef>
#include <cstring>

namespace larder {

struct Question {
    const char *dataset = nullptr; ///< `customer/dataset`, well formed
    bool wantsJson = false;
};

/// One part of a name, up to `end` or the terminating zero: [a-z0-9][a-z0-9._-]{0,63}, as
/// core/dataset/datasetname.h. Returns what follows it; nullptr: it is not well formed.
inline const char *afterSlug(const char *at, char end)
{
    constexpr int longest = 64;
    const auto isLowerOrDigit = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (!isLowerOrDigit(*at))
        return nullptr;
    int size = 0;
    while (isLowerOrDigit(*at) || *at == '.' || *at == '_' || *at == '-') {
        ++at;
        ++size;
    }
    return size <= longest && *at == end ? at : nullptr;
}

inline bool isDatasetName(const char *text)
{
    const char *slash = afterSlug(text, '/');
    return slash && afterSlug(slash + 1, '\0');
}

/// False: this is for the full program. `arguments` ends with a null pointer and starts with the program's
/// name.
inline bool readQuestion(const char *const *arguments, Question &question)
{
    bool isPath = false;
    for (const char *const *at = arguments + (arguments[0] ? 1 : 0); *at; ++at) {
        const char *word = *at;
        if (strcmp(word, "--json") == 0)
            question.wantsJson = true;
        else if (strcmp(word, "-q") == 0 || strcmp(word, "--quiet") == 0)
            continue; // warnings are said all the same, and there is nothing else to say
        else if (!isPath && strcmp(word, "path") == 0)
            isPath = true;
        else if (isPath && !question.dataset && isDatasetName(word))
            question.dataset = word;
        else
            return false;
    }
    return question.dataset != nullptr;
}

} // namespace larder

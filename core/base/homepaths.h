/// Where a home lies, from the environment alone. Plain C with libc, because the front shares it: no Qt, no
/// allocation, no exceptions. Every path is absolute and without a final slash.
///   data    $LARDER_HOME/data    else $XDG_DATA_HOME/larder    else ~/.local/share/larder
///   store   $LARDER_HOME/store   else $XDG_CACHE_HOME/larder   else ~/.cache/larder   (a moved store: see
///   store/) config  $LARDER_HOME/config  else $XDG_CONFIG_HOME/larder  else ~/.config/larder
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace larder {

inline constexpr std::size_t maxHomePath = 4096; // PATH_MAX of Linux

enum class HomePart { Data, Store, Config };

/// Writes the path into `out` (maxHomePath bytes). False: no home can be derived, or the path is too long.
inline bool homePath(HomePart part, char *out)
{
    struct Place {
        const char *inHome;
        const char *variable;
        const char *fallback;
    };
    static constexpr Place places[] = {
        {"/data", "XDG_DATA_HOME", "/.local/share"},
        {"/store", "XDG_CACHE_HOME", "/.cache"},
        {"/config", "XDG_CONFIG_HOME", "/.config"},
    };
    const Place &place = places[static_cast<int>(part)];
    const auto join = [out](const char *base, const char *middle, const char *end) {
        std::size_t baseLength = std::strlen(base);
        while (baseLength > 1 && base[baseLength - 1] == '/')
            --baseLength;
        const std::size_t middleLength = std::strlen(middle);
        const std::size_t endLength = std::strlen(end);
        // XDG: a relative path in a variable is to be ignored; so is one in LARDER_HOME.
        if (base[0] != '/' || baseLength + middleLength + endLength >= maxHomePath)
            return false;
        std::memcpy(out, base, baseLength);
        std::memcpy(out + baseLength, middle, middleLength);
        std::memcpy(out + baseLength + middleLength, end, endLength + 1);
        return true;
    };
    if (const char *home = std::getenv("LARDER_HOME"); home && *home)
        return join(home, place.inHome, "");
    if (const char *xdg = std::getenv(place.variable); xdg && *xdg == '/')
        return join(xdg, "", "/larder");
    const char *user = std::getenv("HOME");
    return user && *user && join(user, place.fallback, "/larder");
}

} // namespace larder

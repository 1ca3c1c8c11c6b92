/// While one lives, this thread words in English, whatever the window speaks: for what is written into files,
/// which other programs, other people and later times read. Translators ask it (ui/language.h).
#pragma once

#include <QtClassHelperMacros>

namespace larder {

class WordedForFiles
{
public:
    WordedForFiles() { ++s_depth; }
    ~WordedForFiles() { --s_depth; }
    Q_DISABLE_COPY_MOVE(WordedForFiles)
    [[nodiscard]] static bool isOn() { return s_depth > 0; }

private:
    static inline thread_local int s_depth = 0;
};

} // namespace larder

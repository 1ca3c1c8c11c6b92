/// What stands at the other end of stdout or stderr, and how much room a text takes there. Read once at the
/// start.
#pragma once

#include <QString>

namespace larder {

struct Terminal {
    int descriptor = 1;
    bool isTerminal = false;
    bool canRedraw = false; ///< a terminal that is not dumb
    bool hasColour = false; ///< and without NO_COLOR (no-color.org)
    int columns = 80;

    [[nodiscard]] static Terminal of(int descriptor);
};

enum class Colour { Plain, Bold, Dim, Red, Green, Yellow, Blue };

/// As it is where the terminal has no colour.
[[nodiscard]] QString coloured(const QString &text, Colour colour, const Terminal &terminal);

/// In terminal cells: combining characters take none, East Asian wide ones two. REQUIRES: a UTF-8 locale.
[[nodiscard]] int displayWidth(QStringView text);
/// Cut to that many cells, ending in "…".
[[nodiscard]] QString elided(const QString &text, int cells);
/// Control characters, which could steer a terminal, become "\x1b".
[[nodiscard]] QString withoutControls(const QString &text);

} // namespace larder

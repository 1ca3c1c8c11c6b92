#include "app/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cwchar>
#include <string_view>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

bool isDumb()
{
    const char *kind = std::getenv("TERM");
    return kind && std::string_view(kind) == "dumb";
}

bool refusesColour()
{
    const char *refused = std::getenv("NO_COLOR");
    return refused && *refused;
}

int cellsOf(char32_t character)
{
    return std::max(0, ::wcwidth(static_cast<wchar_t>(character)));
}

} // namespace

Terminal Terminal::of(int descriptor)
{
    Terminal terminal{.descriptor = descriptor, .isTerminal = ::isatty(descriptor) == 1};
    terminal.canRedraw = terminal.isTerminal && !isDumb();
    terminal.hasColour = terminal.canRedraw && !refusesColour();
    winsize size{};
    if (terminal.isTerminal && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        terminal.columns = size.ws_col;
    return terminal;
}

QString coloured(const QString &text, Colour colour, const Terminal &terminal)
{
    if (!terminal.hasColour || colour == Colour::Plain || text.isEmpty())
        return text;
    const auto code = [colour]() -> QLatin1StringView {
        switch (colour) {
        case Colour::Plain:
            return "0"_L1;
        case Colour::Bold:
            return "1"_L1;
        case Colour::Dim:
            return "2"_L1;
        case Colour::Red:
            return "31"_L1;
        case Colour::Green:
            return "32"_L1;
        case Colour::Yellow:
            return "33"_L1;
        case Colour::Blue:
            return "34"_L1;
        }
        Q_UNREACHABLE_RETURN({});
    };
    return "\x1b["_L1 + code() + u'm' + text + "\x1b[0m"_L1;
}

int displayWidth(QStringView text)
{
    int cells = 0;
    for (const char32_t character : text.toUcs4())
        cells += cellsOf(character);
    return cells;
}

QString elided(const QString &text, int cells)
{
    if (displayWidth(text) <= cells)
        return text;
    QString cut;
    int used = 1; // the ellipsis
    for (const char32_t character : text.toUcs4()) {
        used += cellsOf(character);
        if (used > cells)
            break;
        cut += QString::fromUcs4(&character, 1);
    }
    return cut + u'…';
}

QString withoutControls(const QString &text)
{
    const auto isControl = [](QChar c) {
        return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t';
    };
    if (std::ranges::none_of(text, isControl))
        return text;
    QString shown;
    for (const QChar c : text) {
        if (isControl(c))
            shown += u"\\x%1"_s.arg(int(c.unicode()), 2, 16, QChar(u'0'));
        else
            shown += c;
    }
    return shown;
}

} // namespace larder

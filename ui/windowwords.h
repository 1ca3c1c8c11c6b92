/// What core tells people to do by the command line (`larder verify --repair`), as what the window offers for
/// it. Texts as they stand in the sources, to be translated. Pure; any thread.
#pragma once

namespace larder {

/// The context of the window's texts.
inline constexpr char windowWordsContext[] = "WindowWords";

/// nullptr: the text is good for the window as it is.
[[nodiscard]] const char *windowWordsFor(const char *coreText);

} // namespace larder

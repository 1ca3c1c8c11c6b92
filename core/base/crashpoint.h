/// Named places at which a test build dies as if by `kill -9`, to prove that every step may be the last.
/// LARDER_CRASH_AT=<step> kills there; LARDER_CRASH_LIST=<file> appends each step that is passed.
/// In builds without LARDER_CRASH_POINTS this is nothing at all.
#pragma once

namespace larder {

#ifdef LARDER_CRASH_POINTS
void crashPoint(const char *step);
#else
inline void crashPoint(const char *) { }
#endif

} // namespace larder

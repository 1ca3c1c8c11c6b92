/// The process that reads archives: a program of its own, so that what foreign bytes do to it happens to it
/// alone. It writes no file, has little memory and little time, and ends with the run that started it.
/// app/unpack/main.cpp is nothing but this.
#pragma once

namespace larder {

/// Reads requests from stdin to its end, then each archive in turn; frames go to stdout. The exit code: 0, or
/// 1 when it gave up (the last frame says why).
[[nodiscard]] int runUnpackWorker();

} // namespace larder

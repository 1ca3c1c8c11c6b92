/// A file's bytes into another one: shared by the disk where it can, else copied by it, else by hand. Blocks;
/// any thread.
#pragma once

namespace larder {

/// 0, or the errno that stopped it. REQUIRES: both are open, at their beginning.
[[nodiscard]] int copyBytes(int from, int to);

} // namespace larder

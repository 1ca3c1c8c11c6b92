/// `file:` and bare paths: a directory with everything below it, or one file.
/// Validator: size, mtime and ctime in ns, inode; strong once the file has not been touched for longer than
/// the file system's time granularity, else weak. Links to files are followed while they stay inside the
/// directory; links that lead out, links to directories (their content is listed under its own name), and
/// special files are ignored with a notice.
#pragma once

#include "core/sources/address.h"
#include "core/sources/source.h"

namespace larder {

[[nodiscard]] std::unique_ptr<Source> makeFileSource(const Address &address);

} // namespace larder

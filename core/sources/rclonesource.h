/// `rclone:REMOTE:path` — whatever the person's own rclone reaches: SFTP, WebDAV, FTP, Drive, Dropbox and
/// many more; and `sftp://user@host/path`, which it reads without a remote. A file's validator is a checksum
/// where the remote tells one for nothing (Drive, OneDrive, buckets), and that is held against the bytes;
/// else size and time (SFTP, WebDAV, FTP), which is weak. Every file's identity is asked once more when its
/// bytes are there.
#pragma once

#include "core/sources/nokeys.h"
#include "core/sources/rcloneplace.h"
#include "core/sources/source.h"

namespace larder {

class HttpClientFactory;

/// `signIns` and `http` outlive the source.
[[nodiscard]] std::unique_ptr<Source> makeRcloneSource(RcloneAddress address,
                                                       const std::optional<Glob> &globs, NoKeys noKeys,
                                                       SignIns &signIns, const HttpClientFactory &http);

} // namespace larder

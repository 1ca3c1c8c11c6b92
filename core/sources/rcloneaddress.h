/// Addresses as rclone is asked for them: `rclone:REMOTE:path`, a remote of its configuration, where the path
/// is as rclone takes it ("remote:path" from its own folder, "remote:/path" from the server's root); and
/// `sftp://user@host:port/path`, from the root, or `sftp://host/~/path` from the person's own folder there.
/// Both are URLs: %3F is a '?' in a name. Pure.
#pragma once

#include "core/credentials/sshsignin.h"
#include "core/sources/address.h"

namespace larder {

struct RcloneAddress {
    QByteArray remote; ///< "acme:", "acme:/"; of an sftp: address only its end: ":", ":/"
    QByteArray path; ///< decoded; ends in '/' or is empty where everything below is meant
    QString shown; ///< what stands before `path` for people: "rclone:acme:"
    QString renewal; ///< what to do where the sign-in is refused
    std::optional<SshTarget> ssh; ///< the remote is to be described from this

    bool operator==(const RcloneAddress &) const = default;
};

/// Errors: Invalid: no remote is named; or it is described in the address, which is not repeated then.
[[nodiscard]] Result<RcloneAddress> rcloneAddress(const Address &address);
/// Errors: Invalid: no host; a name that rclone cannot be told.
[[nodiscard]] Result<RcloneAddress> sftpAddress(const Address &address);

/// For each way to sign in a remote of its own, which no configuration holds; `end` is ":" or ":/".
[[nodiscard]] QByteArrayList sftpRemotes(const SshLogin &login, const QByteArray &end);

} // namespace larder

/// A real server for C++ tests that rclone reads (support/remoteserver.py), as a remote of a person's rclone;
/// and directories on it as places for the suite.
#pragma once

#include "tests/contract/storeprocess.h"
#include "tests/contract/treeplace.h"

namespace larder::test {

class RemoteStore : public StoreProcess
{
public:
    /// "sftp", "webdav", "ftp"
    explicit RemoteStore(const QString &kind);

    /// Adds it to the rclone.conf of the person with this home, under this name.
    void configure(const QString &home, const QString &name) const;
    [[nodiscard]] QString root() const;
    /// A directory that nobody has yet, relative to the root.
    [[nodiscard]] QString makeFolder();

private:
    int m_folders = 0;
};

/// `above` is what stands before the folder in an address: "rclone:acme:/tmp/root/".
class RemotePlace : public TreePlace
{
public:
    RemotePlace(RemoteStore &store, const QString &above);
    QString url() const override { return m_url; }
    void deny(const QByteArray &path) override;

protected:
    const LocalTree &files() const override { return m_tree; }

private:
    RemotePlace(const QString &top, QString url) : m_tree(top.toUtf8()), m_url(std::move(url)) { }
    RemotePlace(RemoteStore &store, const QString &above, const QString &folder)
        : RemotePlace(store.root() + u'/' + folder, above + folder + u'/')
    { }

    LocalTree m_tree;
    QString m_url;
};

} // namespace larder::test

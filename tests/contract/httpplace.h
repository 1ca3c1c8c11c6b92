/// A web server over a local tree, as a place for the suite.
#pragma once

#include "tests/contract/localtree.h"
#include "tests/contract/sourcesuite.h"
#include "tests/support/testserver.h"

namespace larder::test {

template <typename Server>
class HttpPlace : public SourcePlace
{
public:
    template <typename... Arguments>
    explicit HttpPlace(Arguments &&...arguments)
        : server(std::forward<Arguments>(arguments)...),
          tree(server.root().path().toUtf8())
    { }

    QString url() const override { return QString::fromLatin1(server.url("/")); }
    void put(const QByteArray &path, const QByteArray &content) override { tree.put(path, content); }
    void putUnderTheSameTime(const QByteArray &path, const QByteArray &content) override
    {
        tree.putUnderTheSameTime(path, content);
    }
    void overwriteInPlace(const QByteArray &path, const QByteArray &content) override
    {
        tree.overwriteInPlace(path, content);
    }
    void remove(const QByteArray &path) override { tree.remove(path); }
    void deny(const QByteArray &) override { } ///< the server's configuration or rules say so already

    Server server;
    LocalTree tree;
};

} // namespace larder::test

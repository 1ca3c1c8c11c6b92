/// A web server over a local tree, as a place for the suite.
#pragma once

#include "tests/contract/treeplace.h"
#include "tests/support/testserver.h"

namespace larder::test {

template <typename Server>
class HttpPlace : public TreePlace
{
public:
    template <typename... Arguments>
    explicit HttpPlace(Arguments &&...arguments)
        : server(std::forward<Arguments>(arguments)...),
          tree(server.root().path().toUtf8())
    { }

    QString url() const override { return QString::fromLatin1(server.url("/")); }

    Server server;
    LocalTree tree;

protected:
    const LocalTree &files() const override { return tree; }
};

} // namespace larder::test

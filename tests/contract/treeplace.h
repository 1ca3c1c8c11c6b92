/// A place whose objects are the files of a local tree, whoever serves them.
#pragma once

#include "tests/contract/localtree.h"
#include "tests/contract/sourcesuite.h"

namespace larder::test {

class TreePlace : public SourcePlace
{
public:
    void put(const QByteArray &path, const QByteArray &content) override { files().put(path, content); }
    void putUnderTheSameTime(const QByteArray &path, const QByteArray &content) override
    {
        files().putUnderTheSameTime(path, content);
    }
    void overwriteInPlace(const QByteArray &path, const QByteArray &content) override
    {
        files().overwriteInPlace(path, content);
    }
    void remove(const QByteArray &path) override { files().remove(path); }
    void deny(const QByteArray &) override { } ///< who serves it has its own rules

protected:
    [[nodiscard]] virtual const LocalTree &files() const = 0;
};

} // namespace larder::test

/// A directory tree that a test changes as another program would, by raw bytes: QFile would not write a name
/// that is no UTF-8. What fails here fails the test program.
#pragma once

#include <QByteArray>
#include <QStringBuilder>

namespace larder::test {

class LocalTree
{
public:
    explicit LocalTree(QByteArray top) : m_top(std::move(top)) { }
    ~LocalTree(); ///< empties it: QTemporaryDir cannot remove names that are no UTF-8
    LocalTree(const LocalTree &) = delete;
    LocalTree &operator=(const LocalTree &) = delete;

    [[nodiscard]] QByteArray pathOf(const QByteArray &path) const { return m_top + '/' + path; }
    /// Written aside and renamed, one hour old.
    void put(const QByteArray &path, const QByteArray &content) const;
    /// Written aside and renamed, with the old one's time of modification.
    void putUnderTheSameTime(const QByteArray &path, const QByteArray &content) const;
    /// The same inode, not emptied first.
    void overwriteInPlace(const QByteArray &path, const QByteArray &content) const;
    void remove(const QByteArray &path) const;

private:
    void replace(const QByteArray &path, const QByteArray &content, const struct timespec &modified) const;

    QByteArray m_top;
};

} // namespace larder::test

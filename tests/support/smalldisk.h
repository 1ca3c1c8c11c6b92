/// A disk of its own for a test: a tmpfs that is small, or read-only. Mounting needs root; an ordinary user
/// gets it in a user namespace, for which the program starts itself again under unshare(1): call
/// enterNamespace first in main.
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <sys/mount.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

namespace larder::test {

inline void enterNamespace(char **arguments)
{
    if (::geteuid() == 0 || std::getenv("LARDER_TEST_NAMESPACE"))
        return;
    ::setenv("LARDER_TEST_NAMESPACE", "1", 1);
    std::vector<const char *> command{"unshare", "--user", "--map-root-user", "--mount"};
    for (char **argument = arguments; *argument; ++argument)
        command.push_back(*argument);
    command.push_back(nullptr);
    ::execvp(command[0], const_cast<char **>(command.data()));
}

class SmallDisk
{
public:
    explicit SmallDisk(const char *size)
    {
        m_isMounted =
            ::mount("larder-test", path(), "tmpfs", 0, QByteArray(QByteArray("size=") + size).constData())
            == 0;
    }
    ~SmallDisk()
    {
        if (m_isMounted)
            ::umount2(path(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    [[nodiscard]] QString directory() const { return m_directory.path(); }
    [[nodiscard]] bool makeReadOnly() const
    {
        return ::mount("larder-test", path(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }
    [[nodiscard]] bool makeWritable() const
    {
        return ::mount("larder-test", path(), "tmpfs", MS_REMOUNT, nullptr) == 0;
    }

private:
    [[nodiscard]] const char *path() const { return m_path.constData(); }

    QTemporaryDir m_directory;
    QByteArray m_path = m_directory.path().toLocal8Bit();
    bool m_isMounted = false;
};

} // namespace larder::test

#include "tests/contract/localtree.h"

#include "core/base/filedescriptor.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdio>
#include <ctime>
#include <filesystem>

namespace larder::test {

namespace {

void require(bool isWell, const char *what)
{
    if (!isWell)
        qFatal("%s: %s", what, strerror(errno));
}

void write(const QByteArray &path, int flags, const QByteArray &content)
{
    const FileDescriptor file(::open(path.constData(), flags | O_WRONLY | O_CLOEXEC, 0644));
    require(file.isOpen(), "open");
    require(writeAll(file.get(), content.constData(), static_cast<std::size_t>(content.size())) == 0,
            "write");
}

} // namespace

void LocalTree::replace(const QByteArray &path, const QByteArray &content, const timespec &modified) const
{
    const QByteArray target = pathOf(path);
    for (qsizetype slash = target.indexOf('/', m_top.size() + 1); slash >= 0;
         slash = target.indexOf('/', slash + 1))
        ::mkdir(target.first(slash).constData(), 0755);
    const QByteArray aside = m_top + "/.aside";
    write(aside, O_CREAT | O_TRUNC, content);
    const timespec times[] = {modified, modified};
    require(::utimensat(AT_FDCWD, aside.constData(), times, 0) == 0, "utimensat");
    require(::rename(aside.constData(), target.constData()) == 0, "rename");
}

LocalTree::~LocalTree()
{
    std::error_code ignored;
    for (const auto &entry : std::filesystem::directory_iterator(m_top.toStdString(), ignored))
        std::filesystem::remove_all(entry.path(), ignored);
}

void LocalTree::put(const QByteArray &path, const QByteArray &content) const
{
    replace(path, content, {std::time(nullptr) - 3600, 0});
}

void LocalTree::putUnderTheSameTime(const QByteArray &path, const QByteArray &content) const
{
    struct stat status{};
    require(::stat(pathOf(path).constData(), &status) == 0, "stat");
    replace(path, content, status.st_mtim);
}

void LocalTree::overwriteInPlace(const QByteArray &path, const QByteArray &content) const
{
    write(pathOf(path), 0, content);
}

void LocalTree::remove(const QByteArray &path) const
{
    require(::unlink(pathOf(path).constData()) == 0, "unlink");
}

} // namespace larder::test

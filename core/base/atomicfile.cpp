#include "core/base/atomicfile.h"

#include "core/base/crashpoint.h"
#include "core/base/filedescriptor.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace larder {

using namespace Qt::StringLiterals;

Result<void> flushDirectory(const QString &path)
{
    const FileDescriptor directory(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.isOpen() || ::fsync(directory.get()) != 0)
        return std::unexpected(systemError(errno, u"flush the directory"_s, path));
    return {};
}

Result<void> makeDirectory(const QString &path)
{
    const QByteArray encoded = QFile::encodeName(path);
    if (::mkdir(encoded.constData(), 0700) == 0)
        return {};
    if (errno == EEXIST) {
        if (QFileInfo(path).isDir())
            return {};
        return std::unexpected(systemError(ENOTDIR, u"create the directory"_s, path));
    }
    if (errno != ENOENT)
        return std::unexpected(systemError(errno, u"create the directory"_s, path));
    const QString parent = QFileInfo(path).path();
    if (parent == path)
        return std::unexpected(systemError(ENOENT, u"create the directory"_s, path));
    if (auto made = makeDirectory(parent); !made)
        return made;
    if (::mkdir(encoded.constData(), 0700) != 0 && errno != EEXIST)
        return std::unexpected(systemError(errno, u"create the directory"_s, path));
    return {};
}

Result<void> writeAtomically(const QString &path, const QByteArray &content, const char *asideStep)
{
    const QFileInfo target(path);
    QByteArray aside = QFile::encodeName(target.path() + u"/."_s + target.fileName() + u".XXXXXX"_s);
    const FileDescriptor file(::mkostemp(aside.data(), O_CLOEXEC));
    if (!file.isOpen())
        return std::unexpected(systemError(errno, u"write"_s, path));
    const auto giveUp = [&](int errorNumber) -> Result<void> {
        ::unlink(aside.constData());
        return std::unexpected(systemError(errorNumber, u"write"_s, path));
    };
    if (auto written = writeAll(file.get(), content.constData(), size_t(content.size())); written != 0)
        return giveUp(written);
    if (::fsync(file.get()) != 0)
        return giveUp(errno);
    if (asideStep)
        crashPoint(asideStep);
    if (::rename(aside.constData(), QFile::encodeName(path).constData()) != 0)
        return giveUp(errno);
    return flushDirectory(target.path());
}

Result<std::optional<QByteArray>> readWhole(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const int errorNumber = errno;
        if (errorNumber == ENOENT || errorNumber == ENOTDIR)
            return std::optional<QByteArray>{};
        return std::unexpected(systemError(errorNumber, u"read"_s, path));
    }
    QByteArray content = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorKind::Storage, u"cannot read: %1"_s.arg(file.errorString()), path);
    return content;
}

} // namespace larder

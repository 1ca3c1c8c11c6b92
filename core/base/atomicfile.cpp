#include "core/base/atomicfile.h"

#include "core/base/crashpoint.h"

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

AsideFile::AsideFile(QString target, QByteArray aside, FileDescriptor file)
    : m_target(std::move(target)),
      m_aside(std::move(aside)),
      m_file(std::move(file))
{ }

AsideFile::~AsideFile()
{
    if (!m_aside.isEmpty())
        ::unlink(m_aside.constData());
}

Result<AsideFile> AsideFile::write(const QString &target, const QByteArray &content)
{
    const QFileInfo info(target);
    QByteArray aside = QFile::encodeName(info.path() + u"/."_s + info.fileName() + u".XXXXXX"_s);
    FileDescriptor descriptor(::mkostemp(aside.data(), O_CLOEXEC));
    if (!descriptor.isOpen())
        return std::unexpected(systemError(errno, u"write"_s, target));
    AsideFile file(target, std::move(aside), std::move(descriptor));
    if (auto written = writeAll(file.m_file.get(), content.constData(), size_t(content.size())); written != 0)
        return std::unexpected(systemError(written, u"write"_s, target));
    return file;
}

Result<void> AsideFile::flush() const
{
    if (::fsync(m_file.get()) != 0)
        return std::unexpected(systemError(errno, u"write"_s, m_target));
    return {};
}

Result<void> AsideFile::land()
{
    if (::rename(m_aside.constData(), QFile::encodeName(m_target).constData()) != 0)
        return std::unexpected(systemError(errno, u"write"_s, m_target));
    m_aside.clear();
    return {};
}

Result<void> writeAtomically(const QString &path, const QByteArray &content, const char *asideStep)
{
    auto file = AsideFile::write(path, content);
    if (!file)
        return failure(file);
    if (auto flushed = file->flush(); !flushed)
        return flushed;
    if (asideStep)
        crashPoint(asideStep);
    if (auto landed = file->land(); !landed)
        return landed;
    return flushDirectory(QFileInfo(path).path());
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

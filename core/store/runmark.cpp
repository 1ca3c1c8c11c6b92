#include "core/store/runmark.h"

#include "core/store/diskerror.h"
#include "core/store/wholefilelock.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QString markOf(const QString &folder)
{
    return folder + u"/run"_s;
}

} // namespace

Result<FileDescriptor> markRun(const QString &folder, const DatasetName &name)
{
    const QString path = markOf(folder);
    FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return diskFailure(errno, u"write"_s, path);
    if (!tryLockWhole(file))
        return failure(ErrorKind::Conflict, u"another run has this name"_s, folder);
    const QByteArray text = name.text().toUtf8();
    if (const int failed = writeAll(file.get(), text.constData(), size_t(text.size())))
        return diskFailure(failed, u"write"_s, path);
    return file;
}

bool isRunAlive(const QString &folder)
{
    const FileDescriptor file(::open(QFile::encodeName(markOf(folder)).constData(), O_RDWR | O_CLOEXEC));
    return file.isOpen() && isWholeLocked(file);
}

std::optional<DatasetName> datasetOfRun(const QString &folder)
{
    QFile file(markOf(folder));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto name = DatasetName::parse(QString::fromUtf8(file.readAll()));
    return name ? std::optional(*name) : std::nullopt;
}

} // namespace larder

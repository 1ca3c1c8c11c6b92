#include "core/store/reserve.h"

#include "core/base/atomicfile.h"
#include "core/base/filedescriptor.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace larder {

namespace {

// Several records with their views, each written beside the old one.
constexpr off_t reserveBytes = 256 * 1024;
constexpr off_t smallestReserve = 16 * 1024; // below, not even one record is helped

} // namespace

void keepReserve(const DataLayout &data)
{
    const QByteArray path = QFile::encodeName(data.reserve());
    struct stat status{};
    const off_t present = ::stat(path.constData(), &status) == 0 ? status.st_size : 0;
    if (present >= reserveBytes)
        return;
    const FileDescriptor file(::open(path.constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return;
    for (off_t wanted = reserveBytes; wanted >= smallestReserve && wanted > present; wanted /= 2) {
        if (::posix_fallocate(file.get(), 0, wanted) == 0)
            return;
    }
}

Result<void> writeFromReserve(const DataLayout &data, const QString &path, const QByteArray &content,
                              const char *asideStep)
{
    auto written = writeAtomically(path, content, asideStep);
    if (written || written.error().kind != ErrorKind::NoSpace)
        return written;
    if (::unlink(QFile::encodeName(data.reserve()).constData()) != 0)
        return written;
    written = writeAtomically(path, content, asideStep);
    keepReserve(data);
    return written;
}

} // namespace larder

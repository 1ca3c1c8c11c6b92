#include "core/base/result.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kindNames{
    std::pair{ErrorKind::NotFound, "NotFound"_L1},
    std::pair{ErrorKind::Denied, "Denied"_L1},
    std::pair{ErrorKind::SignInNeeded, "SignInNeeded"_L1},
    std::pair{ErrorKind::Network, "Network"_L1},
    std::pair{ErrorKind::Timeout, "Timeout"_L1},
    std::pair{ErrorKind::Throttled, "Throttled"_L1},
    std::pair{ErrorKind::Conflict, "Conflict"_L1},
    std::pair{ErrorKind::Corrupt, "Corrupt"_L1},
    std::pair{ErrorKind::NoSpace, "NoSpace"_L1},
    std::pair{ErrorKind::Storage, "Storage"_L1},
    std::pair{ErrorKind::Busy, "Busy"_L1},
    std::pair{ErrorKind::Cancelled, "Cancelled"_L1},
    std::pair{ErrorKind::Unsupported, "Unsupported"_L1},
    std::pair{ErrorKind::Invalid, "Invalid"_L1},
    std::pair{ErrorKind::CommandFailed, "CommandFailed"_L1},
};

} // namespace

QString errorKindName(ErrorKind kind)
{
    for (const auto &[value, name] : kindNames) {
        if (value == kind)
            return name;
    }
    Q_UNREACHABLE_RETURN({});
}

ErrorKind errorKindFromName(QStringView name)
{
    for (const auto &[value, text] : kindNames) {
        if (text == name)
            return value;
    }
    return ErrorKind::Storage;
}

Error systemError(int errorNumber, const QString &doing, const QString &path)
{
    const QString why = QString::fromLocal8Bit(std::strerror(errorNumber));
    const QString message = u"cannot %1: %2"_s.arg(doing, why);
    if (errorNumber == ENOSPC || errorNumber == EDQUOT) {
        return {ErrorKind::NoSpace, message, path,
                u"make room with `larder prune`, lower `keep`, or move the store to a larger disk"_s};
    }
    if (errorNumber == ENOENT)
        return {ErrorKind::NotFound, message, path, {}};
    if (errorNumber == EROFS || errorNumber == EACCES || errorNumber == EPERM) {
        return {ErrorKind::Storage, message, path,
                u"make this place writable for you, or choose another with LARDER_HOME"_s};
    }
    return {ErrorKind::Storage, message, path, {}};
}

} // namespace larder

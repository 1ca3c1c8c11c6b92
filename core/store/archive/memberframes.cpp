#include "core/store/archive/memberframes.h"

#include <QtEndian>

#include <limits>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype headBytes = 1 + qsizetype(sizeof(quint32));
constexpr qint64 noTime = std::numeric_limits<qint64>::min();
constexpr qsizetype numberBytes = qsizetype(sizeof(qint64));

std::optional<Frame::Kind> frameKind(char letter)
{
    switch (static_cast<Frame::Kind>(letter)) {
    case Frame::Kind::Member:
    case Frame::Kind::Bytes:
    case Frame::Kind::MemberEnd:
    case Frame::Kind::ArchiveEnd:
    case Frame::Kind::Fault:
        return static_cast<Frame::Kind>(letter);
    }
    return std::nullopt;
}

std::optional<ArchiveFault> faultKind(char letter)
{
    switch (static_cast<ArchiveFault>(letter)) {
    case ArchiveFault::Damaged:
    case ArchiveFault::Encrypted:
    case ArchiveFault::NoFile:
    case ArchiveFault::Method:
    case ArchiveFault::Memory:
    case ArchiveFault::Unreadable:
        return static_cast<ArchiveFault>(letter);
    }
    return std::nullopt;
}

void addNumber(QByteArray &text, qint64 number)
{
    char bytes[numberBytes];
    qToLittleEndian(number, bytes);
    text.append(bytes, numberBytes);
}

} // namespace

QByteArray frameHead(Frame::Kind kind, qsizetype bytes)
{
    QByteArray head(headBytes, static_cast<char>(kind));
    qToLittleEndian(quint32(bytes), head.data() + 1);
    return head;
}

QByteArray memberText(const Member &member)
{
    QByteArray text;
    addNumber(text, member.size);
    addNumber(text, member.modified ? toMilliseconds(*member.modified) : noTime);
    return text + member.path;
}

std::optional<Member> memberFromText(QByteArrayView text)
{
    if (text.size() < 2 * numberBytes)
        return std::nullopt;
    const auto size = qFromLittleEndian<qint64>(text.data());
    const auto modified = qFromLittleEndian<qint64>(text.data() + numberBytes);
    if (size < -1 || (modified != noTime && !isTellable(fromMilliseconds(modified))))
        return std::nullopt;
    return Member{.path = text.sliced(2 * numberBytes).toByteArray(),
                  .size = size,
                  .modified = modified == noTime ? std::nullopt : std::optional(fromMilliseconds(modified))};
}

QByteArray faultText(const FaultFound &found)
{
    return static_cast<char>(found.fault) + found.detail + '\0' + found.member;
}

std::optional<FaultFound> faultFromText(QByteArrayView text)
{
    const auto fault = text.isEmpty() ? std::nullopt : faultKind(text.front());
    const qsizetype end = text.indexOf('\0');
    if (!fault || end < 1)
        return std::nullopt;
    return FaultFound{*fault, text.sliced(end + 1).toByteArray(), text.sliced(1, end - 1).toByteArray()};
}

Result<void> FrameReader::add(QByteArrayView piece, const std::function<Result<void>(const Frame &)> &take)
{
    m_rest.append(piece);
    QByteArrayView rest = m_rest;
    const qsizetype before = rest.size();
    while (rest.size() >= headBytes) {
        const auto kind = frameKind(rest.front());
        const qsizetype size = qFromLittleEndian<quint32>(rest.data() + 1);
        if (!kind || size > maxFrameBytes)
            return failure(ErrorKind::Corrupt, u"what the reader of archives says makes no sense"_s);
        if (rest.size() < headBytes + size)
            break;
        if (auto taken = take({*kind, rest.sliced(headBytes, size)}); !taken)
            return taken;
        rest = rest.sliced(headBytes + size);
    }
    m_rest.remove(0, before - rest.size());
    return {};
}

QByteArray requestText(const ReadRequest &request)
{
    return static_cast<char>(request.wanted) + QByteArray::number(int(request.kind)) + '\0' + request.file
        + '\0' + request.member + '\0';
}

std::vector<ReadRequest> requestsFromText(QByteArrayView text)
{
    std::vector<ReadRequest> requests;
    while (!text.isEmpty()) {
        QByteArrayView fields[3];
        for (QByteArrayView &field : fields) {
            const qsizetype end = text.indexOf('\0');
            if (end < 0)
                return requests;
            field = text.first(end);
            text = text.sliced(end + 1);
        }
        if (fields[0].size() < 2)
            return requests;
        requests.push_back({.wanted = static_cast<Wanted>(fields[0].front()),
                            .kind = static_cast<ArchiveKind>(fields[0].sliced(1).toInt()),
                            .file = fields[1].toByteArray(),
                            .member = fields[2].toByteArray()});
    }
    return requests;
}

} // namespace larder

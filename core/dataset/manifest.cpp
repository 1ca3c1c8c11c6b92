#include "core/dataset/manifest.h"

#include "core/dataset/jsonfields.h"

#include <QJsonDocument>

#include <algorithm>
#include <charconv>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView endMark = "end ";
constexpr QByteArrayView archiveMark = "archive\t";

char strengthLetter(ValidatorStrength strength)
{
    switch (strength) {
    case ValidatorStrength::None:
        return 'n';
    case ValidatorStrength::Weak:
        return 'w';
    case ValidatorStrength::Strong:
        return 's';
    }
    Q_UNREACHABLE_RETURN('n');
}

std::optional<ValidatorStrength> strengthFromLetter(QByteArrayView letter)
{
    if (letter == "n")
        return ValidatorStrength::None;
    if (letter == "w")
        return ValidatorStrength::Weak;
    if (letter == "s")
        return ValidatorStrength::Strong;
    return std::nullopt;
}

std::optional<qint64> toNumber(QByteArrayView text)
{
    qint64 number = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
    if (error != std::errc{} || end != text.end())
        return std::nullopt;
    return number;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::optional<Sha256> hashFromHex(QByteArrayView hex)
{
    Sha256 hash;
    if (hex.size() != qsizetype(hash.size()) * 2)
        return std::nullopt;
    for (size_t i = 0; i < hash.size(); ++i) {
        const int high = hexDigit(hex[qsizetype(2 * i)]);
        const int low = hexDigit(hex[qsizetype(2 * i + 1)]);
        if (high < 0 || low < 0)
            return std::nullopt;
        hash[i] = static_cast<unsigned char>(high * 16 + low);
    }
    return hash;
}

/// Tokens may hold anything; tab, newline and % would break the line.
QByteArray escapedToken(const QByteArray &token)
{
    const bool isPlain =
        std::ranges::none_of(token, [](char c) { return c == '\t' || c == '\n' || c == '\r' || c == '%'; });
    return isPlain ? token : token.toPercentEncoding("\"/:;-_,=+ W");
}

/// Cuts the text up to `separator` off the front of `rest`.
QByteArrayView takeField(QByteArrayView &rest, char separator)
{
    const qsizetype at = rest.indexOf(separator);
    const QByteArrayView field = at < 0 ? rest : rest.first(at);
    rest = at < 0 ? QByteArrayView{} : rest.sliced(at + 1);
    return field;
}

/// Size, time, validator and path: what the lines of files and archives have in common.
std::optional<Entry> entryFromFields(QByteArrayView &line)
{
    const auto size = toNumber(takeField(line, '\t'));
    const QByteArrayView modified = takeField(line, '\t');
    const auto strength = strengthFromLetter(takeField(line, '\t'));
    const QByteArrayView token = takeField(line, '\t');
    const QByteArrayView path = takeField(line, '\t');
    const auto modifiedMs = toNumber(modified);
    if (!size || *size < 0 || !strength || (modified != "-" && !modifiedMs) || path.isEmpty())
        return std::nullopt;
    Entry entry{.path = path.toByteArray(), .size = *size};
    if (modifiedMs)
        entry.modified = fromMilliseconds(*modifiedMs);
    entry.validator = {*strength,
                       token.contains('%') ? QByteArray::fromPercentEncoding(token.toByteArray())
                                           : token.toByteArray()};
    return entry;
}

std::optional<ManifestFile> fileFromLine(QByteArrayView line, const std::vector<Entry> &archives)
{
    const auto hash = hashFromHex(takeField(line, '\t'));
    auto entry = entryFromFields(line);
    if (!hash || !entry)
        return std::nullopt;
    ManifestFile file{.entry = std::move(*entry), .hash = *hash};
    if (line.isEmpty())
        return file;
    const auto archive = toNumber(line);
    if (!archive || *archive < 0 || *archive >= qint64(archives.size()))
        return std::nullopt;
    file.archive = archives[size_t(*archive)].path;
    return file;
}

std::optional<Entry> archiveFromLine(QByteArrayView line)
{
    auto entry = entryFromFields(line);
    return line.isEmpty() ? entry : std::nullopt;
}

void addFields(QByteArray &text, const Entry &entry)
{
    text += QByteArray::number(entry.size) + '\t';
    text += entry.modified ? QByteArray::number(toMilliseconds(*entry.modified)) : QByteArray("-");
    text += '\t';
    text += strengthLetter(entry.validator.strength);
    text += '\t' + escapedToken(entry.validator.token) + '\t' + entry.path;
}

/// Where `path` stands, or would, among `entries`.
std::vector<Entry>::const_iterator entryAt(const std::vector<Entry> &entries, QByteArrayView path)
{
    return std::ranges::lower_bound(entries, path, {},
                                    [](const Entry &entry) -> QByteArrayView { return entry.path; });
}

QJsonObject toJson(const ManifestHeader &header)
{
    return {{u"schema"_s, 1},
            {u"id"_s, header.id},
            {u"sequence"_s, header.sequence},
            {u"parent"_s, stringOrNull(header.parent)},
            {u"created_at"_s, toIso(header.createdAt)},
            {u"probed_at"_s, toIso(header.probedAt)},
            {u"uploaded_at"_s, instantOrNull(header.uploadedAt)},
            {u"source"_s, header.source},
            {u"because"_s, header.because},
            {u"files"_s, header.files},
            {u"bytes"_s, header.bytes}};
}

std::unexpected<Error> corrupt(const QString &what)
{
    return failure(ErrorKind::Corrupt, u"the manifest is damaged: %1"_s.arg(what), {},
                   u"`larder verify --repair` fetches the data again"_s);
}

} // namespace

QByteArray hexText(const Sha256 &hash)
{
    return QByteArray(reinterpret_cast<const char *>(hash.data()), qsizetype(hash.size())).toHex();
}

const ManifestFile *Manifest::find(QByteArrayView path) const
{
    const auto it = std::ranges::lower_bound(
        files, path, {}, [](const ManifestFile &file) -> QByteArrayView { return file.entry.path; });
    return it != files.end() && it->entry.path == path ? &*it : nullptr;
}

const Entry *Manifest::findEntry(QByteArrayView path) const
{
    const auto archive = entryAt(archives, path);
    if (archive != archives.end() && archive->path == path)
        return &*archive;
    const ManifestFile *file = find(path);
    return file && file->archive.isEmpty() ? &file->entry : nullptr;
}

std::vector<Entry> Manifest::sourceEntries() const
{
    std::vector<Entry> entries = archives;
    const auto isUnpacked = [this](const QByteArray &path) {
        const auto archive = entryAt(archives, path);
        return archive != archives.end() && archive->path == path;
    };
    for (const ManifestFile &file : files) {
        if (file.archive.isEmpty() && (archives.empty() || !isUnpacked(file.entry.path)))
            entries.push_back(file.entry);
    }
    std::ranges::sort(entries, {}, &Entry::path);
    return entries;
}

QByteArray toText(const Manifest &manifest)
{
    QByteArray text = QJsonDocument(toJson(manifest.header)).toJson(QJsonDocument::Compact) + '\n';
    constexpr qsizetype usualLine = 200;
    text.reserve(text.size() + qsizetype(manifest.files.size()) * usualLine);
    for (const Entry &archive : manifest.archives) {
        text += archiveMark;
        addFields(text, archive);
        text += '\n';
    }
    for (const ManifestFile &file : manifest.files) {
        text += hexText(file.hash);
        text += '\t';
        addFields(text, file.entry);
        if (!file.archive.isEmpty()) {
            const auto archive = entryAt(manifest.archives, file.archive);
            text += '\t' + QByteArray::number(qint64(archive - manifest.archives.begin()));
        }
        text += '\n';
    }
    text += endMark.toByteArray() + QByteArray::number(qint64(manifest.files.size())) + '\n';
    return text;
}

Result<ManifestHeader> manifestHeaderFromText(QByteArrayView text)
{
    const QByteArrayView line = takeField(text, '\n');
    const QJsonObject json = QJsonDocument::fromJson(line.toByteArray()).object();
    const auto createdAt = instantField(json, "created_at"_L1);
    const auto probedAt = instantField(json, "probed_at"_L1);
    if (json["schema"_L1].toInt() != 1 || !createdAt || !probedAt || !isSnapshotId(json["id"_L1].toString()))
        return corrupt(u"its header is not readable"_s);
    return ManifestHeader{.id = json["id"_L1].toString(),
                          .sequence = json["sequence"_L1].toInteger(),
                          .parent = json["parent"_L1].toString(),
                          .createdAt = *createdAt,
                          .probedAt = *probedAt,
                          .uploadedAt = instantField(json, "uploaded_at"_L1),
                          .source = json["source"_L1].toString(),
                          .because = json["because"_L1].toString(),
                          .files = json["files"_L1].toInteger(),
                          .bytes = json["bytes"_L1].toInteger()};
}

Result<Manifest> manifestFromText(const QByteArray &text)
{
    Manifest manifest;
    auto header = manifestHeaderFromText(text);
    if (!header)
        return failure(header);
    manifest.header = *header;
    QByteArrayView rest = text;
    takeField(rest, '\n');
    manifest.files.reserve(size_t(std::clamp<qint64>(header->files, 0, text.size())));
    while (!rest.isEmpty()) {
        const QByteArrayView line = takeField(rest, '\n');
        if (line.startsWith(endMark)) {
            if (toNumber(line.sliced(endMark.size())) != qint64(manifest.files.size()) || !rest.isEmpty())
                return corrupt(u"its number of files is wrong"_s);
            return manifest;
        }
        if (line.startsWith(archiveMark)) {
            auto archive = archiveFromLine(line.sliced(archiveMark.size()));
            if (!archive || !manifest.files.empty())
                return corrupt(u"line %1 is not readable"_s.arg(manifest.archives.size() + 2));
            manifest.archives.push_back(std::move(*archive));
            continue;
        }
        auto file = fileFromLine(line, manifest.archives);
        if (!file)
            return corrupt(
                u"line %1 is not readable"_s.arg(manifest.archives.size() + manifest.files.size() + 2));
        manifest.files.push_back(std::move(*file));
    }
    return corrupt(u"its end is missing"_s);
}

} // namespace larder

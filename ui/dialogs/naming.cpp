#include "ui/dialogs/naming.h"

#include "core/sources/commandline.h"
#include "ui/dialogs/schemeform.h"

#include <QStringList>
#include <QUrl>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

bool isSlugCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

QStringList segmentsOf(const QString &address)
{
    if (const auto command = commandLineOf(address)) // the script, not what it is told
        return command->section(u' ', 0, 0).split(u'/', Qt::SkipEmptyParts);
    if (schemeOf(address) == "rclone"_L1) // the remote comes first
        return address.section(u':', 1).replace(u':', u'/').split(u'/', Qt::SkipEmptyParts);
    const qsizetype scheme = address.indexOf(u"://"_s);
    QString path = scheme < 0 ? address : address.sliced(scheme + 3);
    if (scheme >= 0)
        path = path.sliced(std::max<qsizetype>(0, path.indexOf(u'/'))).section(u'?', 0, 0);
    return path.split(u'/', Qt::SkipEmptyParts);
}

} // namespace

QString slugFrom(const QString &text)
{
    static constexpr std::pair<char16_t, QLatin1StringView> letters[]{
        // that come apart into no others
        {u'ß', "ss"_L1}, {u'æ', "ae"_L1}, {u'œ', "oe"_L1}, {u'ø', "o"_L1}, {u'ł', "l"_L1}, {u'đ', "d"_L1}};
    QString plain = text.normalized(QString::NormalizationForm_KD).toLower();
    for (const auto &[letter, spelling] : letters)
        plain.replace(QChar(letter), spelling);
    QString slug;
    for (const QChar c : plain) {
        if (isSlugCharacter(c))
            slug += c;
        else if (c.category() != QChar::Mark_NonSpacing && !slug.isEmpty() && isSlugCharacter(slug.back()))
            slug += c == u'_' ? u'_' : u'-';
    }
    slug.truncate(longestSlug);
    while (!slug.isEmpty() && !isSlugCharacter(slug.back()))
        slug.chop(1);
    return slug;
}

QString suggestedDataset(const QString &address)
{
    static const QStringList commonWords{u"exports"_s, u"export"_s, u"daily"_s,
                                         u"data"_s,    u"files"_s,  u"out"_s};
    const auto isPattern = [](const QString &part) {
        return part.contains(u'*') || part.contains(u'?') || part.contains(u'[') || part.contains(u'{');
    };
    QStringList parts = segmentsOf(address);
    parts.removeIf(isPattern);
    QString fallback;
    while (!parts.isEmpty()) {
        QString part = QUrl::fromPercentEncoding(parts.takeLast().toUtf8());
        if (const qsizetype dot = part.indexOf(u'.', 1); dot > 0)
            part.truncate(dot);
        const QString slug = slugFrom(part);
        if (!slug.isEmpty() && !commonWords.contains(slug))
            return slug;
        if (fallback.isEmpty())
            fallback = slug;
    }
    return fallback;
}

QString suggestedCustomer(const QString &address)
{
    const qsizetype scheme = address.indexOf(u"://"_s);
    const QString host = scheme < 0 ? QString() : QUrl(address.section(u'/', 0, 2)).host();
    const QStringList parts = host.split(u'.');
    const bool isNumber =
        std::ranges::all_of(host, [](QChar c) { return c.isDigit() || c == u'.' || c == u':'; });
    if (parts.size() < 2 || isNumber)
        return {};
    // "acme.co.uk": what stands before a short pair belongs to somebody.
    const bool hasPair = parts.size() > 2 && parts[parts.size() - 2].size() <= 3 && parts.last().size() == 2;
    QString name = parts[parts.size() - (hasPair ? 3 : 2)];
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

} // namespace larder

#include "core/caches/cachefilter.h"

#include <QFile>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// A word that a shell took the quotes from: load(acme).
bool isSameValue(const QString &given, const QString &kept)
{
    const QString normal = normalLiteral(kept);
    return normal == given || normal == normalLiteral(QString(u'"' + given + u'"'));
}

/// nullopt: the name of an argument that is given by its place is not known.
std::optional<bool> isOfCall(const CacheFunction &function, const CacheItem &item, const PythonCall &call)
{
    qsizetype place = 0;
    for (const PythonCall::Argument &given : call.arguments) {
        QString name = given.name;
        if (name.isEmpty() && place >= function.parameters.byPlace)
            return function.parameters.names.isEmpty() ? std::nullopt : std::optional(false);
        if (name.isEmpty())
            name = function.parameters.names[place++];
        const auto kept = std::ranges::find(item.arguments, name, &CacheArgument::name);
        if (kept == item.arguments.end() || kept->isCut || !isSameValue(given.value, kept->value))
            return false;
    }
    return item.hasMetadata;
}

/// fsspec keeps "s3://bucket/a.csv" by "bucket/a.csv", and a web address as it is.
bool isNamed(const CacheItem &item, const QString &word)
{
    const qsizetype protocol = word.indexOf("://"_L1);
    return item.name.startsWith(word) || QFile::decodeName(item.path).startsWith(word)
        || (protocol > 0 && item.function < 0
            && item.name.startsWith(QStringView(word).sliced(protocol + 3)));
}

bool isChosen(const CacheContents &contents, const CacheItem &item, const CacheFilter &filter, Instant now)
{
    const CacheFunction *function = item.function < 0 ? nullptr : &contents.functions[size_t(item.function)];
    if (!filter.function.isEmpty() && !(function && function->isCalled(filter.function)))
        return false;
    if (filter.call && !(function && function->isCalled(filter.call->function)))
        return false;
    if (!filter.item.isEmpty()
        && !(filter.isWholeItem ? item.name == filter.item : isNamed(item, filter.item)))
        return false;
    if (filter.olderThan && !(item.made && now - *item.made >= *filter.olderThan))
        return false;
    if (filter.atLeastBytes && item.bytes < *filter.atLeastBytes)
        return false;
    if (!filter.states.empty() && !std::ranges::contains(filter.states, item.state))
        return false;
    return filter.text.isEmpty() || itemTitle(contents, item).contains(filter.text, Qt::CaseInsensitive);
}

} // namespace

bool CacheFilter::isEmpty() const
{
    return text.isEmpty() && function.isEmpty() && !call && item.isEmpty() && !olderThan && !atLeastBytes
        && states.empty();
}

Result<std::vector<std::size_t>> chosenItems(const CacheContents &contents, const CacheFilter &filter,
                                             Instant now)
{
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < contents.items.size(); ++i) {
        const CacheItem &item = contents.items[i];
        if (!isChosen(contents, item, filter, now))
            continue;
        if (filter.call) {
            const CacheFunction &function = contents.functions[size_t(item.function)];
            const auto isMeant = isOfCall(function, item, *filter.call);
            if (!isMeant) {
                return failure(ErrorKind::Invalid,
                               u"what the arguments of %1 are called is not known"_s.arg(function.name),
                               contents.place.path, u"name them, such as load(customer=\"acme\")"_s);
            }
            if (!*isMeant)
                continue;
        }
        chosen.push_back(i);
    }
    return chosen;
}

} // namespace larder

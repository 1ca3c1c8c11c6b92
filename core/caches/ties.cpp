#include "core/caches/ties.h"

#include "core/base/atomicfile.h"
#include "core/dataset/jsonfields.h"
#include "core/store/home.h"
#include "core/store/locks.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int schema = 1;

std::optional<CacheKind> cacheKindFromName(const QString &name)
{
    for (const CacheKind kind : {CacheKind::Joblib, CacheKind::Fsspec}) {
        if (cacheKindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

std::optional<CacheTie> tieFromJson(const QJsonObject &json)
{
    const auto kind = cacheKindFromName(json["kind"_L1].toString());
    CacheTie tie{.place = {kind.value_or(CacheKind::Joblib), json["place"_L1].toString()},
                 .function = json["function"_L1].toString(),
                 .call = json["call"_L1].toString(),
                 .item = json["item"_L1].toString(),
                 .tendedAt = instantField(json, "tended_at"_L1),
                 .tendedFor = instantField(json, "tended_for"_L1),
                 .trouble = json["trouble"_L1].toString()};
    if (!kind || !tie.place.path.startsWith(u'/') || !tie.filter())
        return std::nullopt;
    return tie;
}

} // namespace

bool CacheTie::isSameAs(const CacheTie &other) const
{
    return place == other.place && function == other.function && call == other.call && item == other.item;
}

QString CacheTie::text() const
{
    for (const QString &chosen : {call, function, item}) {
        if (!chosen.isEmpty())
            return chosen;
    }
    return u"all files of its source"_s;
}

Result<CacheFilter> CacheTie::filter() const
{
    CacheFilter filter{.function = function, .item = item, .isWholeItem = true};
    if (call.isEmpty())
        return filter;
    const auto parsed = PythonCall::parse(call);
    if (!parsed)
        return failure(parsed);
    filter.call = *parsed;
    return filter;
}

QJsonObject toJson(const CacheTie &tie)
{
    return {{u"place"_s, tie.place.path},
            {u"kind"_s, cacheKindName(tie.place.kind)},
            {u"function"_s, stringOrNull(tie.function)},
            {u"call"_s, stringOrNull(tie.call)},
            {u"item"_s, stringOrNull(tie.item)},
            {u"tended_at"_s, instantOrNull(tie.tendedAt)},
            {u"tended_for"_s, instantOrNull(tie.tendedFor)},
            {u"trouble"_s, stringOrNull(tie.trouble)}};
}

Result<std::vector<CacheTie>> tiesOf(const DatasetFolder &folder)
{
    const QString path = folder.layout().ties();
    const auto content = readWhole(path);
    if (!content)
        return failure(content);
    std::vector<CacheTie> ties;
    if (!*content)
        return ties;
    const QJsonObject fields = QJsonDocument::fromJson(**content).object();
    const QJsonArray list = fields["ties"_L1].toArray();
    for (const QJsonValue &each : list) {
        if (auto tie = tieFromJson(each.toObject()))
            ties.push_back(std::move(*tie));
    }
    if (fields["schema"_L1].toInt() != schema || ties.size() != std::size_t(list.size()))
        return failure(ErrorKind::Corrupt, u"what is tied to the dataset is not readable"_s, path,
                       u"remove this file and tie its items again"_s);
    return ties;
}

std::vector<TiedTo> allTies(const Home &home, std::vector<Error> &troubles)
{
    std::vector<TiedTo> all;
    const auto datasets = home.datasets();
    if (!datasets)
        troubles.push_back(datasets.error());
    for (const DatasetName &dataset : datasets.value_or(std::vector<DatasetName>())) {
        const auto ties = tiesOf(home.dataset(dataset));
        if (!ties)
            troubles.push_back(ties.error());
        for (const CacheTie &tie : ties.value_or(std::vector<CacheTie>()))
            all.push_back({dataset, tie});
    }
    return all;
}

Result<void> addTies(const Home &home, const DatasetFolder &folder, const std::vector<CacheTie> &ties)
{
    const auto changed = changeTies(home, folder, [&](std::vector<CacheTie> &current) {
        for (const CacheTie &tie : ties) {
            if (std::ranges::none_of(current, [&](const CacheTie &one) { return one.isSameAs(tie); }))
                current.push_back(tie);
        }
    });
    return changed ? Result<void>{} : failure(changed);
}

Result<std::vector<CacheTie>> changeTies(const Home &home, const DatasetFolder &folder,
                                         const std::function<void(std::vector<CacheTie> &)> &change)
{
    const auto lock = RecordLock::acquire(home, folder.name());
    if (!lock)
        return failure(lock);
    auto ties = tiesOf(folder);
    if (!ties)
        return ties;
    const std::vector<CacheTie> before = *ties;
    change(*ties);
    if (*ties == before)
        return ties;
    QJsonArray list;
    for (const CacheTie &tie : *ties)
        list.append(toJson(tie));
    const QJsonObject fields{{u"schema"_s, schema}, {u"ties"_s, list}};
    if (auto written = writeAtomically(folder.layout().ties(), QJsonDocument(fields).toJson()); !written)
        return failure(written);
    return ties;
}

} // namespace larder

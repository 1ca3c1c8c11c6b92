#include "core/caches/cachecontents.h"

#include "core/dataset/jsonfields.h"

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array stateNames{
    std::pair{ItemState::Whole, "whole"_L1},       std::pair{ItemState::Partial, "partial"_L1},
    std::pair{ItemState::Ghost, "ghost"_L1},       std::pair{ItemState::Orphan, "orphan"_L1},
    std::pair{ItemState::Leftover, "leftover"_L1}, std::pair{ItemState::Writing, "writing"_L1},
    std::pair{ItemState::Outside, "outside"_L1},
};

} // namespace

QString cacheKindName(CacheKind kind)
{
    switch (kind) {
    case CacheKind::Joblib:
        return u"joblib"_s;
    case CacheKind::Fsspec:
        return u"fsspec"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString itemStateName(ItemState state)
{
    return nameOf(stateNames, state);
}

std::optional<ItemState> itemStateFromName(QStringView name)
{
    return valueOf<ItemState>(stateNames, name);
}

QStringList itemStateNames()
{
    QStringList names;
    for (const auto &[state, name] : stateNames)
        names << name;
    return names;
}

QString itemTitle(const CacheContents &contents, const CacheItem &item)
{
    if (item.function < 0)
        return item.name;
    const QString &function = contents.functions[size_t(item.function)].name;
    if (!item.hasMetadata)
        return function + u"(?) "_s + item.name;
    QStringList arguments;
    for (const CacheArgument &argument : item.arguments)
        arguments << argument.name + u'=' + argument.value + (argument.isCut ? u"…"_s : QString());
    return function + u'(' + arguments.join(u", "_s) + u')';
}

} // namespace larder

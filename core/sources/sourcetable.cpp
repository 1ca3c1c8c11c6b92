#include "core/sources/sourcetable.h"

#include "core/sources/address.h"
#include "core/sources/filesource.h"
#include "core/sources/httpsource.h"

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

struct SourceRow {
    QLatin1StringView scheme;
    Result<void> (*check)(const Address &address); ///< what only this adapter knows to refuse
    std::unique_ptr<Source> (*make)(const Address &address, const SourceContext &context);
};

Result<void> anyAddress(const Address &)
{
    return {};
}

std::unique_ptr<Source> makeFile(const Address &address, const SourceContext &)
{
    return makeFileSource(address);
}

std::unique_ptr<Source> makeHttp(const Address &address, const SourceContext &context)
{
    return makeHttpSource(address, context.http);
}

constexpr std::array sourceTable{
    SourceRow{"file"_L1, anyAddress, makeFile},
    SourceRow{"http"_L1, checkHttpAddress, makeHttp},
    SourceRow{"https"_L1, checkHttpAddress, makeHttp},
};

struct Place {
    Address address;
    const SourceRow &row;
};

Result<Place> placeOf(const Binding &binding, QDate day)
{
    Result<Address> address = parseAddress(binding.url, day);
    if (!address)
        return failure(address);
    const auto row = std::ranges::find(sourceTable, address->scheme, &SourceRow::scheme);
    if (row == sourceTable.end()) {
        return failure(ErrorKind::Invalid, u"nothing can be fetched by \"%1:\""_s.arg(address->scheme),
                       redactedAddress(binding.url),
                       u"the known schemes are %1; a path needs none"_s.arg(knownSchemes().join(", "_L1)));
    }
    if (const Result<void> checked = row->check(*address); !checked)
        return failure(checked);
    return Place{std::move(*address), *row};
}

} // namespace

Result<void> checkBinding(const Binding &binding)
{
    const QDate anyDay(2000, 2, 29);
    if (const Result<Place> place = placeOf(binding, anyDay); !place)
        return failure(place);
    if (const Result<Selection> selection = selectionOf(binding); !selection)
        return failure(selection);
    return {};
}

Result<std::unique_ptr<Source>> makeSource(const Binding &binding, const SourceContext &context)
{
    const Result<Place> place = placeOf(binding, context.day);
    if (!place)
        return failure(place);
    return place->row.make(place->address, context);
}

QString redactedAddress(const Binding &binding)
{
    return redactedAddress(binding.url);
}

QStringList knownSchemes()
{
    QStringList schemes;
    for (const SourceRow &row : sourceTable)
        schemes << row.scheme;
    return schemes;
}

} // namespace larder

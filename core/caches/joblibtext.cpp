#include "core/caches/joblibtext.h"

#include "core/caches/foreigntime.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype hashDigits = 32; // of an MD5
constexpr qsizetype longestValue = 4000; // the repr() of a table of data says no more to a person

bool isHex(char letter)
{
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
}

/// 0: not readable.
qint64 processId(QByteArrayView digits)
{
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber);
    return isNumber && number > 0 ? number : 0;
}

/// As app/python/src/larder/functions.py writes them.
std::optional<LarderTerms> termsOf(const QJsonValue &value)
{
    if (!value.isObject())
        return std::nullopt;
    const QJsonObject fields = value.toObject();
    LarderTerms terms;
    const QJsonObject snapshots = fields["snapshots"_L1].toObject();
    for (auto each = snapshots.begin(); each != snapshots.end(); ++each)
        terms.snapshots.insert(each.key(), each.value().toString());
    if (const QDate day = QDate::fromString(fields["day"_L1].toString(), Qt::ISODate); day.isValid()) {
        terms.day = day;
        terms.zone = fields["zone"_L1].toString().toUtf8();
        terms.dayBegins = QTime::fromString(fields["hour"_L1].toString(), u"HH:mm"_s);
    }
    if (terms.snapshots.isEmpty() && !terms.day)
        return std::nullopt;
    return terms;
}

} // namespace

std::optional<JoblibMetadata> readJoblibMetadata(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject fields = document.object();
    const QJsonValue arguments = fields["input_args"_L1];
    if (!arguments.isObject())
        return std::nullopt;
    JoblibMetadata metadata{.made = foreignInstant(fields["time"_L1]),
                            .took = foreignDuration(fields["duration"_L1]),
                            .arguments = {},
                            .terms = termsOf(fields["larder"_L1])};
    const QJsonObject byName = arguments.toObject();
    metadata.arguments.reserve(size_t(byName.size()));
    for (auto each = byName.begin(); each != byName.end(); ++each) {
        const QString value = each.value().toString();
        metadata.arguments.push_back({each.key(), value.left(longestValue), value.size() > longestValue});
    }
    return metadata;
}

ItemName itemNameOf(QByteArrayView name)
{
    if (name.size() < hashDigits || !std::ranges::all_of(name.first(hashDigits), isHex))
        return ItemName::None;
    return name.size() == hashDigits ? ItemName::Exact : ItemName::Prefixed;
}

std::optional<qint64> writerOf(QByteArrayView name)
{
    for (const QByteArrayView file : {QByteArrayView("output.pkl."), QByteArrayView("metadata.json.")}) {
        if (!name.startsWith(file))
            continue;
        const QByteArrayView rest = name.sliced(file.size());
        if (rest.startsWith("thread-")) { // up to joblib 1.5.1
            const qsizetype at = rest.indexOf("-pid-");
            return at < 0 ? 0 : processId(rest.sliced(at + 5));
        }
        if (itemNameOf(rest) == ItemName::Prefixed && rest[hashDigits] == '-') {
            const QByteArrayView numbers = rest.sliced(hashDigits + 1);
            return processId(numbers.first(std::max<qsizetype>(0, numbers.indexOf('-'))));
        }
    }
    return std::nullopt;
}

std::vector<CacheArgument> inOrderOf(const PythonParameters &parameters, std::vector<CacheArgument> arguments)
{
    const auto place = [&](const CacheArgument &argument) {
        const qsizetype at = parameters.names.indexOf(argument.name);
        return at < 0 ? parameters.names.size() : at;
    };
    std::ranges::stable_sort(arguments, {}, place);
    return arguments;
}

} // namespace larder

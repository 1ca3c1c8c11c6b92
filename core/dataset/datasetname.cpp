#include "core/dataset/datasetname.h"

#include <QHash>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestSlug = 64; // leaves room in 255-byte file names for what is written beside them

bool isLowerOrDigit(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

} // namespace

bool isSlug(QStringView text)
{
    return !text.isEmpty() && text.size() <= longestSlug && isLowerOrDigit(text.front())
        && std::ranges::all_of(
            text, [](QChar c) { return isLowerOrDigit(c) || c == u'.' || c == u'_' || c == u'-'; });
}

bool isSnapshotId(QStringView text)
{
    constexpr qsizetype length = 23; // yyyyMMddTHHmmssZ-xxxxxx
    return text.size() == length && text[8] == u'T' && text[15] == u'Z' && text[16] == u'-'
        && std::ranges::all_of(
               text, [](QChar c) { return isLowerOrDigit(c) || c == u'T' || c == u'Z' || c == u'-'; });
}

Result<DatasetName> DatasetName::parse(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    const QStringView customer = slash < 0 ? QStringView{} : text.first(slash);
    const QStringView dataset = slash < 0 ? QStringView{} : text.sliced(slash + 1);
    if (!isSlug(customer) || !isSlug(dataset)) {
        return failure(
            ErrorKind::Invalid, u"\"%1\" is not a dataset name"_s.arg(text), text.toString(),
            u"write customer/dataset, each of a-z 0-9 . _ - and at most 64 long, such as acme/shipments"_s);
    }
    return DatasetName{customer.toString(), dataset.toString()};
}

std::strong_ordering DatasetName::operator<=>(const DatasetName &other) const
{
    const int byCustomer = customer.compare(other.customer);
    return (byCustomer != 0 ? byCustomer : dataset.compare(other.dataset)) <=> 0;
}

size_t qHash(const DatasetName &name, size_t seed)
{
    return qHashMulti(seed, name.customer, name.dataset);
}

Result<SnapshotName> SnapshotName::parse(QStringView text)
{
    const qsizetype at = text.indexOf(u'@');
    const auto dataset = DatasetName::parse(at < 0 ? text : text.first(at));
    if (!dataset)
        return failure(dataset);
    if (at < 0)
        return SnapshotName{*dataset, {}};
    const QStringView snapshot = text.sliced(at + 1);
    if (!isSnapshotId(snapshot)) {
        return failure(ErrorKind::Invalid, u"\"%1\" is not a snapshot"_s.arg(snapshot), text.toString(),
                       u"`larder history %1` lists them"_s.arg(dataset->text()));
    }
    return SnapshotName{*dataset, snapshot.toString()};
}

} // namespace larder

#include "core/catalog/rowform.h"

#include "core/dataset/jsonfields.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// The first line of a manifest is its header; a manifest without files is how we get at it.
QJsonValue headerOrNull(const std::optional<ManifestHeader> &header)
{
    if (!header)
        return {};
    const QByteArray text = toText(Manifest{.header = *header, .files = {}});
    return QString::fromUtf8(text.first(text.indexOf('\n')));
}

bool takeHeader(const QJsonValue &value, std::optional<ManifestHeader> &header)
{
    if (value.isNull())
        return true;
    const auto read = manifestHeaderFromText(value.toString().toUtf8());
    if (read)
        header = *read;
    return read.has_value();
}

} // namespace

QByteArray contentOf(const DatasetRow &row)
{
    const QJsonObject json{
        {u"customer"_s, toJson(row.customer)},
        {u"binding"_s, toJson(row.binding)},
        {u"record"_s, toJson(row.record)},
        {u"newest"_s, headerOrNull(row.newest)},
        {u"current"_s, row.current == row.newest ? QJsonValue() : headerOrNull(row.current)},
        {u"current_is_newest"_s, row.current == row.newest},
        {u"fault"_s, row.fault ? QJsonValue(toJson(*row.fault)) : QJsonValue()}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

bool takeContent(const QByteArray &content, DatasetRow &row)
{
    const QJsonObject json = QJsonDocument::fromJson(content).object();
    const auto customer = customerFromJson(json["customer"_L1].toObject());
    const auto binding = bindingFromJson(json["binding"_L1].toObject());
    const auto record = recordFromJson(json["record"_L1].toObject());
    if (!customer || !binding || !record || !takeHeader(json["newest"_L1], row.newest)
        || !takeHeader(json["current"_L1], row.current))
        return false;
    if (json["current_is_newest"_L1].toBool())
        row.current = row.newest;
    row.customer = *customer;
    row.binding = *binding;
    row.record = *record;
    if (json["fault"_L1].isObject())
        row.fault = errorFromJson(json["fault"_L1].toObject());
    return true;
}

QString rowForm()
{
    DatasetRow sample;
    sample.newest.emplace();
    const QByteArray fields =
        QCryptographicHash::hash(contentOf(sample), QCryptographicHash::Sha1).toHex().first(12);
    return QStringLiteral(LARDER_VERSION) + u'-' + QString::fromLatin1(fields);
}

} // namespace larder

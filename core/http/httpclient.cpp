#include "core/http/httpclient.h"

namespace larder {

namespace {

/// `take` tells whether to go on.
template <typename Take>
void eachValue(QByteArrayView rest, QByteArrayView name, const Take &take)
{
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('\n');
        const QByteArrayView line = end < 0 ? rest : rest.first(end);
        const bool isIt = line.size() > name.size() && line[name.size()] == ':'
            && line.first(name.size()).compare(name, Qt::CaseInsensitive) == 0;
        if (isIt && !take(line.sliced(name.size() + 1).trimmed()))
            return;
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    }
}

} // namespace

std::optional<QByteArray> HttpHead::field(QByteArrayView name) const
{
    std::optional<QByteArray> first;
    eachValue(fields, name, [&first](QByteArrayView value) {
        first = value.toByteArray();
        return false;
    });
    return first;
}

QByteArrayList HttpHead::fieldsNamed(QByteArrayView name) const
{
    QByteArrayList values;
    eachValue(fields, name, [&values](QByteArrayView value) {
        values << value.toByteArray();
        return true;
    });
    return values;
}

} // namespace larder

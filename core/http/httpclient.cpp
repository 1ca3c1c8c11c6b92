#include "core/http/httpclient.h"

namespace larder {

std::optional<QByteArray> HttpHead::field(QByteArrayView name) const
{
    QByteArrayView rest = fields;
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('\n');
        const QByteArrayView line = end < 0 ? rest : rest.first(end);
        if (line.size() > name.size() && line[name.size()] == ':'
            && line.first(name.size()).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(name.size() + 1).trimmed().toByteArray();
        if (end < 0)
            break;
        rest = rest.sliced(end + 1);
    }
    return std::nullopt;
}

} // namespace larder

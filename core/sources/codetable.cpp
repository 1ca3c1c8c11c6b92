#include "core/sources/codetable.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

std::optional<HttpFailure> failureByCode(std::span<const CodeRow> table, QByteArrayView code,
                                         const QString &subject)
{
    const auto row = std::ranges::find(table, QLatin1StringView(code), &CodeRow::code);
    if (row == table.end())
        return std::nullopt;
    return HttpFailure{Error{row->kind, row->message, subject, row->hint}, row->persistence};
}

HttpFailure failureByStatus(int status, const QString &subject)
{
    HttpFailure failure = statusFailure(status, {}, Credentials::NotSent, RetryAfter::NotGiven);
    failure.error.subject = subject;
    if (status == 429 || status == 503)
        failure.error.kind = ErrorKind::Throttled;
    if (status == 401)
        failure.error.kind = ErrorKind::SignInNeeded;
    if (status == 403)
        failure.error = {ErrorKind::Denied, u"the provider denies access"_s, subject, {}};
    return failure;
}

} // namespace larder

#include "core/credentials/awsdocument.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace larder {

using namespace Qt::StringLiterals;

Result<AwsKeys> awsKeysFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&object](QLatin1StringView name) { return object[name].toString().toUtf8(); };
    AwsKeys keys{.keyId = text("AccessKeyId"_L1), .secret = text("SecretAccessKey"_L1)};
    keys.sessionToken = object.contains("SessionToken"_L1) ? text("SessionToken"_L1) : text("Token"_L1);
    if (keys.keyId.isEmpty() || keys.secret.isEmpty())
        return failure(ErrorKind::Corrupt, u"what was printed is no AWS credentials"_s);
    if (const QString expiration = object["Expiration"_L1].toString(); !expiration.isEmpty()) {
        keys.expiresAt = fromIso(expiration);
        if (!keys.expiresAt)
            return failure(ErrorKind::Corrupt, u"the credentials do not say readably when they expire"_s);
    }
    return keys;
}

} // namespace larder

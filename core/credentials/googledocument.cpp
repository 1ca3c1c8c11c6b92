#include "core/credentials/googledocument.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto usualTokenEndpoint = "https://oauth2.googleapis.com/token";

} // namespace

Result<GoogleDocument> googleDocument(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&object](QLatin1StringView name) { return object[name].toString().toUtf8(); };
    const QByteArray type = text("type"_L1);
    GoogleDocument document{.clientId = text("client_id"_L1),
                            .clientSecret = text("client_secret"_L1),
                            .refreshToken = text("refresh_token"_L1),
                            .email = text("client_email"_L1),
                            .privateKey = text("private_key"_L1),
                            .privateKeyId = text("private_key_id"_L1),
                            .tokenEndpoint = text("token_uri"_L1),
                            .project = text("quota_project_id"_L1)};
    if (document.tokenEndpoint.isEmpty())
        document.tokenEndpoint = usualTokenEndpoint;
    if (document.project.isEmpty())
        document.project = text("project_id"_L1);
    const auto unusable = failure(ErrorKind::Corrupt, u"the file holds no Google credentials"_s);
    if (type == "authorized_user") {
        document.kind = GoogleDocument::Kind::User;
        return document.refreshToken.isEmpty() ? Result<GoogleDocument>(unusable) : document;
    }
    if (type == "service_account") {
        document.kind = GoogleDocument::Kind::ServiceAccount;
        const bool isWhole = !document.email.isEmpty() && !document.privateKey.isEmpty();
        return isWhole ? document : Result<GoogleDocument>(unusable);
    }
    return type.isEmpty() ? Result<GoogleDocument>(unusable) : document;
}

} // namespace larder

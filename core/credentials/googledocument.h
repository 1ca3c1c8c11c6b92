/// A credentials file as Google's own tools write and read it
/// (cloud.google.com/docs/authentication/application-default-credentials). Pure. Errors: Corrupt, never with
/// a word of the document in it.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace larder {

struct GoogleDocument {
    enum class Kind {
        User, ///< "authorized_user": gcloud auth application-default login
        ServiceAccount,
        ByGcloud, ///< external_account, impersonated_service_account, …: gcloud knows how
    };
    Kind kind = Kind::ByGcloud;
    QByteArray clientId;
    QByteArray clientSecret;
    QByteArray refreshToken;
    QByteArray email;
    QByteArray privateKey;
    QByteArray privateKeyId;
    QByteArray tokenEndpoint;
    QByteArray project; ///< who is charged: quota_project_id, else project_id; may be empty

    bool operator==(const GoogleDocument &) const = default;
};

[[nodiscard]] Result<GoogleDocument> googleDocument(const QByteArray &json);

} // namespace larder

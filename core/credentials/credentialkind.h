/// The kinds of credentials that a person may give a name: ONE row per kind, with the fields it is made of.
/// What asks for them (the command line, the dialog) and what keeps them read this table. Pure; any thread.
/// Words are English; translated in the context CredentialKind by who shows them.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

#include <optional>
#include <span>

namespace larder {

enum class CredentialKind {
    S3Keys,
    GoogleFile,
    AzureKey,
    AzureSignature,
    AzureApplication,
    WebPassword,
    WebToken,
};

enum class FieldForm {
    Open, ///< may be seen while it is written
    Secret,
    File, ///< a whole file, secret: its content is kept
};

struct CredentialField {
    QString name; ///< in what is kept
    const char *words = nullptr;
    FieldForm form = FieldForm::Secret;
    bool isOptional = false;
};

struct CredentialForm {
    CredentialKind kind;
    QString id; ///< as it is written and shown: "s3"
    const char *words = nullptr; ///< "access key of S3"
    QStringList schemes; ///< of the addresses that it opens
    QList<CredentialField> fields; ///< in the order in which they are asked for
};

/// By the name of the field.
using CredentialValues = QMap<QString, QByteArray>;

[[nodiscard]] std::span<const CredentialForm> credentialForms();
[[nodiscard]] const CredentialForm &formOf(CredentialKind kind);
/// nullptr: there is none.
[[nodiscard]] const CredentialForm *findCredentialForm(QStringView id);

/// What was written, without blanks around it, as it is kept. Errors: Invalid, which names the field and
/// holds no word of it.
[[nodiscard]] Result<CredentialValues> checkedCredential(const CredentialForm &form,
                                                         const CredentialValues &written);

/// a-z A-Z 0-9 . _ - @, at most 64.
[[nodiscard]] bool isCredentialName(QStringView text);

} // namespace larder

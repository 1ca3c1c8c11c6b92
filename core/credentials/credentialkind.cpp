#include "core/credentials/credentialkind.h"

#include "core/credentials/googledocument.h"

#include <QRegularExpression>
#include <QtTranslation>

#include <algorithm>
#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

const std::array table{
    CredentialForm{
        CredentialKind::S3Keys,
        u"s3"_s,
        QT_TRANSLATE_NOOP("CredentialKind", "access key of S3"),
        {u"s3"_s},
        {{u"access-key-id"_s, QT_TRANSLATE_NOOP("CredentialKind", "Access key ID"), FieldForm::Open},
         {u"secret-access-key"_s, QT_TRANSLATE_NOOP("CredentialKind", "Secret access key")},
         {u"session-token"_s, QT_TRANSLATE_NOOP("CredentialKind", "Session token"), FieldForm::Secret,
          true}}},
    CredentialForm{
        CredentialKind::GoogleFile,
        u"gs"_s,
        QT_TRANSLATE_NOOP("CredentialKind", "service account of Google Cloud"),
        {u"gs"_s},
        {{u"key-file"_s, QT_TRANSLATE_NOOP("CredentialKind", "Key file (JSON)"), FieldForm::File}}},
    CredentialForm{CredentialKind::AzureKey,
                   u"az-key"_s,
                   QT_TRANSLATE_NOOP("CredentialKind", "access key of an Azure storage account"),
                   {u"az"_s},
                   {{u"account-key"_s, QT_TRANSLATE_NOOP("CredentialKind", "Account key")}}},
    CredentialForm{CredentialKind::AzureSignature,
                   u"az-sas"_s,
                   QT_TRANSLATE_NOOP("CredentialKind", "shared access signature of Azure"),
                   {u"az"_s},
                   {{u"signature"_s, QT_TRANSLATE_NOOP("CredentialKind", "Shared access signature")}}},
    CredentialForm{CredentialKind::AzureApplication,
                   u"az-app"_s,
                   QT_TRANSLATE_NOOP("CredentialKind", "application of Entra ID"),
                   {u"az"_s},
                   {{u"tenant"_s, QT_TRANSLATE_NOOP("CredentialKind", "Tenant ID"), FieldForm::Open},
                    {u"client-id"_s, QT_TRANSLATE_NOOP("CredentialKind", "Client ID"), FieldForm::Open},
                    {u"client-secret"_s, QT_TRANSLATE_NOOP("CredentialKind", "Client secret")}}},
    CredentialForm{CredentialKind::WebPassword,
                   u"basic"_s,
                   QT_TRANSLATE_NOOP("CredentialKind", "user and password of a web server"),
                   {u"https"_s, u"http"_s},
                   {{u"user"_s, QT_TRANSLATE_NOOP("CredentialKind", "User"), FieldForm::Open},
                    {u"password"_s, QT_TRANSLATE_NOOP("CredentialKind", "Password")}}},
    CredentialForm{CredentialKind::WebToken,
                   u"bearer"_s,
                   QT_TRANSLATE_NOOP("CredentialKind", "token of a web server"),
                   {u"https"_s, u"http"_s},
                   {{u"token"_s, QT_TRANSLATE_NOOP("CredentialKind", "Token")}}},
};

std::unexpected<Error> notUsable(const CredentialField &field, const QString &hint = {})
{
    return failure(ErrorKind::Invalid, u"the %1 cannot be used"_s.arg(field.name), field.name, hint);
}

/// It goes into a header line, or is signed with: nothing may end that line.
bool isOneLine(const QByteArray &value)
{
    return std::ranges::none_of(value,
                                [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

Result<QByteArray> checkedValue(const CredentialField &field, const QByteArray &value)
{
    if (field.form == FieldForm::File) {
        const Result<GoogleDocument> document = googleDocument(value);
        if (!document || document->kind == GoogleDocument::Kind::ByGcloud) {
            return notUsable(field,
                             u"give the JSON file of a service account, or of `gcloud auth "
                             "application-default login`"_s);
        }
        return value;
    }
    if (!isOneLine(value) || !value.isValidUtf8())
        return notUsable(field);
    if (field.name == u"account-key") {
        const auto bytes = QByteArray::fromBase64Encoding(value, QByteArray::AbortOnBase64DecodingErrors);
        return bytes && !(*bytes).isEmpty() ? Result<QByteArray>(value)
                                            : notUsable(field, u"it is text in base64"_s);
    }
    if (field.name == u"signature") {
        const QByteArray signature = value.startsWith('?') ? value.sliced(1) : value;
        return signature.contains("sig=")
            ? Result<QByteArray>(signature)
            : notUsable(field, u"give the part of the address behind its question mark: sv=…&sig=…"_s);
    }
    if (field.name == u"user" && value.contains(':'))
        return notUsable(field, u"a user has no colon"_s);
    return value;
}

} // namespace

std::span<const CredentialForm> credentialForms()
{
    return table;
}

const CredentialForm &formOf(CredentialKind kind)
{
    const auto *const form = std::ranges::find(table, kind, &CredentialForm::kind);
    Q_ASSERT(form != table.end());
    return *form;
}

const CredentialForm *findCredentialForm(QStringView id)
{
    const auto *const form = std::ranges::find(table, id, &CredentialForm::id);
    return form == table.end() ? nullptr : &*form;
}

Result<CredentialValues> checkedCredential(const CredentialForm &form, const CredentialValues &written)
{
    CredentialValues values;
    for (const CredentialField &field : form.fields) {
        const QByteArray value = written.value(field.name).trimmed();
        if (value.isEmpty() && field.isOptional)
            continue;
        if (value.isEmpty()) {
            return failure(ErrorKind::Invalid, u"the %1 is missing"_s.arg(field.name), field.name, {});
        }
        Result<QByteArray> checked = checkedValue(field, value);
        if (!checked)
            return failure(checked);
        values[field.name] = std::move(*checked);
    }
    return values;
}

bool isCredentialName(QStringView text)
{
    static const QRegularExpression form(u"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$"_s);
    return form.matchView(text).hasMatch();
}

} // namespace larder

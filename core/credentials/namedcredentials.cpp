#include "core/credentials/namedcredentials.h"

#include "core/base/atomicfile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int schema = 1;
constexpr auto fileEnd = ".json"_L1;

QString randomMark()
{
    return QString::number(QRandomGenerator::system()->generate(), 16).rightJustified(8, u'0');
}

QByteArray toFile(const NamedCredential &credential)
{
    return QJsonDocument(QJsonObject{{u"schema"_s, schema},
                                     {u"kind"_s, formOf(credential.kind).id},
                                     {u"item"_s, credential.item},
                                     {u"edition"_s, credential.edition}})
        .toJson();
}

std::optional<NamedCredential> fromFile(const QString &name, const QByteArray &content)
{
    const QJsonObject json = QJsonDocument::fromJson(content).object();
    const CredentialForm *form = findCredentialForm(json["kind"_L1].toString());
    const QString item = json["item"_L1].toString();
    if (!form || item.isEmpty())
        return std::nullopt;
    return NamedCredential{name, form->kind, item, json["edition"_L1].toString()};
}

QByteArray toSecret(const CredentialValues &values)
{
    QJsonObject json;
    for (const auto &[name, value] : values.asKeyValueRange())
        json[name] = QString::fromUtf8(value);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

CredentialValues fromSecret(const QByteArray &secret)
{
    CredentialValues values;
    const QJsonObject json = QJsonDocument::fromJson(secret).object();
    for (auto field = json.begin(); field != json.end(); ++field)
        values[field.key()] = field.value().toString().toUtf8();
    return values;
}

} // namespace

NamedCredentials::NamedCredentials(QString folder, Keyring &keyring)
    : m_folder(std::move(folder)),
      m_keyring(keyring)
{ }

QString NamedCredentials::fileOf(const QString &name) const
{
    return m_folder + u'/' + name + fileEnd;
}

QList<NamedCredential> NamedCredentials::list() const
{
    QList<NamedCredential> credentials;
    for (QString name : QDir(m_folder).entryList({u'*' + fileEnd}, QDir::Files, QDir::Name)) {
        name.chop(fileEnd.size());
        if (const auto found = find(name); found && *found)
            credentials << **found;
    }
    return credentials;
}

Result<std::optional<NamedCredential>> NamedCredentials::find(const QString &name) const
{
    if (!isCredentialName(name))
        return std::nullopt;
    const auto content = readWhole(fileOf(name));
    if (!content)
        return failure(content);
    if (!*content)
        return std::nullopt;
    const std::optional<NamedCredential> credential = fromFile(name, **content);
    if (!credential) {
        return failure(ErrorKind::Corrupt, u"the file of the credentials \"%1\" is not readable"_s.arg(name),
                       fileOf(name), u"remove it, then keep them again"_s);
    }
    return credential;
}

Result<CredentialValues> NamedCredentials::read(const NamedCredential &credential,
                                                const std::stop_token &stop) const
{
    const auto secret = m_keyring.read(credential.item, stop);
    if (!secret && secret.error().kind == ErrorKind::SignInNeeded) {
        Error error = secret.error();
        error.message = u"the credentials \"%1\" cannot be read: %2"_s.arg(credential.name, error.message);
        return std::unexpected(std::move(error));
    }
    if (!secret)
        return failure(secret);
    const CredentialForm &form = formOf(credential.kind);
    const auto values = *secret ? checkedCredential(form, fromSecret(**secret))
                                : Result<CredentialValues>(CredentialValues());
    if (!values || values->isEmpty()) {
        return failure(
            ErrorKind::SignInNeeded,
            u"the desktop keyring does not hold the credentials \"%1\" any more"_s.arg(credential.name), {},
            renewalOf(credential));
    }
    return values;
}

Result<void> NamedCredentials::keep(const QString &name, const CredentialForm &form,
                                    const CredentialValues &written, const std::stop_token &stop)
{
    if (!isCredentialName(name)) {
        return failure(ErrorKind::Invalid, u"\"%1\" is no name for credentials"_s.arg(name), name,
                       u"write letters, digits, . _ - and @, at most 64, such as acme-exports"_s);
    }
    const auto former = find(name);
    if (former && *former && (*former)->kind != form.kind) {
        return failure(ErrorKind::Invalid,
                       u"the credentials \"%1\" are of the kind %2"_s.arg(name, formOf((*former)->kind).id),
                       name, u"`larder credentials remove %1` first, or choose another name"_s.arg(name));
    }
    const auto values = checkedCredential(form, written);
    if (!values)
        return failure(values);
    // Two homes may have one name each: the mark keeps their items apart.
    const bool isKnown = former && *former;
    const QString item = isKnown ? (*former)->item : name + u' ' + randomMark();
    if (const auto kept = m_keyring.write(item, toSecret(*values), stop); !kept)
        return kept;
    if (const auto made = makeDirectory(m_folder); !made)
        return made;
    return writeAtomically(fileOf(name), toFile({name, form.kind, item, randomMark()}));
}

Result<void> NamedCredentials::remove(const QString &name, const std::stop_token &stop)
{
    const auto credential = find(name);
    if (!credential)
        return failure(credential);
    if (!*credential) {
        return failure(ErrorKind::NotFound,
                       u"there are no credentials \"%1\" in the desktop keyring"_s.arg(name), name,
                       u"`larder credentials list` shows those there are"_s);
    }
    if (const auto removed = m_keyring.remove((*credential)->item, stop); !removed)
        return removed;
    if (!QFile::remove(fileOf(name)) && QFile::exists(fileOf(name)))
        return failure(ErrorKind::Storage, u"cannot remove the file"_s, fileOf(name));
    return flushDirectory(m_folder);
}

Result<QByteArray> keyFileContent(const QString &path)
{
    QString place = path.trimmed();
    if (place.startsWith("~/"_L1))
        place.replace(0, 1, QDir::homePath());
    const auto content = readWhole(place);
    if (!content)
        return failure(content);
    if (!*content)
        return failure(ErrorKind::NotFound, u"there is no such file"_s, place, {});
    return **content;
}

Result<FoundName> findName(const NamedCredentials *named, const SignInName &who,
                           const std::function<bool(const QString &)> &isProfile)
{
    if (who.credentials.isEmpty())
        return FoundName{{}, who.profile, who.profile};
    const auto kept = named ? named->find(who.credentials) : Result<std::optional<NamedCredential>>();
    if (!kept)
        return failure(kept);
    if (*kept) // no profile is called so
        return FoundName{*kept, {}, u"\nkeyring "_s + (*kept)->name + u'\n' + (*kept)->edition};
    if (!isProfile(who.credentials)) {
        return failure(ErrorKind::SignInNeeded,
                       u"there are no credentials \"%1\", neither in the desktop keyring nor of the "
                       "provider's own"_s.arg(who.credentials),
                       {}, u"`larder credentials list` shows those there are"_s);
    }
    return FoundName{{}, who.credentials, who.credentials};
}

QString originOf(const NamedCredential &credential)
{
    return u"\"%1\" in the desktop keyring"_s.arg(credential.name);
}

QString renewalOf(const NamedCredential &credential)
{
    return u"keep new ones with `larder credentials add %1`"_s.arg(credential.name);
}

std::unexpected<Error> isOfAnotherKind(const NamedCredential &credential)
{
    return failure(ErrorKind::SignInNeeded,
                   u"the credentials \"%1\" are for another kind of place"_s.arg(credential.name), {},
                   u"`larder credentials list` shows those there are"_s);
}

} // namespace larder

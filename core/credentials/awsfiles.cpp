#include "core/credentials/awsfiles.h"

#include <QDir>
#include <QFile>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

using Section = QMap<QString, QString>; ///< nested keys as "s3.endpoint_url"

/// The last of two equal keys wins; a key continues below an indented line only as a nested key.
QMap<QString, Section> readSections(const QString &text)
{
    QMap<QString, Section> sections;
    Section *section = nullptr;
    QString parent;
    for (const QString &raw : text.split(u'\n')) {
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';'))
            continue;
        if (line.startsWith(u'[')) {
            const qsizetype end = line.indexOf(u']');
            section = end < 0 ? nullptr : &sections[splitCommandLine(line.sliced(1, end - 1)).join(u' ')];
            parent.clear();
            continue;
        }
        const qsizetype equals = line.indexOf(u'=');
        if (!section || equals < 0)
            continue;
        const QString key = line.first(equals).trimmed().toLower();
        const QString value = line.sliced(equals + 1).trimmed();
        const bool isNested = raw.at(0).isSpace() && !parent.isEmpty();
        section->insert(isNested ? QString(parent + u'.' + key) : key, value);
        if (!isNested)
            parent = value.isEmpty() ? key : QString();
    }
    return sections;
}

bool hasAny(const Section &section, std::initializer_list<QLatin1StringView> keys)
{
    return std::ranges::any_of(keys, [&](QLatin1StringView key) { return section.contains(key); });
}

void addStaticKeys(AwsProfile &profile, const Section &section)
{
    if (!hasAny(section, {"aws_access_key_id"_L1}) || !profile.keyId.isEmpty())
        return;
    profile.keyId = section.value(u"aws_access_key_id"_s);
    profile.secret = section.value(u"aws_secret_access_key"_s);
    profile.sessionToken = section.value(u"aws_session_token"_s);
}

void addRest(AwsProfile &profile, const Section &section)
{
    const auto take = [&section](QString &member, const QString &key) {
        if (member.isEmpty())
            member = section.value(key);
    };
    take(profile.region, u"region"_s);
    take(profile.endpoint, u"endpoint_url"_s);
    take(profile.credentialProcess, u"credential_process"_s);
    profile.isSingleSignOn =
        profile.isSingleSignOn || hasAny(section, {"sso_session"_L1, "sso_start_url"_L1, "login_session"_L1});
    profile.needsAwsCommand = profile.needsAwsCommand || profile.isSingleSignOn
        || hasAny(section, {"role_arn"_L1, "web_identity_token_file"_L1, "credential_source"_L1});
}

QString textOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxAwsFileBytes)
        return {};
    return QString::fromUtf8(file.read(maxAwsFileBytes));
}

} // namespace

AwsFiles parseAwsFiles(const QString &config, const QString &credentials)
{
    const QMap<QString, Section> inConfig = readSections(config);
    const QMap<QString, Section> inCredentials = readSections(credentials);
    AwsFiles files;
    for (auto [name, section] : inCredentials.asKeyValueRange()) {
        AwsProfile &profile = files.profiles[name];
        profile.name = name;
        addStaticKeys(profile, section);
        addRest(profile, section);
    }
    for (auto [title, section] : inConfig.asKeyValueRange()) {
        const bool isProfile = title == "default"_L1 || title.startsWith("profile "_L1);
        if (!isProfile)
            continue;
        const QString name = title.startsWith("profile "_L1) ? title.sliced(8) : title;
        AwsProfile &profile = files.profiles[name];
        profile.name = name;
        if (const QString services = section.value(u"services"_s); !services.isEmpty())
            profile.endpoint =
                inConfig.value(u"services "_s + services).value(u"s3.endpoint_url"_s, profile.endpoint);
        addStaticKeys(profile, section);
        addRest(profile, section);
    }
    return files;
}

AwsFiles loadAwsFiles(const QProcessEnvironment &environment)
{
    const QString home = environment.value(u"HOME"_s, QDir::homePath());
    const auto place = [&](const QString &variable, const QString &name) {
        const QString chosen = environment.value(variable);
        if (chosen.startsWith("~/"_L1))
            return QString(home + chosen.sliced(1));
        return chosen.isEmpty() ? QString(home + u"/.aws/"_s + name) : chosen;
    };
    return parseAwsFiles(textOf(place(u"AWS_CONFIG_FILE"_s, u"config"_s)),
                         textOf(place(u"AWS_SHARED_CREDENTIALS_FILE"_s, u"credentials"_s)));
}

QStringList splitCommandLine(const QString &line)
{
    QStringList words;
    QString word;
    bool isOpen = false; // an empty pair of quotes is a word, too
    QChar quote;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (c == u'\\' && quote != u'\'' && i + 1 < line.size()) {
            word += line[++i];
            isOpen = true;
        } else if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            isOpen = true;
        } else if (c.isSpace()) {
            if (isOpen)
                words << std::exchange(word, {});
            isOpen = false;
        } else {
            word += c;
            isOpen = true;
        }
    }
    if (isOpen)
        words << word;
    return words;
}

} // namespace larder

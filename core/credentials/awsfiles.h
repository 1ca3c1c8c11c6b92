/// What `~/.aws/config` and `~/.aws/credentials` say, as far as reading from S3 needs it
/// (docs.aws.amazon.com/sdkref/latest/guide/file-format.html). Pure but for loadAwsFiles; any thread. Own
/// reader: QSettings gives `%`, `\`, `;` and `,` a meaning of its own. What cannot be read is passed over, as
/// the provider's own tools do.
#pragma once

#include <QMap>
#include <QProcessEnvironment>
#include <QStringList>

#include <optional>

namespace larder {

struct AwsProfile {
    QString name;
    QString keyId; ///< static keys, or those of a session that another tool wrote
    QString secret;
    QString sessionToken;
    QString region;
    QString endpoint; ///< of S3: from the profile's services section, else the profile's own
    QString credentialProcess; ///< a command line that prints keys
    bool isSingleSignOn = false;
    bool needsAwsCommand = false; ///< SSO, assumed roles, web identity: what the aws command alone resolves

    bool operator==(const AwsProfile &) const = default;
};

struct AwsFiles {
    QMap<QString, AwsProfile> profiles; ///< by name
};

/// A longer file is no configuration, and is not read.
inline constexpr qint64 maxAwsFileBytes = 4 * 1024 * 1024;

[[nodiscard]] AwsFiles parseAwsFiles(const QString &config, const QString &credentials);
/// Where AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE say, else in `~/.aws`. What is not there is empty.
[[nodiscard]] AwsFiles loadAwsFiles(const QProcessEnvironment &environment);

/// A command line as a shell splits it: blanks, both quotes, backslashes; nothing is expanded.
[[nodiscard]] QStringList splitCommandLine(const QString &line);

} // namespace larder

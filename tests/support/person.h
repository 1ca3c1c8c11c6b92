/// A person's home and environment, as a provider's own tools find them; everything else of this machine is
/// out of sight.
#pragma once

#include "core/base/clock.h"
#include "core/http/curlclientfactory.h"
#include "core/http/ratelimiter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace larder::test {

struct Person {
    QTemporaryDir home;
    QProcessEnvironment environment;
    RateLimiter limiter;
    CurlClientFactory http;

    explicit Person(const HttpOptions &options = {}) : http(options, limiter)
    {
        environment.insert(QStringLiteral("HOME"), home.path());
        environment.insert(QStringLiteral("PATH"),
                           home.filePath(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin"));
        environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
        environment.insert(QStringLiteral("NO_GCE_CHECK"), QStringLiteral("true"));
    }
    /// Below the home, with its directories.
    void write(const QString &name, const QByteArray &content, bool isProgram = false) const
    {
        const QString path = home.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
        file.close();
        if (isProgram)
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    /// A program in PATH that counts its calls.
    void program(const QString &name, const QByteArray &body) const
    {
        const QByteArray counting =
            "#!/bin/sh\necho \"$*\" >>" + home.filePath(QStringLiteral("calls")).toUtf8() + "\n";
        write(QStringLiteral("bin/") + name, counting + body + "\n", true);
    }
    [[nodiscard]] QByteArrayList calls() const
    {
        QFile file(home.filePath(QStringLiteral("calls")));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QByteArrayList();
    }
};

} // namespace larder::test

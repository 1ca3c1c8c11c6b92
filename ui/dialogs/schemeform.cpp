#include "ui/dialogs/schemeform.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr char context[] = "SchemeForm";

struct Row {
    QLatin1StringView scheme;
    const char *title;
    const char *advice;
    std::initializer_list<const char *> openKeys;
};

constexpr auto webTitle = QT_TRANSLATE_NOOP("SchemeForm", "Files on a web server");
constexpr auto webAdvice = QT_TRANSLATE_NOOP("SchemeForm",
                                             "A page that lists files, or one file. The end may be a "
                                             "pattern, such as /exports/*.csv, and {yyyy-MM-dd} "
                                             "anywhere in the path means the day.");

const Row rows[] = {
    {"file"_L1,
     QT_TRANSLATE_NOOP("SchemeForm", "A folder or file on this computer"),
     QT_TRANSLATE_NOOP(
         "SchemeForm",
         "Everything below a folder belongs to it. The end may be a pattern, such as /data/*.csv, "
         "and {yyyy-MM-dd} anywhere in the path means the day."),
     {"include", "exclude"}},
    {"http"_L1, webTitle, webAdvice, {"include", "exclude"}},
    {"s3"_L1,
     QT_TRANSLATE_NOOP("SchemeForm", "A bucket of S3"),
     QT_TRANSLATE_NOOP("SchemeForm",
                       "On AWS, or on any store that speaks S3. The end may be a pattern, such as "
                       "s3://bucket/daily/*.csv, and {yyyy-MM-dd} anywhere below the bucket means the day."),
     {"credentials", "endpoint", "anonymous", "include", "exclude"}},
    {"gs"_L1,
     QT_TRANSLATE_NOOP("SchemeForm", "A bucket of Google Cloud Storage"),
     QT_TRANSLATE_NOOP("SchemeForm",
                       "Signed in as gcloud is. The end may be a pattern, such as gs://bucket/daily/*.csv, "
                       "and {yyyy-MM-dd} anywhere below the bucket means the day."),
     {"credentials", "anonymous", "include", "exclude"}},
    {"az"_L1,
     QT_TRANSLATE_NOOP("SchemeForm", "A container of Azure Blob Storage"),
     QT_TRANSLATE_NOOP(
         "SchemeForm",
         "Signed in as the az command is, or by the environment. The end may be a pattern, such "
         "as az://account/container/daily/*.csv, and {yyyy-MM-dd} anywhere below the container "
         "means the day."),
     {"credentials", "anonymous", "include", "exclude"}},
    {"sftp"_L1,
     QT_TRANSLATE_NOOP("SchemeForm", "Files on a host by SFTP"),
     QT_TRANSLATE_NOOP(
         "SchemeForm",
         "Signed in as ssh is: by your keys, where known_hosts knows the host. The end may be a "
         "pattern, such as sftp://me@host/exports/*.csv, /~/ is your own folder there, and "
         "{yyyy-MM-dd} anywhere in the path means the day."),
     {"include", "exclude"}},
    {"rclone"_L1,
     QT_TRANSLATE_NOOP("SchemeForm", "A remote of rclone"),
     QT_TRANSLATE_NOOP(
         "SchemeForm",
         "Google Drive, Dropbox, WebDAV, FTP and whatever else your rclone is set up for. The end "
         "may be a pattern, such as rclone:acme:exports/*.csv, and {yyyy-MM-dd} anywhere in the "
         "path means the day."),
     {"include", "exclude"}},
    {"command"_L1,
     QT_TRANSLATE_NOOP("SchemeForm", "A command of your own"),
     QT_TRANSLATE_NOOP("SchemeForm",
                       "The shell runs it on this computer, as you. What it leaves in the directory "
                       "$LARDER_OUT is the dataset. It is not run before you say so."),
     {"time-limit", "include", "exclude"}},
    {"https"_L1, webTitle, webAdvice, {"include", "exclude"}},
};

} // namespace

QString schemeOf(const QString &address)
{
    if (address.startsWith(u'/') || address.startsWith(u'~'))
        return u"file"_s;
    static const QRegularExpression form(u"^([A-Za-z][A-Za-z0-9+.-]*):"_s);
    return form.match(address).captured(1).toLower();
}

SchemeForm schemeForm(const QString &address)
{
    const auto *row = std::ranges::find(rows, schemeOf(address), &Row::scheme);
    if (row == std::end(rows))
        return {};
    SchemeForm form{QCoreApplication::translate(context, row->title),
                    QCoreApplication::translate(context, row->advice),
                    {}};
    for (const char *key : row->openKeys)
        form.openKeys << QString::fromLatin1(key);
    return form;
}

} // namespace larder

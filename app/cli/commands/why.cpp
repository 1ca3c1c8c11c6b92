#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "app/cli/rows.h"
#include "core/caches/keeping.h"
#include "core/freshness/usualupload.h"
#include "core/sources/address.h"
#include "core/wording/bindingwords.h"
#include "core/wording/runwords.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// What the person asked for when binding it, in words.
QStringList bindingLines(const DatasetRow &row, const std::optional<UsualUpload> &usual)
{
    const Binding &binding = row.binding;
    QStringList lines{u"source: %1"_s.arg(redactedAddress(binding.url)),
                      u"policy: %1, zone %2%3"_s.arg(policyInWords(binding.policy),
                                                     QString::fromLatin1(binding.zone),
                                                     binding.hasOwnZone ? u""_s : u" (its customer's)"_s)};
    if (!binding.expect.isEmpty())
        lines << u"upload expected: %1"_s.arg(expectInWords(binding.expect));
    else if (usual)
        lines << u"%1 (%2), learned from %3 of the last %4 days"_s
                     .arg(usualUploadInWords(usual->by), QString::fromLatin1(binding.zone))
                     .arg(usual->days)
                     .arg(learningDays);
    lines << u"looked at in the background: %1"_s.arg(recheckInWords(recheckInForce(binding)));
    return lines;
}

QStringList runLines(const DatasetRow &row)
{
    if (!row.record.lastRun)
        return {};
    const qint64 files = row.newest ? row.newest->files : 0;
    return {u"last run: %1"_s.arg(runSentence(*row.record.lastRun, files, row.record.hold))};
}

Result<ExitCode> explain(Session &session, const QString &word)
{
    const auto composition = session.open(Access::Read, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto folder = namedDataset(**composition, word);
    if (!folder)
        return failure(folder);
    const auto rows = judgedRows(**composition, {folder->name()});
    if (rows.empty())
        return failure(ErrorKind::NotFound, u"there is no dataset \"%1\""_s.arg(word), word);
    const JudgedRow &judged = rows.front();
    if (judged.row.fault)
        return std::unexpected(*judged.row.fault);
    const Reader reader = readerOf(**composition, judged.row.binding);
    const QStringList sentences = why(judged.verdict, reader);
    const QStringList troubles = keepingTroubles(*folder);
    const auto usual = usualUpload(judged.row.record.uploads, reader.customerZone, reader.now);
    Output &output = session.output();
    output.result(
        u"%1 is %2"_s.arg(word, coloured(stateWord(judged.verdict.state), Colour::Bold, output.out())));
    for (const QStringList &lines :
         {sentences, runLines(judged.row), troubles, bindingLines(judged.row, usual)}) {
        for (const QString &line : lines)
            output.result(withoutControls(u"  "_s + line));
    }
    QJsonObject json = statusJson(judged.row, judged.verdict, currentPath(**composition, judged));
    json.insert(u"sentences"_s, QJsonArray::fromStringList(sentences));
    json.insert(u"reasons"_s, reasonsJson(judged.verdict));
    json.insert(u"cache_troubles"_s, QJsonArray::fromStringList(troubles));
    json.insert(u"usual_upload"_s, usualUploadJson(usual));
    output.json(json);
    return ExitCode::Done;
}

} // namespace

Action declareWhy(CLI::App &command)
{
    auto word = std::make_shared<QString>();
    command.add_option("NAME", *word, "customer/dataset")->required();
    return [word](Session &session) { return explain(session, *word); };
}

} // namespace larder

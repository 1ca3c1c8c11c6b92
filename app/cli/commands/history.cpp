#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/naming.h"
#include "core/wording/quantities.h"

namespace larder {

using namespace Qt::StringLiterals;

namespace {

QString marks(const ManifestHeader &header, const Record &record)
{
    QStringList words;
    if (header.id == record.current())
        words << u"current"_s;
    if (header.id == record.newest)
        words << u"newest"_s;
    if (header.id == record.hold)
        words << u"held"_s;
    if (record.pins.contains(header.id))
        words << u"pinned"_s;
    return words.join(u", "_s);
}

Result<ExitCode> history(Session &session, const QString &word)
{
    const auto composition = session.open(Access::Read, Scope::Named);
    if (!composition)
        return failure(composition);
    const auto folder = namedDataset(**composition, word);
    if (!folder)
        return failure(folder);
    const auto record = folder->record();
    if (!record)
        return failure(record);
    const auto snapshots = folder->snapshots();
    if (!snapshots)
        return failure(snapshots);
    const QTimeZone zone = QTimeZone::systemTimeZone();
    TextTable table({{u"SNAPSHOT"_s},
                     {u"FETCHED"_s},
                     {u"UPLOADED"_s},
                     {u"FILES"_s, Align::Right},
                     {u"SIZE"_s, Align::Right},
                     {u"MARKS"_s},
                     {u"BECAUSE"_s, Align::Left, true}});
    QJsonArray array;
    for (const ManifestHeader &header : *snapshots) {
        table.addRow({header.id,
                      instantText(header.createdAt, zone),
                      header.uploadedAt ? instantText(*header.uploadedAt, zone) : u"–"_s,
                      QString::number(header.files),
                      byteSizeText(header.bytes),
                      {marks(header, *record), Colour::Bold},
                      header.because});
        array.append(snapshotJson(header, *record));
    }
    session.output().json({{u"dataset"_s, word}, {u"snapshots"_s, array}});
    if (table.isEmpty())
        session.output().told(u"%1: nothing fetched yet"_s.arg(word));
    else
        session.output().result(table);
    return ExitCode::Done;
}

} // namespace

Action declareHistory(CLI::App &command)
{
    auto word = std::make_shared<QString>();
    command.add_option("NAME", *word, "customer/dataset")->required();
    return [word](Session &session) { return history(session, *word); };
}

} // namespace larder

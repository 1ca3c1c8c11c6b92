#include "app/cli/argument.h"
#include "app/cli/commands/commands.h"
#include "app/cli/jsonforms.h"
#include "app/cli/progressdisplay.h"
#include "app/cli/suggestion.h"
#include "core/dataset/jsonfields.h"
#include "core/store/move.h"
#include "core/wording/quantities.h"

#include <QDir>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto runTimeout = 30s; // runs that are going may end first

Error unknownKey(const QString &key)
{
    QStringList names{u"store"_s};
    for (const SettingKey &each : settingKeys())
        names << each.name;
    const QString near = nearestWord(key, names);
    return {ErrorKind::Invalid, u"there is no setting \"%1\""_s.arg(key), key,
            near.isEmpty() ? u"settings are %1"_s.arg(names.join(u", "_s))
                           : u"did you mean \"%1\"?"_s.arg(near)};
}

Result<ExitCode> showAll(Session &session, Composition &composition)
{
    TextTable table({{u"SETTING"_s}, {u"VALUE"_s}, {u"MEANS"_s, Align::Left, true}});
    QJsonObject settings;
    for (const SettingKey &key : settingKeys()) {
        const QString value = key.print(composition.settings());
        table.addRow({key.name, value, key.help});
        settings.insert(key.name, value);
    }
    table.addRow({u"store"_s, composition.home().storeRoot(), u"where the bytes lie"_s});
    settings.insert(u"store"_s, composition.home().storeRoot());
    session.output().result(table);
    session.output().json({{u"settings"_s, settings},
                           {u"data"_s, composition.home().data().root()},
                           {u"file"_s, settingsFile().value_or(QString())}});
    return ExitCode::Done;
}

Result<ExitCode> showOne(Session &session, Composition &composition, const QString &name)
{
    const SettingKey *key = findSettingKey(name);
    if (!key && name != u"store")
        return std::unexpected(unknownKey(name));
    const QString value = key ? key->print(composition.settings()) : composition.home().storeRoot();
    session.output().result(value);
    session.output().json({{u"settings"_s, QJsonObject{{name, value}}}});
    return ExitCode::Done;
}

Result<ExitCode> moveTo(Session &session, Composition &composition, const QString &place)
{
    if (const auto writable = composition.requireWritableTime(); !writable)
        return failure(writable);
    if (place.isEmpty()) { // would be where we stand
        return failure(ErrorKind::Invalid, u"the store cannot lie at \"\""_s, u"store"_s,
                       u"write store=DIRECTORY"_s);
    }
    const QString target = QDir::cleanPath(QDir().absoluteFilePath(place));
    Output &output = session.output();
    const auto moved = [&] {
        ProgressDisplay display(output);
        return moveStore(
            composition.home(), target, runTimeout, composition.clock().now(),
            [&](const MoveProgress &p) { display.showBytes(u"move"_s, p.bytesDone, p.bytesTotal); },
            session.stop());
    }();
    if (!moved)
        return failure(moved);
    if (moved->from == moved->to) {
        output.told(u"the store lies at %1 already"_s.arg(moved->to));
        output.json({{u"settings"_s, QJsonObject{{u"store"_s, moved->to}}}});
        return ExitCode::Done;
    }
    output.told(u"moved the store from %1 to %2: %3, %4"_s.arg(
        moved->from, moved->to, fileCountText(moved->files), byteSizeText(moved->bytes)));
    output.told(u"who reads at the old place reads on; it is removed after %1"_s.arg(
        instantText(moved->oldPlaceGoesAt, QTimeZone::systemTimeZone())));
    output.json({{u"settings"_s, QJsonObject{{u"store"_s, moved->to}}},
                 {u"from"_s, moved->from},
                 {u"files"_s, moved->files},
                 {u"bytes"_s, moved->bytes},
                 {u"old_place_goes_at"_s, toIso(moved->oldPlaceGoesAt)}});
    return ExitCode::Done;
}

Result<ExitCode> change(Session &session, Composition &composition, const QString &name, const QString &value)
{
    if (name == u"store")
        return moveTo(session, composition, value);
    const SettingKey *key = findSettingKey(name);
    if (!key)
        return std::unexpected(unknownKey(name));
    if (const auto parsed = key->check(value); !parsed)
        return failure(parsed);
    const auto kept = changeSettings([&](Settings &settings) { (void)key->set(settings, value); }, name);
    if (!kept)
        return failure(kept);
    session.output().told(u"%1 = %2"_s.arg(name, key->print(*kept)));
    session.output().json({{u"settings"_s, QJsonObject{{name, key->print(*kept)}}}});
    return ExitCode::Done;
}

Result<ExitCode> config(Session &session, const QString &word)
{
    const auto composition = session.open(Access::Read);
    if (!composition)
        return failure(composition);
    if (word.isEmpty())
        return showAll(session, **composition);
    const qsizetype equals = word.indexOf(u'=');
    if (equals < 0)
        return showOne(session, **composition, word);
    return change(session, **composition, word.first(equals), word.sliced(equals + 1));
}

} // namespace

Action declareConfig(CLI::App &command)
{
    auto word = std::make_shared<QString>();
    command.add_option("SETTING", *word,
                       "KEY to show one setting, KEY=VALUE to change it; all are shown when left out");
    std::string keys = "Settings:";
    for (const SettingKey &key : settingKeys())
        keys +=
            "\n  " + key.name.toStdString() + "=" + key.takes.toStdString() + "  " + key.help.toStdString();
    command.footer(keys + "\n  store=DIRECTORY  moves the store there\n\n" + command.get_footer());
    return [word](Session &session) { return config(session, *word); };
}

} // namespace larder

#include "core/store/currentview.h"

#include "core/dataset/jsonfields.h"
#include "core/freshness/judge.h"
#include "core/wording/verdictwords.h"

#include <QJsonDocument>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

// Three texts of this many bytes, a path of PATH_MAX and the rest stay below maxCurrentBytes.
constexpr qsizetype longestText = 800;

constexpr Instant ask{}; // as `freshUntil`: not fresh at any time

/// One line, no control characters, not too long: readers print it as it is.
QString oneLine(QString text)
{
    std::ranges::replace_if(text, [](QChar c) { return c.category() == QChar::Other_Control; }, u' ');
    while (text.toUtf8().size() > longestText) {
        text.chop(text.toUtf8().size() - longestText > 8 ? 8 : 2);
        text = text.trimmed();
        if (text.toUtf8().size() <= longestText)
            text += u'…';
    }
    return text;
}

QString lookWarning(const Record &record, const Verdict &verdict, const QTimeZone &zone, bool isThere)
{
    if (!record.hold.isEmpty() && !isThere)
        return u"the held snapshot %1 is gone from the store"_s.arg(record.hold);
    return readerWarning(verdict, zone);
}

QJsonValue millisecondsOrNull(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toMilliseconds(*instant)) : QJsonValue();
}

std::optional<Instant> millisecondsField(const QJsonObject &json, QLatin1StringView field)
{
    if (!json[field].isDouble())
        return std::nullopt;
    return fromMilliseconds(json[field].toInteger());
}

} // namespace

CurrentView currentView(const DatasetName &name, const Binding &binding, const Record &record,
                        const std::optional<ManifestHeader> &header, const QString &path, Instant now)
{
    const Verdict verdict = judge(binding, record, now);
    const QTimeZone zone(binding.zone);
    const QTimeZone customerZone = zone.isValid() ? zone : QTimeZone(QTimeZone::UTC);
    const bool mustAsk = record.newest.isEmpty() || !header || !record.confirmedAt || record.knownChange;

    CurrentView view{.dataset = name,
                     .snapshot = record.current(),
                     .path = path,
                     .confirmedAt = record.confirmedAt,
                     .currentSince = record.currentSince,
                     .replaced = record.replaced};
    view.fetchedAt = header ? std::optional(header->createdAt) : std::nullopt;
    view.freshUntil = mustAsk ? std::optional(ask) : verdict.freshUntil;
    view.lookDue = verdict.lookDue;
    view.warning = oneLine(lookWarning(record, verdict, customerZone, header.has_value()));
    view.because = oneLine(because(verdict, customerZone));
    if (view.lookDue && record.confirmedAt) {
        const Instant lastAsked = record.lastLook ? record.lastLook->startedAt : *record.confirmedAt;
        view.unwatched = oneLine(unwatchedLine(name, lastAsked, customerZone));
    }
    return view;
}

QJsonObject toJson(const CurrentView &view)
{
    return {{u"schema"_s, 1},
            {u"dataset"_s, view.dataset.text()},
            {u"snapshot"_s, stringOrNull(view.snapshot)},
            {u"path"_s, stringOrNull(view.path)},
            {u"confirmed_at"_s, instantOrNull(view.confirmedAt)},
            {u"confirmed_at_ms"_s, millisecondsOrNull(view.confirmedAt)},
            {u"fetched_at"_s, instantOrNull(view.fetchedAt)},
            {u"fresh_until"_s, instantOrNull(view.freshUntil == ask ? std::nullopt : view.freshUntil)},
            {u"fresh_until_ms"_s, millisecondsOrNull(view.freshUntil)},
            {u"look_due_ms"_s, millisecondsOrNull(view.lookDue)},
            {u"warning"_s, stringOrNull(view.warning)},
            {u"because"_s, view.because},
            {u"unwatched"_s, stringOrNull(view.unwatched)},
            {u"current_since_ms"_s, millisecondsOrNull(view.currentSince)},
            {u"replaced"_s, stringOrNull(view.replaced)}};
}

Result<CurrentView> currentViewFromJson(const QJsonObject &json)
{
    const auto name = DatasetName::parse(json["dataset"_L1].toString());
    if (json["schema"_L1].toInt() != 1 || !name)
        return failure(ErrorKind::Corrupt, u"current.json is not readable"_s);
    return CurrentView{.dataset = *name,
                       .snapshot = json["snapshot"_L1].toString(),
                       .path = json["path"_L1].toString(),
                       .confirmedAt = millisecondsField(json, "confirmed_at_ms"_L1),
                       .fetchedAt = instantField(json, "fetched_at"_L1),
                       .freshUntil = millisecondsField(json, "fresh_until_ms"_L1),
                       .lookDue = millisecondsField(json, "look_due_ms"_L1),
                       .warning = json["warning"_L1].toString(),
                       .because = json["because"_L1].toString(),
                       .unwatched = json["unwatched"_L1].toString(),
                       .currentSince = millisecondsField(json, "current_since_ms"_L1),
                       .replaced = json["replaced"_L1].toString()};
}

QByteArray toText(const CurrentView &view)
{
    return QJsonDocument(toJson(view)).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace larder

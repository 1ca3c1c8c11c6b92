#include "core/caches/prospect.h"

#include "core/dataset/jsonfields.h"
#include "core/wording/quantities.h"

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array outlookNames{
    std::pair{Outlook::Hit, "hit"_L1},
    std::pair{Outlook::OldHit, "old-hit"_L1},
    std::pair{Outlook::Miss, "miss"_L1},
    std::pair{Outlook::Unsure, "unsure"_L1},
};

bool isOfAnEarlierDay(const CacheItem &item, const ReaderHabits &habits, Instant now)
{
    return item.made && toDateTime(*item.made, habits.zone).date() < toDateTime(now, habits.zone).date();
}

/// The day that an instant belongs to, where days begin at that time: as Python's daily_cache has it.
QDate dayOf(Instant instant, const LarderTerms &terms, const QTimeZone &usual)
{
    const QTimeZone zone = terms.zone.isEmpty() ? usual : QTimeZone(terms.zone);
    const QDateTime local = toDateTime(instant, zone.isValid() ? zone : usual);
    return terms.dayBegins.isValid() && local.time() < terms.dayBegins ? local.date().addDays(-1)
                                                                       : local.date();
}

Prospect larderProspect(const LarderTerms &terms, const ReaderHabits &habits, Instant now)
{
    if (terms.day && *terms.day != dayOf(now, terms, habits.zone))
        return {Outlook::Miss, u"its day has ended"_s};
    for (auto each = terms.snapshots.begin(); each != terms.snapshots.end(); ++each) {
        if (each.key().contains(u'@'))
            continue;
        const auto view = habits.current.constFind(each.key());
        if (view == habits.current.constEnd())
            return {Outlook::Unsure, u"there is no dataset %1 here"_s.arg(each.key())};
        if (view->snapshot != each.value())
            return {Outlook::Miss, u"%1 has another snapshot now"_s.arg(each.key())};
        if (!view->confirmedAt || now < *view->confirmedAt || (view->freshUntil && now >= *view->freshUntil))
            return {Outlook::Unsure, u"%1 is not fresh: its source is asked first"_s.arg(each.key())};
    }
    if (terms.day)
        return {Outlook::Hit, u"it is kept until its day ends"_s};
    return {Outlook::Hit, u"the data that it was computed from are still the current ones"_s};
}

Prospect joblibProspect(const CacheContents &contents, const CacheItem &item, const ReaderHabits &habits,
                        Instant now)
{
    if (!item.isThere)
        return {Outlook::Miss, item.oddity};
    if (item.terms)
        return larderProspect(*item.terms, habits, now);
    if (item.function >= 0 && !contents.functions[size_t(item.function)].hasCode)
        return {Outlook::Miss, u"func_code.py is missing, so joblib calls the function once more"_s};
    if (!item.isMadeRecorded && isOfAnEarlierDay(item, habits, now))
        return {Outlook::OldHit, u"it is of an earlier day by its file; no time is recorded for it"_s};
    if (isOfAnEarlierDay(item, habits, now))
        return {Outlook::OldHit, u"joblib keeps it without end, although it is of an earlier day"_s};
    if (!item.hasMetadata)
        return {Outlook::Hit, u"joblib takes it without its metadata; a validation callback fails on it"_s};
    return {Outlook::Hit, u"joblib keeps it while the function's code stays the same"_s};
}

Prospect fsspecProspect(const CacheContents &contents, const CacheItem &item, const ReaderHabits &habits,
                        Instant now)
{
    if (item.state == ItemState::Outside)
        return {Outlook::Unsure, item.oddity};
    if (contents.isOldPickle)
        return {
            Outlook::Unsure,
            u"the list of files is a pickle of an old fsspec, which is not read; fsspec 2026.6 refuses it"_s};
    if (!item.isThere)
        return {Outlook::Miss, item.oddity.isEmpty() ? u"it is not whole yet"_s : item.oddity};
    const bool isListed = item.isMadeRecorded || item.hasMetadata;
    if (isListed && !item.hasMetadata)
        return {Outlook::Miss, u"its entry is not complete, and fsspec fails on it"_s};
    if (isListed && habits.expiry && now - *item.made > *habits.expiry)
        return {Outlook::Miss,
                u"it expired on %1"_s.arg(instantText(*item.made + *habits.expiry, habits.zone))};
    if (isListed && habits.checksFiles)
        return {Outlook::Unsure, u"the source is asked whether it is still the same"_s};
    if (isOfAnEarlierDay(item, habits, now))
        return {Outlook::OldHit, u"the source is not asked, although it is of an earlier day"_s};
    if (isListed && habits.expiry)
        return {
            Outlook::Hit,
            u"the source is not asked until %1"_s.arg(instantText(*item.made + *habits.expiry, habits.zone))};
    return {Outlook::Hit, u"the source is not asked while the file is there"_s};
}

} // namespace

QString outlookName(Outlook outlook)
{
    return nameOf(outlookNames, outlook);
}

Prospect prospectOf(const CacheContents &contents, const CacheItem &item, const ReaderHabits &habits,
                    Instant now)
{
    switch (contents.place.kind) {
    case CacheKind::Joblib:
        return joblibProspect(contents, item, habits, now);
    case CacheKind::Fsspec:
        return fsspecProspect(contents, item, habits, now);
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace larder

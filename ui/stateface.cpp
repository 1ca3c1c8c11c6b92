#include "ui/stateface.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr char context[] = "StateFace";

constexpr StateFace faces[] = {
    {Face::SignIn, QT_TRANSLATE_NOOP("StateFace", "Sign in"),
     QT_TRANSLATE_N_NOOP("StateFace", "%n sign-in needed"), "signin"_L1, Tone::Error},
    {Face::Failed, QT_TRANSLATE_NOOP("StateFace", "Failed"), QT_TRANSLATE_N_NOOP("StateFace", "%n failed"),
     "failed"_L1, Tone::Error},
    {Face::Missing, QT_TRANSLATE_NOOP("StateFace", "Missing"), QT_TRANSLATE_N_NOOP("StateFace", "%n missing"),
     "missing"_L1, Tone::Quiet},
    {Face::Late, QT_TRANSLATE_NOOP("StateFace", "Late"), QT_TRANSLATE_N_NOOP("StateFace", "%n late"),
     "late"_L1, Tone::Late},
    {Face::Stale, QT_TRANSLATE_NOOP("StateFace", "Stale"), QT_TRANSLATE_N_NOOP("StateFace", "%n stale"),
     "stale"_L1, Tone::Stale},
    {Face::Failing, QT_TRANSLATE_NOOP("StateFace", "Failing"), QT_TRANSLATE_N_NOOP("StateFace", "%n failing"),
     "failed"_L1, Tone::Error},
    {Face::Held, QT_TRANSLATE_NOOP("StateFace", "Held"), QT_TRANSLATE_N_NOOP("StateFace", "%n held"),
     "held"_L1, Tone::Quiet},
    {Face::Fresh, QT_TRANSLATE_NOOP("StateFace", "Fresh"), QT_TRANSLATE_N_NOOP("StateFace", "%n fresh"),
     "fresh"_L1, Tone::Ok},
    {Face::Waiting, QT_TRANSLATE_NOOP("StateFace", "Waiting"),
     QT_TRANSLATE_N_NOOP("StateFace", "%n waiting for re-upload"), "waiting"_L1, Tone::Waiting},
    {Face::Checking, QT_TRANSLATE_NOOP("StateFace", "Checking"),
     QT_TRANSLATE_N_NOOP("StateFace", "%n checking"), "busy"_L1, Tone::Busy},
    {Face::Fetching, QT_TRANSLATE_NOOP("StateFace", "Fetching"),
     QT_TRANSLATE_N_NOOP("StateFace", "%n fetching"), "busy"_L1, Tone::Busy},
};

} // namespace

const StateFace &stateFace(Face face)
{
    const auto *found = std::ranges::find(faces, face, &StateFace::face);
    Q_ASSERT(found != std::end(faces));
    return *found;
}

QString faceWord(Face face)
{
    return QCoreApplication::translate(context, stateFace(face).word);
}

QString countedFaces(Face face, int count)
{
    return QCoreApplication::translate(context, stateFace(face).counted, nullptr, count);
}

QString faceIcon(Face face)
{
    return u":/icons/state-"_s + stateFace(face).icon + u".svg"_s;
}

Face faceOf(State state)
{
    switch (state) {
    case State::SignIn:
        return Face::SignIn;
    case State::Failed:
        return Face::Failed;
    case State::Missing:
        return Face::Missing;
    case State::Late:
        return Face::Late;
    case State::Stale:
        return Face::Stale;
    case State::Held:
        return Face::Held;
    case State::Fresh:
        return Face::Fresh;
    }
    Q_UNREACHABLE_RETURN(Face::Failed);
}

Faces facesOf(const Verdict &verdict, std::optional<Phase> running)
{
    Faces faces;
    if (running && *running >= Phase::Fetching)
        faces << Face::Fetching;
    else if (running && *running > Phase::Waiting)
        faces << Face::Checking;
    else if (!running && verdict.flags.testFlag(Flag::Fetching))
        faces << Face::Fetching;
    if (verdict.flags.testFlag(Flag::Reported))
        faces << Face::Waiting;
    faces << faceOf(verdict.state);
    if (verdict.flags.testFlag(Flag::Failing))
        faces << Face::Failing;
    return faces;
}

Faces facesBeside(const Faces &faces)
{
    Faces beside;
    if (stateFace(faces.first()).tone == Tone::Busy)
        return beside;
    for (const Face face : faces) {
        if (face != faces.first() && face != Face::Fresh)
            beside << face;
    }
    return beside;
}

QString facesText(const Faces &faces)
{
    QString text = faceWord(faces.first());
    for (const Face face : facesBeside(faces))
        text += u" · "_s + faceWord(face).toLower();
    return text;
}

int trayRank(State state)
{
    switch (state) {
    case State::SignIn:
    case State::Failed:
        return 1;
    case State::Missing:
        return 2;
    case State::Late:
        return 3;
    case State::Stale:
        return 4;
    case State::Held:
        return 5;
    case State::Fresh:
        return 6;
    }
    Q_UNREACHABLE_RETURN(1);
}

bool isFreshEnough(State state)
{
    return trayRank(state) >= trayRank(State::Held);
}

int StateCounts::total() const
{
    return std::ranges::fold_left(m_counts, 0, std::plus());
}

int StateCounts::notFresh() const
{
    int count = 0;
    for (const State state : allStates)
        count += isFreshEnough(state) ? 0 : of(state);
    return count;
}

std::optional<State> StateCounts::worst() const
{
    std::optional<State> worst;
    for (const State state : allStates) {
        if (of(state) > 0 && (!worst || trayRank(state) < trayRank(*worst)))
            worst = state;
    }
    return worst;
}

QString summaryText(const StateCounts &counts)
{
    QStringList parts;
    for (const State state : allStates) {
        if (counts.of(state) > 0)
            parts << countedFaces(faceOf(state), counts.of(state));
    }
    return parts.join(u", "_s);
}

} // namespace larder

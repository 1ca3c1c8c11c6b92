#include "ui/stateface.h"
#include "ui/theme.h"
#include "ui/tray/traypicture.h"

#include <QFile>
#include <QImage>
#include <QSet>
#include <QTest>

using namespace larder;
using namespace Qt::StringLiterals;

namespace {

constexpr Face allFaces[] = {Face::SignIn,  Face::Failed,   Face::Missing, Face::Late,
                             Face::Stale,   Face::Failing,  Face::Held,    Face::Fresh,
                             Face::Waiting, Face::Checking, Face::Fetching};

/// WCAG 2 relative luminance and contrast.
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double dark = std::min(luminance(a), luminance(b));
    const double light = std::max(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

} // namespace

class stateface_test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFaceHasAWordAnIconAndReadableColours();
    void noTwoStatesLookAlikeWithoutColour();
    void ranksStatesForTheTray_data();
    void ranksStatesForTheTray();
    void showsTheFirstThatAppliesAndHidesNoTrouble_data();
    void showsTheFirstThatAppliesAndHidesNoTrouble();
    void summarizesTheWorstFirst();
    void theTraysPictureTellsEveryStateApart();
};

void stateface_test::everyFaceHasAWordAnIconAndReadableColours()
{
    for (const Face face : allFaces) {
        QVERIFY(!faceWord(face).isEmpty());
        QVERIFY(countedFaces(face, 3).startsWith(u"3 "_s));
        QVERIFY2(QFile::exists(faceIcon(face)), qPrintable(faceIcon(face)));
        for (const Qt::ColorScheme scheme : {Qt::ColorScheme::Light, Qt::ColorScheme::Dark}) {
            const ToneColors &tone = colorsFor(scheme).tone(stateFace(face).tone);
            QVERIFY2(contrast(tone.ink, tone.ground) >= 4.5, qPrintable(faceWord(face)));
        }
    }
    for (const Qt::ColorScheme scheme : {Qt::ColorScheme::Light, Qt::ColorScheme::Dark}) {
        const Colors &colors = colorsFor(scheme);
        for (const QColor &ground : {colors.panel, colors.ground, colors.selection})
            QVERIFY(contrast(colors.mute, ground) >= 4.3 && contrast(colors.ink, ground) >= 7);
        QVERIFY(contrast(colors.onAccent, colors.accent) >= 4.5);
    }
}

void stateface_test::noTwoStatesLookAlikeWithoutColour()
{
    QSet<QString> words;
    QSet<QString> icons;
    for (const State state : allStates) {
        words << faceWord(faceOf(state));
        icons << faceIcon(faceOf(state));
    }
    QCOMPARE(words.size(), qsizetype(allStates.size()));
    QCOMPARE(icons.size(), qsizetype(allStates.size()));
}

void stateface_test::ranksStatesForTheTray_data()
{
    QTest::addColumn<State>("state");
    QTest::addColumn<int>("rank");
    QTest::newRow("sign-in is as bad as failed") << State::SignIn << 1;
    QTest::newRow("failed") << State::Failed << 1;
    QTest::newRow("missing") << State::Missing << 2;
    QTest::newRow("late") << State::Late << 3;
    QTest::newRow("stale") << State::Stale << 4;
    QTest::newRow("held") << State::Held << 5;
    QTest::newRow("fresh") << State::Fresh << 6;
}

void stateface_test::ranksStatesForTheTray()
{
    QFETCH(const State, state);
    QFETCH(const int, rank);
    QCOMPARE(trayRank(state), rank);
    StateCounts counts;
    counts.add(State::Fresh, 7);
    counts.add(state, 1);
    QCOMPARE(counts.worst(), state);
    QCOMPARE(isFreshEnough(state), rank >= 5);
    QCOMPARE(counts.notFresh(), rank >= 5 ? 0 : 1);
}

void stateface_test::showsTheFirstThatAppliesAndHidesNoTrouble_data()
{
    QTest::addColumn<State>("state");
    QTest::addColumn<Flags>("flags");
    QTest::addColumn<int>("phase"); // -1: nothing runs here
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<Face>>("faces");
    using Rows = QList<Face>;
    QTest::newRow("the state") << State::Failed << Flags() << -1 << u"Failed"_s << Rows{Face::Failed};
    QTest::newRow("a report before all colours, with the state beside it")
        << State::Stale << Flags(Flag::Reported) << -1 << u"Waiting · stale"_s
        << Rows{Face::Waiting, Face::Stale};
    QTest::newRow("a report on what is held while looks fail")
        << State::Held << (Flag::Reported | Flag::Failing) << -1 << u"Waiting · held · failing"_s
        << Rows{Face::Waiting, Face::Held, Face::Failing};
    QTest::newRow("a report on what is fresh")
        << State::Fresh << Flags(Flag::Reported) << -1 << u"Waiting"_s << Rows{Face::Waiting, Face::Fresh};
    QTest::newRow("a look that failed on what is still fresh")
        << State::Fresh << Flags(Flag::Failing) << -1 << u"Fresh · failing"_s
        << Rows{Face::Fresh, Face::Failing};
    QTest::newRow("a run elsewhere before a report")
        << State::Failed << (Flag::Reported | Flag::Fetching) << -1 << u"Fetching"_s
        << Rows{Face::Fetching, Face::Waiting, Face::Failed};
    QTest::newRow("a run here, asking") << State::Stale << Flags() << int(Phase::Probing) << u"Checking"_s
                                        << Rows{Face::Checking, Face::Stale};
    QTest::newRow("a run here that waits for its turn hides nothing")
        << State::Stale << Flags() << int(Phase::Waiting) << u"Stale"_s << Rows{Face::Stale};
    QTest::newRow("a run here, fetching") << State::Held << Flags() << int(Phase::Fetching) << u"Fetching"_s
                                          << Rows{Face::Fetching, Face::Held};
    QTest::newRow("a run here, ending") << State::Missing << Flags() << int(Phase::Committing)
                                        << u"Fetching"_s << Rows{Face::Fetching, Face::Missing};
}

void stateface_test::showsTheFirstThatAppliesAndHidesNoTrouble()
{
    QFETCH(const State, state);
    QFETCH(const Flags, flags);
    QFETCH(const int, phase);
    Verdict verdict;
    verdict.state = state;
    verdict.flags = flags;
    const Faces faces = facesOf(verdict, phase < 0 ? std::nullopt : std::optional(Phase(phase)));
    QTEST(facesText(faces), "text");
    QTEST(QList<Face>(faces.begin(), faces.end()), "faces");
}

void stateface_test::summarizesTheWorstFirst()
{
    StateCounts counts;
    QCOMPARE(summaryText(counts), QString());
    QVERIFY(!counts.worst());
    counts.add(State::Fresh, 5);
    counts.add(State::Stale, 2);
    counts.add(State::SignIn, 1);
    QCOMPARE(summaryText(counts), u"1 sign-in needed, 2 stale, 5 fresh"_s);
    QCOMPARE(counts.total(), 8);
}

void stateface_test::theTraysPictureTellsEveryStateApart()
{
    for (const int size : {16, 22, 48}) {
        QList<QImage> pictures{trayPicture(std::nullopt).pixmap(size).toImage()};
        for (const State state : allStates) {
            if (state != State::Fresh) // nothing to say: the jar alone
                pictures << trayPicture(state).pixmap(size).toImage();
        }
        QCOMPARE(trayPicture(State::Fresh).pixmap(size).toImage(), pictures.first());
        for (qsizetype i = 0; i < pictures.size(); ++i) {
            QCOMPARE(pictures.at(i).size(), QSize(size, size));
            QCOMPARE(pictures.indexOf(pictures.at(i)), i);
        }
    }
}

QTEST_MAIN(stateface_test)
#include "stateface_test.moc"

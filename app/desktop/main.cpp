// `larder-desktop`: the window and the tray. One per session and home; a second start raises the first.
#include "app/desktop/desktop.h"
#include "app/desktop/quitsignals.h"
#include "core/store/existing.h"
#include "core/store/home.h"
#include "core/wording/runwords.h"
#include "ui/language.h"
#include "ui/theme.h"

#include <KDBusService>
#include <QApplication>
#include <QCommandLineParser>
#include <QCryptographicHash>
#include <QIcon>
#include <QMessageBox>
#include <QTimeZone>

#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

constexpr int nothingThere = 4; // as `larder` ends

struct Wishes {
    Qt::ColorScheme colorScheme = Qt::ColorScheme::Unknown;
    QString asOf;
    bool isBackground = false;
    std::optional<larder::DatasetName> dataset;
};

[[noreturn]] void refuse(const QString &sentence)
{
    std::fprintf(stderr, "larder-desktop: %s\n", qPrintable(sentence));
    std::exit(2);
}

Wishes parseWishes(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate(
        "main", "Keeps the local copy of customers' data fresh, whole and explainable: window and tray."));
    const QCommandLineOption theme(
        u"theme"_s, QApplication::translate("main", "Colours: system (the default), light or dark."),
        u"theme"_s, u"system"_s);
    const QCommandLineOption asOf(
        u"as-of"_s,
        QApplication::translate("main",
                                "Judge as of this instant; needs LARDER_HOME; nothing is "
                                "looked for in the background."),
        u"time"_s);
    const QCommandLineOption background(
        u"background"_s,
        QApplication::translate("main", "Start hidden in the tray; with a window where there is no tray."));
    parser.addOptions({theme, asOf, background});
    parser.addPositionalArgument(
        u"NAME"_s, QApplication::translate("main", "Open at this dataset: customer/dataset."), u"[NAME]"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(arguments);
    Wishes wishes;
    wishes.isBackground = parser.isSet(background);
    const QStringList names = parser.positionalArguments();
    if (names.size() > 1)
        refuse(QApplication::translate("main", "one dataset can be opened, not %1").arg(names.size()));
    if (!names.isEmpty()) {
        const auto dataset = larder::DatasetName::parse(names.constFirst());
        if (!dataset)
            refuse(larder::errorSentence(dataset.error()));
        wishes.dataset = *dataset;
    }
    wishes.asOf = parser.value(asOf);
    const QString chosen = parser.value(theme);
    if (chosen == "dark"_L1)
        wishes.colorScheme = Qt::ColorScheme::Dark;
    else if (chosen == "light"_L1)
        wishes.colorScheme = Qt::ColorScheme::Light;
    else if (chosen != "system"_L1)
        refuse(QApplication::translate("main", "--theme takes system, light or dark"));
    return wishes;
}

/// A home that was chosen by LARDER_HOME has a window of its own. The name is D-Bus's.
QString instanceName()
{
    const auto roots = larder::HomeRoots::fromEnvironment();
    if (!roots || !roots->isChosen)
        return u"larder"_s;
    const QByteArray hash = QCryptographicHash::hash(roots->data.toUtf8(), QCryptographicHash::Sha1).toHex();
    return u"larder-h"_s + QString::fromLatin1(hash.left(12));
}

larder::Result<void> open(larder::Desktop &desktop, const Wishes &wishes)
{
    if (wishes.dataset)
        return desktop.openDataset(*wishes.dataset);
    if (!wishes.isBackground)
        desktop.show();
    return {};
}

void say(const larder::Error &error)
{
    std::fprintf(stderr, "larder-desktop: %s\n", qPrintable(larder::errorSentence(error)));
}

/// On the terminal it was asked on: the window that is running already has another one, or none.
void sayWhatIsNotThere(const Wishes &wishes)
{
    const auto roots = larder::HomeRoots::fromEnvironment();
    if (!roots || !wishes.dataset)
        return;
    if (const auto there = larder::requireDataset(larder::DataLayout(roots->data), *wishes.dataset); !there)
        say(there.error());
}

int sayAndFail(const larder::Error &error)
{
    say(error);
    QMessageBox::critical(nullptr, u"Larder"_s, larder::errorSentence(error));
    return 1;
}

} // namespace

int main(int argumentCount, char **arguments)
{
    mallopt(M_ARENA_MAX, 2); // every thread's own heap would keep a megabyte or more; ours are many and idle
    QIcon::setThemeSearchPaths({u":/icons"_s}); // all icons are our own: a search of the disk would find none
    QApplication application(argumentCount, arguments);
    QApplication::setApplicationVersion(QStringLiteral(LARDER_VERSION));
    QApplication::setOrganizationDomain(u"larder.local"_s);
    QApplication::setApplicationDisplayName(u"Larder"_s);
    QApplication::setDesktopFileName(u"larder"_s);
    QApplication::setQuitOnLastWindowClosed(false);
    QApplication::setApplicationName(u"larder-desktop"_s);
    const larder::Language language;
    const Wishes wishes = parseWishes(QApplication::arguments());
    sayWhatIsNotThere(wishes);

    QApplication::setApplicationName(instanceName());
    KDBusService service(KDBusService::Unique
                         | KDBusService::NoExitOnFailure); // without a session bus: alone
    QApplication::setApplicationName(u"larder"_s);

    std::jthread zones([] { (void)QTimeZone::systemTimeZone(); }); // it looks at each that there is
    larder::Appearance appearance(wishes.colorScheme, larder::Appearance::Dress::Later);
    zones.join();
    auto desktop = larder::Desktop::open(
        {.asOf = wishes.asOf, .colorScheme = wishes.colorScheme, .canBeRaised = service.isRegistered()},
        appearance);
    appearance.dress();
    if (!desktop)
        return sayAndFail(desktop.error());
    // A second start was checked by its own process before it called us.
    QObject::connect(&service, &KDBusService::activateRequested, desktop->get(),
                     [&running = **desktop, &service](const QStringList &words) {
                         const auto opened = open(running, words.isEmpty() ? Wishes{} : parseWishes(words));
                         service.setExitValue(opened ? EXIT_SUCCESS : nothingThere);
                     });
    larder::QuitSignals quitSignals;
    QObject::connect(&quitSignals, &larder::QuitSignals::quitAsked, desktop->get(), &larder::Desktop::quit);
    if (wishes.isBackground)
        (*desktop)->startHidden();
    else
        (void)open(**desktop, wishes); // what is not there was said
    return QApplication::exec();
}

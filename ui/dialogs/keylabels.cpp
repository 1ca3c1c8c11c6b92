#include "ui/dialogs/keylabels.h"

#include "core/sync/bindingkeys.h"

#include <QCoreApplication>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr char context[] = "KeyLabels";

enum class Place { Option, OwnForm };

struct KeyWords {
    QLatin1StringView key;
    const char *label;
    const char *example; ///< of a flag: what its check box says
    Place place;
};

constexpr KeyWords keyWords[] = {
    {"url"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Address"), "", Place::OwnForm},
    {"include"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Only files like"),
     QT_TRANSLATE_NOOP("KeyLabels", "everything; one pattern a line, such as **/*.csv"), Place::Option},
    {"exclude"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Not files like"),
     QT_TRANSLATE_NOOP("KeyLabels", "nothing; one pattern a line, such as *.tmp"), Place::Option},
    {"policy"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Goes stale"), "", Place::OwnForm},
    {"zone"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Time zone of its own"), "Europe/Paris", Place::Option},
    {"expect"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Upload expected by"), "06:00, weekdays@06:00",
     Place::Option},
    {"settle"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Must hold still for"), "2m", Place::Option},
    {"recheck"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Look again after"), "15m", Place::Option},
    {"newest"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Only the newest"), "30", Place::Option},
    {"since"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Only younger than"), "7d", Place::Option},
    {"keep"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Snapshots to keep"), "7", Place::Option},
    {"unpack"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Archives"), "", Place::Option},
    {"allow-empty"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Empty source"),
     QT_TRANSLATE_NOOP("KeyLabels", "is an empty snapshot, not a failure"), Place::Option},
    {"stale-if-error"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Source down"),
     QT_TRANSLATE_NOOP("KeyLabels", "gives readers the stale copy"), Place::Option},
    {"profile"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Signed in as profile"), "default", Place::Option},
    {"endpoint"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Another store"), "minio.local:9000", Place::Option},
    {"region"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Region"), "eu-west-1", Place::Option},
    {"addressing"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Bucket stands in the"), "", Place::Option},
    {"anonymous"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Public bucket"),
     QT_TRANSLATE_NOOP("KeyLabels", "sign nothing"), Place::Option},
    {"requester-pays"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Requester pays"),
     QT_TRANSLATE_NOOP("KeyLabels", "agree to be charged"), Place::Option},
    {"credentials"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Signed in by"), "acme-exports", Place::Option},
    {"after"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Then run"), "python3 ~/etl/load.py \"$LARDER_PATH\"",
     Place::Option},
    {"time-limit"_L1, QT_TRANSLATE_NOOP("KeyLabels", "Commands may take"), "1h", Place::Option},
};

struct ChoiceWords {
    QLatin1StringView key;
    QLatin1StringView value; ///< empty: its default
    const char *words;
};

constexpr ChoiceWords choiceWords[] = {
    {"unpack"_L1, ""_L1, QT_TRANSLATE_NOOP("KeyLabels", "stay as they are")},
    {"unpack"_L1, "auto"_L1, QT_TRANSLATE_NOOP("KeyLabels", "are unpacked, and dropped")},
    {"unpack"_L1, "keep"_L1, QT_TRANSLATE_NOOP("KeyLabels", "are unpacked, and kept")},
    {"addressing"_L1, ""_L1, QT_TRANSLATE_NOOP("KeyLabels", "part that the store is used to")},
    {"addressing"_L1, "path"_L1, QT_TRANSLATE_NOOP("KeyLabels", "path")},
    {"addressing"_L1, "host"_L1, QT_TRANSLATE_NOOP("KeyLabels", "host name")},
};

const KeyWords *wordsOf(const BindingKey &key)
{
    const auto *found = std::ranges::find(keyWords, key.name, &KeyWords::key);
    return found == std::end(keyWords) ? nullptr : found;
}

QString translated(const char *words)
{
    return *words == '\0' ? QString() : QCoreApplication::translate(context, words);
}

} // namespace

QString labelOf(const BindingKey &key)
{
    const KeyWords *words = wordsOf(key);
    return words ? translated(words->label) : key.name;
}

QString flagWords(const BindingKey &key)
{
    const KeyWords *words = wordsOf(key);
    return words ? translated(words->example) : helpOf(key);
}

QString exampleOf(const BindingKey &key)
{
    const KeyWords *words = wordsOf(key);
    return words ? translated(words->example) : key.takes;
}

QList<Choice> choicesOf(const BindingKey &key)
{
    QList<Choice> choices;
    for (const ChoiceWords &choice : choiceWords) {
        if (choice.key == key.name)
            choices << Choice{choice.value, translated(choice.words)};
    }
    return choices;
}

QString helpOf(const BindingKey &key)
{
    return QCoreApplication::translate("BindingKey", key.help);
}

bool isOption(const BindingKey &key)
{
    const KeyWords *words = wordsOf(key);
    return words && words->place == Place::Option;
}

QStringList linesOf(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line = line.trimmed();
    lines.removeAll(QString());
    return lines;
}

} // namespace larder

#include "core/wording/told.h"

#include "core/wording/toldtexts.h"
#include "core/wording/wordedforfiles.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestPart = 3; // a part of a part of a sentence
constexpr int longestText = 2000;

struct Form {
    const char *text = nullptr;
    QString start; ///< before the first value
    QRegularExpression pattern;
    qsizetype literalSize = 0;
    bool isPlain = false;
    bool isAddition = false; ///< "%1 (after %2 attempts)": said of another sentence
    bool isExplained = false; ///< "%1: %2": a sentence that is known, and what another program says about it

    [[nodiscard]] auto rank() const { return std::pair(isAddition, literalSize); }
};

Form formOf(const char *text)
{
    static const QRegularExpression value(u"%([1-9])"_s);
    const QString english = QString::fromUtf8(text);
    Form form{.text = text};
    QString pattern;
    qsizetype from = 0;
    for (const auto &found : value.globalMatch(english)) {
        const QString literal = english.sliced(from, found.capturedStart() - from);
        pattern += QRegularExpression::escape(literal) + u"(?<v%1>.+?)"_s.arg(found.captured(1));
        if (from == 0)
            form.start = literal;
        form.literalSize += literal.size();
        from = found.capturedEnd();
    }
    form.isPlain = from == 0;
    const QString rest = english.sliced(from);
    form.literalSize += rest.size();
    form.isAddition = english.startsWith("%1 ("_L1) && rest.endsWith(u')');
    form.isExplained = english == "%1: %2"_L1;
    if (form.isPlain)
        form.start = english;
    else
        form.pattern = QRegularExpression(
            QRegularExpression::anchoredPattern(pattern + QRegularExpression::escape(rest)),
            QRegularExpression::DotMatchesEverythingOption);
    return form;
}

/// What says most comes first, so that "the server answered %1 (%2)" is not taken for "the server answered
/// %1".
const std::vector<Form> &forms()
{
    static const std::vector<Form> all = [] {
        std::vector<Form> made;
        std::ranges::transform(toldTexts(), std::back_inserter(made), formOf);
        std::ranges::stable_sort(made, std::greater(), &Form::rank);
        return made;
    }();
    return all;
}

QString translation(const char *text)
{
    return QCoreApplication::translate("Told", text);
}

std::optional<QString> sentenceOf(const QString &english, int depth);

QString partOf(const QString &english, int depth)
{
    return sentenceOf(english, depth).value_or(english);
}

QString withValues(const QString &sentence, const QRegularExpressionMatch &match, int depth)
{
    QString said;
    for (qsizetype i = 0; i < sentence.size(); ++i) {
        const bool isValue = sentence[i] == u'%' && i + 1 < sentence.size() && sentence[i + 1] >= u'1'
            && sentence[i + 1] <= u'9';
        if (isValue)
            said += partOf(match.captured(u'v' + sentence[++i]), depth + 1);
        else
            said += sentence[i];
    }
    return said;
}

/// "1 added, 2 changed": all of its parts, or none.
std::optional<QString> listOf(const QString &english, int depth)
{
    const QStringList parts = english.split(u", "_s);
    if (parts.size() < 2)
        return std::nullopt;
    QStringList said;
    for (const QString &part : parts) {
        const auto sentence = sentenceOf(part, depth + 1);
        if (!sentence)
            return std::nullopt;
        said << *sentence;
    }
    return said.join(u", "_s);
}

std::optional<QString> sentenceOf(const QString &english, int depth)
{
    if (depth > deepestPart || english.isEmpty())
        return std::nullopt;
    if (auto list = listOf(english, depth))
        return list;
    for (const Form &form : forms()) {
        if (form.isPlain ? english != form.start : !english.startsWith(form.start))
            continue;
        if (form.isPlain)
            return translation(form.text);
        const auto match = form.pattern.match(english);
        if (match.hasMatch() && (!form.isExplained || sentenceOf(match.captured(u"v1"_s), depth + 1)))
            return withValues(translation(form.text), match, depth);
    }
    return std::nullopt;
}

/// Neither another language is spoken, nor does a window say its own words for commands.
bool speaksAsWritten()
{
    static constexpr const char *command = "`larder list` shows them all";
    return std::ranges::all_of(std::array{toldTexts().front(), command},
                               [](const char *text) { return translation(text) == QLatin1StringView(text); });
}

} // namespace

QString told(const QString &english)
{
    if (english.size() > longestText || WordedForFiles::isOn() || speaksAsWritten())
        return english;
    return partOf(english, 0);
}

QStringList toldEach(const QStringList &english)
{
    QStringList said;
    std::ranges::transform(english, std::back_inserter(said), told);
    return said;
}

} // namespace larder

#include "ui/language.h"

#include "core/wording/wordedforfiles.h"
#include "ui/windowwords.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto sourceLanguage = "en"_L1;

} // namespace

QString WindowTranslator::translate(const char *context, const char *text, const char *comment,
                                    int count) const
{
    if (WordedForFiles::isOn())
        return {};
    const bool isCores = qstrcmp(context, "Told") == 0 || qstrcmp(context, "Wording") == 0;
    if (const char *own = isCores ? windowWordsFor(text) : nullptr) {
        const QString said = QTranslator::translate(windowWordsContext, own);
        return said.isEmpty() ? QString::fromUtf8(own) : said;
    }
    return QTranslator::translate(context, text, comment, count);
}

Language::Language(const QLocale &locale) : m_name(sourceLanguage)
{
    for (const QString &wanted : locale.uiLanguages(QLocale::TagSeparator::Underscore)) {
        const QString language = wanted.section(u'_', 0, 0);
        const bool isSources = language == sourceLanguage || language == "C"_L1;
        if (!m_words.load(u":/translations/larder_%1.qm"_s.arg(isSources ? sourceLanguage : language)))
            continue;
        QCoreApplication::installTranslator(&m_words);
        if (isSources) // only what is counted is in there
            return;
        m_name = language;
        if (m_qtWords.load(u"qtbase_"_s + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&m_qtWords);
        return;
    }
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_qtWords);
    QCoreApplication::removeTranslator(&m_words);
}

} // namespace larder

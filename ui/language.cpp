#include "ui/language.h"

#include "core/wording/wordedforfiles.h"

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
    return WordedForFiles::isOn() ? QString() : QTranslator::translate(context, text, comment, count);
}

Language::Language(const QLocale &locale) : m_name(sourceLanguage)
{
    for (const QString &wanted : locale.uiLanguages(QLocale::TagSeparator::Underscore)) {
        const QString language = wanted.section(u'_', 0, 0);
        if (language == sourceLanguage || language == "C"_L1)
            return;
        if (!m_words.load(u":/translations/larder_%1.qm"_s.arg(language)))
            continue;
        m_name = language;
        QCoreApplication::installTranslator(&m_words);
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

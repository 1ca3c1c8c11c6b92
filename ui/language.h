/// The language of the window: the first of the system's languages that Larder speaks; English stands in the
/// sources, and a catalog of its own has its plurals. Qt's own words come along. GUI thread; lives as long as
/// the application.
#pragma once

#include <QLocale>
#include <QTranslator>

namespace larder {

/// Keeps silent while this thread words for files; says for a command what the window has in its place.
class WindowTranslator : public QTranslator
{
public:
    [[nodiscard]] QString translate(const char *context, const char *text, const char *comment,
                                    int count) const override;
};

class Language
{
public:
    /// Before the first word is said. LANGUAGE, LC_ALL, LC_MESSAGES and LANG choose, as Qt reads them.
    explicit Language(const QLocale &locale = QLocale::system());
    ~Language();
    Q_DISABLE_COPY_MOVE(Language)

    [[nodiscard]] QString name() const { return m_name; } ///< "fr"; "en" where no other is spoken

private:
    QString m_name;
    WindowTranslator m_words;
    QTranslator m_qtWords;
};

} // namespace larder

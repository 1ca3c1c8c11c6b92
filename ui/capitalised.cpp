#include "ui/capitalised.h"

#include <algorithm>

namespace larder {

QString capitalised(const QString &sentence)
{
    const auto isInWord = [](QChar c) { return c.isLetter() || c == u'-' || c == u'’' || c == u'\''; };
    const auto end = std::ranges::find_if_not(sentence, isInWord);
    const bool isWord = end != sentence.begin()
        && (end == sentence.end() || *end == u' ' || *end == u',' || *end == u';' || *end == QChar::Nbsp);
    return isWord ? sentence.first(1).toUpper() + sentence.sliced(1) : sentence;
}

} // namespace larder

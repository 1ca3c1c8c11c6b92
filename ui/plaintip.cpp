#include "ui/plaintip.h"

namespace larder {

using namespace Qt::StringLiterals;

QString plainToolTip(const QString &words)
{
    if (words.isEmpty())
        return {};
    return u"<qt>"_s + words.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</qt>"_s;
}

} // namespace larder

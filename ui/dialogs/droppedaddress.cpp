#include "ui/dialogs/droppedaddress.h"

#include "core/sources/sourcetable.h"
#include "ui/dialogs/schemeform.h"

#include <QMimeData>
#include <QUrl>

namespace larder {

QString droppedAddress(const QMimeData &data)
{
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            return url.toLocalFile();
        if (knownSchemes().contains(url.scheme()))
            return url.toString(QUrl::FullyEncoded);
    }
    const QString text = data.text().trimmed();
    const bool isOneLine = !text.isEmpty() && !text.contains(u'\n') && text.size() < 2000;
    return isOneLine && knownSchemes().contains(schemeOf(text)) ? text : QString();
}

} // namespace larder

/// Wording::tr is how this folder speaks: lupdate finds the texts, a translator may replace them. Private to
/// the folder. Counts have an English form for one and one for many as two texts, because there is no English
/// catalog; each is given %n, so that other languages choose among their own forms.
#pragma once

#include <QCoreApplication>

namespace larder {

struct Wording {
    Q_DECLARE_TR_FUNCTIONS(Wording)

public:
    [[nodiscard]] static QString counted(qint64 count, const QString &one, const QString &many)
    {
        return count == 1 ? one : many;
    }
};

} // namespace larder

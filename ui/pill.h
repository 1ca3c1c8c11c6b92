/// A state or an event as a pill of icon, word and colour, painted. Sizes follow the font. GUI thread.
#pragma once

#include "ui/stateface.h"

#include <QFont>
#include <QStyleOptionViewItem>

class QPainter;

namespace larder {

struct Pill {
    Tone tone = Tone::Quiet;
    QString icon; ///< ":/icons/state-fresh.svg"
    QString word;

    bool operator==(const Pill &) const = default;
};

/// A state's; `word` may be another than the face's own.
[[nodiscard]] Pill pillOf(Face face, const QString &word);

/// At the beginning of `place`, in the middle of its height. `option` gives font, palette and direction.
void paintPill(QPainter &painter, const QStyleOptionViewItem &option, const QRect &place, const Pill &pill);
[[nodiscard]] QSize pillSize(const QFont &font, const QString &word);
/// The first as a pill; what stands beside it as a mark each, its icon alone: there is no room for more
/// words.
void paintFaces(QPainter &painter, const QStyleOptionViewItem &option, const QRect &place,
                const Faces &faces);
[[nodiscard]] int facesWidth(const QFont &font, const Faces &faces);

} // namespace larder

Q_DECLARE_METATYPE(larder::Pill)

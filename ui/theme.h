/// The house's colours, light and dark, and what they make of Qt's widgets. GUI thread.
#pragma once

#include "ui/stateface.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>
#include <QPixmap>

class QLineEdit;

namespace larder {

struct ToneColors {
    QColor ink;
    QColor ground;
};

struct Colors {
    QColor ground; ///< around the panels: group rows, footer
    QColor panel;
    QColor line;
    QColor ink;
    QColor mute;
    QColor accent;
    QColor onAccent;
    QColor selection;
    std::array<ToneColors, 7> tones; ///< by Tone

    [[nodiscard]] const ToneColors &tone(Tone tone) const { return tones[static_cast<std::size_t>(tone)]; }
};

[[nodiscard]] const Colors &colorsFor(Qt::ColorScheme scheme);
/// The colours that belong to a widget's palette.
[[nodiscard]] const Colors &colorsFor(const QPalette &palette);
/// "#rrggbb" with `share` of the first colour: for hover and pressed.
[[nodiscard]] QColor mixed(const QColor &first, const QColor &second, double share);

/// A one-coloured icon of ours in another colour, sharp at that device pixel ratio.
[[nodiscard]] QPixmap tintedPixmap(const QString &icon, const QColor &color, QSize size,
                                   qreal devicePixelRatio);

/// How loud a label's words are; the style sheet gives them their colour.
enum class Ink { Plain, Quiet, Bad };
void setInk(QWidget &label, Ink ink);
/// The button at a field's end that empties it, with a name: Qt gives it none.
void addClearButton(QLineEdit &field);
void addClearButton(QLineEdit &field, const QString &name);
/// A field whose value is wrong has a border that says so; the words beside it say why.
void setMistaken(QWidget &field, bool isMistaken);
/// The font of a page's title, of a section's, and of small print, from what is the font else.
[[nodiscard]] QFont titleFont(const QFont &plain);
[[nodiscard]] QFont sectionFont(const QFont &plain);
[[nodiscard]] QFont smallFont(const QFont &plain);

/// Keeps the application's palette and style sheet in the system's light or dark, or in the one that was
/// chosen.
class Appearance : public QObject
{
    Q_OBJECT
public:
    /// When the style sheet is put on: before the first windows are made, or by `dress` when they are: while
    /// one is on, every widget is styled anew each time it finds its place in a layout.
    enum class Dress { Now, Later };
    /// Unknown: as the system.
    explicit Appearance(Qt::ColorScheme chosen, Dress dress = Dress::Now, QObject *parent = nullptr);
    void dress();

    /// At once, in every window.
    void choose(Qt::ColorScheme scheme);

private:
    void apply();
    Qt::ColorScheme m_chosen;
    bool m_isDressed;
};

} // namespace larder

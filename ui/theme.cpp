#include "ui/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QLineEdit>
#include <QPainter>
#include <QPixmapCache>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>
#include <QSvgRenderer>
#include <QToolButton>
#include <QWidget>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr QColor rgb(unsigned value)
{
    return QColor((value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
}

const Colors light{
    .ground = rgb(0xf6f7f9),
    .panel = rgb(0xffffff),
    .line = rgb(0xe3e6eb),
    .ink = rgb(0x1c2430),
    .mute = rgb(0x667085),
    .accent = rgb(0x0b6bcb),
    .onAccent = rgb(0xffffff),
    .selection = rgb(0xe8f1fc),
    .tones = {{
        {rgb(0xb42318), rgb(0xfde7e4)}, // Error
        {rgb(0x475467), rgb(0xeceff3)}, // Quiet
        {rgb(0x7a5d00), rgb(0xfbf3c4)}, // Late
        {rgb(0x9a5b00), rgb(0xfdf0d9)}, // Stale
        {rgb(0x6b3fa0), rgb(0xf0e8fa)}, // Waiting
        {rgb(0x18743f), rgb(0xe3f4e9)}, // Ok
        {rgb(0x0a62ba), rgb(0xe0eefc)}, // Busy
    }},
};

const Colors dark{
    .ground = rgb(0x15181d),
    .panel = rgb(0x1d2127),
    .line = rgb(0x2e343d),
    .ink = rgb(0xe7eaf0),
    .mute = rgb(0x98a2b3),
    .accent = rgb(0x5aa9ff),
    .onAccent = rgb(0x0c1420),
    .selection = rgb(0x20344d),
    .tones = {{
        {rgb(0xff8b80), rgb(0x401b18)}, // Error
        {rgb(0xb6bfcc), rgb(0x2b3038)}, // Quiet
        {rgb(0xe8d36a), rgb(0x36300f)}, // Late
        {rgb(0xf0b45a), rgb(0x3a2b10)}, // Stale
        {rgb(0xc3a3ee), rgb(0x2d2140)}, // Waiting
        {rgb(0x63cf8f), rgb(0x16331f)}, // Ok
        {rgb(0x7cbcff), rgb(0x17304b)}, // Busy
    }},
};

QPalette paletteOf(const Colors &colors)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colors.panel);
    palette.setColor(QPalette::WindowText, colors.ink);
    palette.setColor(QPalette::Base, colors.panel);
    palette.setColor(QPalette::AlternateBase, colors.ground);
    palette.setColor(QPalette::Text, colors.ink);
    palette.setColor(QPalette::PlaceholderText, colors.mute);
    palette.setColor(QPalette::Button, colors.panel);
    palette.setColor(QPalette::ButtonText, colors.ink);
    palette.setColor(QPalette::BrightText, colors.onAccent);
    palette.setColor(QPalette::ToolTipBase, colors.ground);
    palette.setColor(QPalette::ToolTipText, colors.ink);
    palette.setColor(QPalette::Highlight, colors.selection);
    palette.setColor(QPalette::HighlightedText, colors.ink);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::Accent, colors.accent);
    palette.setColor(QPalette::Mid, colors.line);
    palette.setColor(QPalette::Midlight, colors.line);
    palette.setColor(QPalette::Light, colors.panel);
    palette.setColor(QPalette::Dark, colors.line);
    palette.setColor(QPalette::Shadow, colors.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, mixed(colors.mute, colors.panel, 0.6));
    return palette;
}

/// Sizes are in px of the unscaled screen; Qt scales them.
QString styleSheetOf(const Colors &c)
{
    return uR"(
QPushButton, QToolButton { border: 1px solid %line; border-radius: 6px; padding: 6px 12px; background: %panel; color: %ink; }
QToolButton { padding: 3px 6px; border-radius: 5px; }
QPushButton:hover, QToolButton:hover { background: %hover; }
QPushButton:pressed, QToolButton:pressed { background: %line; }
QPushButton:focus, QToolButton:focus { border-color: %accent; }
QPushButton:disabled, QToolButton:disabled { color: %off; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QLabel#qt_msgbox_label { font-weight: 600; }
QPushButton[primary="true"] { background: %accent; border-color: %accent; color: %onAccent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: %accentHover; border-color: %accentHover; }
QPushButton[primary="true"]:focus { border-color: %ink; }
QPushButton[primary="true"]:disabled { background: %ground; border-color: %line; color: %mute; font-weight: 400; }
QLabel[ink="quiet"] { color: %mute; }
QLabel[ink="bad"] { color: %bad; }
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit { border: 1px solid %line; border-radius: 6px; padding: 5px 9px; background: %panel; color: %ink; selection-background-color: %accent; selection-color: %onAccent; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus { border-color: %accent; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: %off; background: %ground; }
QLineEdit[mistaken="true"], QComboBox[mistaken="true"], QAbstractSpinBox[mistaken="true"] { border-color: %bad; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; background: transparent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/chevron-down-%tint.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { border: 1px solid %line; background: %panel; padding: 4px; outline: none; selection-background-color: %selection; selection-color: %ink; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; background: transparent; }
QAbstractSpinBox::up-arrow { image: url(:/icons/chevron-up-%tint.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url(:/icons/chevron-down-%tint.svg); width: 10px; height: 10px; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid %scroll; border-radius: 4px; background: %panel; }
QCheckBox::indicator:hover, QCheckBox:focus::indicator { border-color: %accent; }
QCheckBox::indicator:checked { background: %accent; border-color: %accent; image: url(:/icons/check-%tint.svg); }
QCheckBox:disabled { color: %off; }
QPushButton[link="true"], QToolButton[link="true"] { border: none; padding: 2px 0; background: transparent; color: %accent; }
QPushButton[link="true"]:hover, QToolButton[link="true"]:hover { color: %accentHover; background: transparent; }
QPushButton[link="true"]:focus, QToolButton[link="true"]:focus { border-bottom: 1px solid %accent; border-radius: 0; }
QPushButton[danger="true"] { color: %bad; }
QPushButton[danger="true"]:disabled { color: %off; }
QFrame#navigation { background: %ground; border: none; border-right: 1px solid %line; }
QFrame#navigation QListWidget { background: transparent; border: none; outline: none; }
QFrame#inset { background: %ground; border: 1px solid %line; border-radius: 6px; }
QFrame#drawer { background: %panel; border: none; border-top: 1px solid %line; }
QFrame#rule { background: %line; border: none; max-height: 1px; min-height: 1px; }
QSplitter::handle { background: %line; }
QScrollArea { border: none; background: %panel; }
QFrame#runBar { background: %ground; border: none; border-top: 1px solid %line; }
QFrame#headerBar { background: %panel; border: none; border-bottom: 1px solid %line; }
QFrame#noticeBar { background: %badGround; border: none; border-bottom: 1px solid %line; }
QFrame#codeLine { background: %ground; border: 1px solid %line; border-radius: 6px; }
QHeaderView { background: %panel; }
QHeaderView::section { background: %panel; color: %mute; border: none; border-bottom: 1px solid %line; padding: 7px 8px; font-weight: 500; }
QHeaderView::section:first { padding-left: 16px; }
QHeaderView::section:last { padding-right: 16px; }
QTreeView { border: none; background: %panel; outline: none; }
QProgressBar { border: none; border-radius: 3px; background: %line; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { border-radius: 3px; background: %accent; }
QToolTip { border: 1px solid %line; padding: 4px 6px; background: %ground; color: %ink; }
QMenu { border: 1px solid %line; background: %panel; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: %selection; }
QMenu::item:disabled { color: %off; }
QMenu::separator { height: 1px; background: %line; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: %scroll; min-height: 32px; border-radius: 4px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: %scroll; min-width: 32px; border-radius: 4px; margin: 2px; }
QPushButton[small="true"] { padding: 3px 10px; border-radius: 5px; }
QPushButton::menu-indicator { image: none; width: 0; }
QFrame#newsBar { background: %selection; border: none; border-bottom: 1px solid %line; }
QFrame#detailsBar { background: %panel; border: none; border-top: 1px solid %line; border-bottom: 1px solid %line; }
QFrame#exportBar { background: %ground; border: none; border-top: 1px solid %line; }
QFrame#columnRule { background: %line; border: none; max-width: 1px; min-width: 1px; }
QTabBar#detailsTabs { background: transparent; border: none; }
QTabBar#detailsTabs::tab { background: transparent; border: none; border-bottom: 2px solid transparent; padding: 10px 8px 9px 8px; margin-right: 2px; color: %ink; }
QTabBar#detailsTabs::tab:selected { color: %accent; font-weight: 600; border-bottom-color: %accent; }
QTabBar#detailsTabs::tab:hover:!selected { color: %accent; }
QTabBar#detailsTabs::tab:selected:focus { background: %selection; }
QTableView { background: %panel; gridline-color: %line; border: none; }
QTableView QHeaderView::section, QTableView QHeaderView::section:first, QTableView QHeaderView::section:last { padding: 2px 4px; }
QTreeView[isDetail="true"] QHeaderView::section:first { padding-left: 2px; }
QTreeView[isDetail="true"][rootIsDecorated="true"] QHeaderView::section:first { padding-left: 22px; }
QTableView QTableCornerButton::section { background: %panel; border: none; border-bottom: 1px solid %line; }
)"_s.replace("%tint"_L1, &c == &dark ? "dark"_L1 : "light"_L1)
        .replace("%accentHover"_L1, mixed(c.accent, c.ink, 0.85).name())
        .replace("%badGround"_L1, c.tone(Tone::Error).ground.name())
        .replace("%bad"_L1, c.tone(Tone::Error).ink.name())
        .replace("%onAccent"_L1, c.onAccent.name())
        .replace("%selection"_L1, c.selection.name())
        .replace("%accent"_L1, c.accent.name())
        .replace("%ground"_L1, c.ground.name())
        .replace("%scroll"_L1, mixed(c.mute, c.panel, 0.4).name())
        .replace("%panel"_L1, c.panel.name())
        .replace("%hover"_L1, mixed(c.line, c.panel, 0.5).name())
        .replace("%line"_L1, c.line.name())
        .replace("%mute"_L1, c.mute.name())
        .replace("%off"_L1, mixed(c.mute, c.panel, 0.6).name())
        .replace("%ink"_L1, c.ink.name());
}

/// The first choice is the desktop's; without one, a face that is made for tables, where it is installed.
void chooseFont()
{
    const bool isDesktopsChoice = QApplication::font().family() != "Sans Serif"_L1;
    if (isDesktopsChoice || !QFontDatabase::hasFamily(u"Inter"_s))
        return;
    QFont font(u"Inter"_s);
    font.setPointSizeF(9.75); // 13 px at 96 dpi
    QApplication::setFont(font);
}

} // namespace

const Colors &colorsFor(Qt::ColorScheme scheme)
{
    return scheme == Qt::ColorScheme::Dark ? dark : light;
}

const Colors &colorsFor(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness()
        ? dark
        : light;
}

QColor mixed(const QColor &first, const QColor &second, double share)
{
    const auto part = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return QColor(part(first.red(), second.red()), part(first.green(), second.green()),
                  part(first.blue(), second.blue()));
}

QPixmap tintedPixmap(const QString &icon, const QColor &color, QSize size, qreal devicePixelRatio)
{
    const QString key = u"%1|%2|%3x%4|%5"_s.arg(icon, color.name(QColor::HexArgb))
                            .arg(size.width())
                            .arg(size.height())
                            .arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size * devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(icon).render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void setInk(QWidget &label, Ink ink)
{
    static constexpr const char *names[] = {"plain", "quiet", "bad"};
    const QString name = QString::fromLatin1(names[static_cast<int>(ink)]);
    if (label.property("ink").toString() == name)
        return;
    label.setProperty("ink", name);
    label.style()->unpolish(&label);
    label.style()->polish(&label);
}

/// It is made with the first letter: its picture is looked for in the theme, which no start waits for.
void addClearButton(QLineEdit &field, const QString &name)
{
    QObject::connect(
        &field, &QLineEdit::textChanged, &field,
        [&field, name] {
            field.setClearButtonEnabled(true);
            for (auto *button : field.findChildren<QToolButton *>())
                button->setAccessibleName(name);
        },
        Qt::SingleShotConnection);
}

void addClearButton(QLineEdit &field)
{
    addClearButton(field, QCoreApplication::translate("Field", "Clear"));
}

void setMistaken(QWidget &field, bool isMistaken)
{
    if (field.property("mistaken").toBool() == isMistaken)
        return;
    field.setProperty("mistaken", isMistaken);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

QFont titleFont(const QFont &plain)
{
    QFont font = plain;
    font.setPointSizeF(plain.pointSizeF() * 16 / 13);
    font.setWeight(QFont::Bold);
    return font;
}

QFont sectionFont(const QFont &plain)
{
    QFont font = plain;
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont smallFont(const QFont &plain)
{
    QFont font = plain;
    font.setPointSizeF(plain.pointSizeF() * 12 / 13);
    return font;
}

Appearance::Appearance(Qt::ColorScheme chosen, Dress dress, QObject *parent)
    : QObject(parent),
      m_chosen(chosen),
      m_isDressed(dress == Dress::Now)
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    chooseFont();
    apply();
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Appearance::apply);
}

void Appearance::dress()
{
    m_isDressed = true;
    apply();
}

void Appearance::choose(Qt::ColorScheme scheme)
{
    if (scheme == m_chosen)
        return;
    m_chosen = scheme;
    apply();
}

void Appearance::apply()
{
    const Qt::ColorScheme scheme =
        m_chosen == Qt::ColorScheme::Unknown ? QGuiApplication::styleHints()->colorScheme() : m_chosen;
    const Colors &colors = colorsFor(scheme);
    QApplication::setPalette(paletteOf(colors));
    if (m_isDressed)
        qApp->setStyleSheet(styleSheetOf(colors));
}

} // namespace larder

#include "ui/sizespinbox.h"

#include "core/wording/quantities.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr double most = 9e15; // bytes; a double counts each of them

/// The one that a size is shown in.
double unitOf(double bytes)
{
    return std::pow(1000.0, std::floor(std::log10(std::max(bytes, 1.0)) / 3));
}

} // namespace

SizeSpinBox::SizeSpinBox(QString suffix, const QString &none, double usualUnit, QWidget *parent)
    : QDoubleSpinBox(parent),
      m_suffix(std::move(suffix)),
      m_usualUnit(usualUnit)
{
    setDecimals(0);
    setRange(0, most);
    setSpecialValueText(none);
    setKeyboardTracking(false);
    setCorrectionMode(CorrectToPreviousValue);
    setMinimumWidth(fontMetrics().horizontalAdvance(byteSizeText(888'800'000'000) + u"/s "_s + none) + 40);
}

std::optional<qint64> SizeSpinBox::bytes() const
{
    return value() > 0 ? std::optional(qint64(value())) : std::nullopt;
}

void SizeSpinBox::setBytes(std::optional<qint64> bytes)
{
    setValue(double(bytes.value_or(0)));
}

QString SizeSpinBox::textFromValue(double value) const
{
    return byteSizeText(qint64(value)) + m_suffix;
}

double SizeSpinBox::valueFromText(const QString &text) const
{
    // What is shown is rounded: as long as nobody changed it, the exact number stays.
    return text == textFromValue(value()) ? value() : parsed(text).value_or(value());
}

QValidator::State SizeSpinBox::validate(QString &text, int &) const
{
    if (text == specialValueText() || parsed(text))
        return QValidator::Acceptable;
    return text.size() < 24 ? QValidator::Intermediate : QValidator::Invalid;
}

/// By one of the unit that is shown: 50 GB, 51 GB; 1 GB, 900 MB.
void SizeSpinBox::stepBy(int steps)
{
    double bytes = value();
    for (int i = 0; i < std::abs(steps); ++i) {
        const double below = steps < 0 ? std::nextafter(bytes, 0.0) : bytes;
        const double size = std::max(below, megabyte);
        const double unit = unitOf(size);
        const double step = size >= 100 * unit ? 10 * unit : size >= 2 * unit || steps > 0 ? unit : unit / 10;
        bytes = std::max(0.0, std::round((bytes + (steps > 0 ? step : -step)) / step) * step);
    }
    setValue(bytes);
    selectAll();
}

std::optional<double> SizeSpinBox::parsed(const QString &text) const
{
    static const QRegularExpression form(
        u"^\\s*([0-9]+(?:[.,][0-9]+)?)\\s*([kmgtp]?)((?:[bo]|bytes?|octets?)?)\\s*$"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QString words = text.trimmed();
    if (!m_suffix.isEmpty() && words.endsWith(m_suffix))
        words.chop(m_suffix.size());
    if (words.isEmpty() || words == specialValueText())
        return 0;
    const QRegularExpressionMatch match = form.match(words);
    if (!match.hasMatch())
        return std::nullopt;
    const double number = QLocale::c().toDouble(match.captured(1).replace(u',', u'.'));
    const QString prefix = match.captured(2).toLower();
    const bool isBare = prefix.isEmpty() && match.captured(3).isEmpty();
    const double unit = isBare ? (value() > 0 ? unitOf(value()) : m_usualUnit)
        : prefix.isEmpty()     ? 1.0
                               : std::pow(1000.0, double(u"kmgtp"_s.indexOf(prefix) + 1));
    const double bytes = std::round(number * unit);
    return bytes <= most ? std::optional(bytes) : std::nullopt;
}

} // namespace larder

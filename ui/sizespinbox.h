/// A number of bytes as people write it: "50 GB", "500M", "1.5 TB"; its least value is "no limit". A number
/// without a unit has the unit that stood there before, never bytes. GUI thread.
#pragma once

#include <QDoubleSpinBox>

#include <optional>

namespace larder {

class SizeSpinBox : public QDoubleSpinBox
{
    Q_OBJECT
public:
    /// `suffix` stands after each size: "/s". `none`: what 0 means. `usualUnit`: of a number without a unit
    /// where nothing stood, in bytes.
    SizeSpinBox(QString suffix, const QString &none, double usualUnit, QWidget *parent = nullptr);

    static constexpr double megabyte = 1e6;
    static constexpr double gigabyte = 1e9;

    /// nullopt: no limit.
    [[nodiscard]] std::optional<qint64> bytes() const;
    void setBytes(std::optional<qint64> bytes);

    [[nodiscard]] QString textFromValue(double value) const override;
    [[nodiscard]] double valueFromText(const QString &text) const override;
    QValidator::State validate(QString &text, int &position) const override;
    void stepBy(int steps) override;

private:
    [[nodiscard]] std::optional<double> parsed(const QString &text) const;

    QString m_suffix;
    double m_usualUnit;
};

} // namespace larder

/// How long a look counts, in words: every day, Monday to Friday at 06:30, every 15 minutes …, with what that
/// means in the coming days. GUI thread.
#pragma once

#include "core/base/instant.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTimeEdit;

namespace larder {

class Clock;

class PolicyEditor : public QWidget
{
    Q_OBJECT
public:
    explicit PolicyEditor(const Clock &clock, QWidget *parent = nullptr);

    /// The text form; what is written may be wrong: see isValid.
    [[nodiscard]] QString policy() const;
    void setPolicy(const QString &policy);
    [[nodiscard]] bool isValid() const { return m_isValid; }
    /// Of the dataset: the wall clock that the times are read on.
    void setZone(const QByteArray &zone);

Q_SIGNALS:
    void changed();

private:
    void judge();
    [[nodiscard]] QString previewWords() const;

    const Clock &m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QComboBox *m_kind;
    QStackedWidget *m_value;
    QTimeEdit *m_time;
    QLineEdit *m_period;
    QLineEdit *m_cron;
    QLabel *m_words;
    bool m_isValid = true;
};

/// The first boundaries after `now`, as a person reads them in that zone: "tomorrow 06:30, Mon 30 Nov 06:30".
/// Empty: there are none. REQUIRES: a policy that can be read.
[[nodiscard]] QString boundariesText(const QString &policy, Instant now, const QTimeZone &zone, int count);

} // namespace larder

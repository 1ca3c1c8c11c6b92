#include "ui/dialogs/policyeditor.h"

#include "core/base/clock.h"
#include "core/freshness/policy.h"
#include "core/freshness/walltime.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStackedWidget>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownBoundaries = 3;
const QTime usualTime(6, 30);

enum class Value { None, Time, Period, Cron };

/// `start` and the value make the text form.
struct Kind {
    const char *words;
    QLatin1StringView start;
    Value value;
};

constexpr std::array kinds{
    Kind{QT_TRANSLATE_NOOP("larder::PolicyEditor", "Every day"), "daily"_L1, Value::None},
    Kind{QT_TRANSLATE_NOOP("larder::PolicyEditor", "Every day at"), "daily@"_L1, Value::Time},
    Kind{QT_TRANSLATE_NOOP("larder::PolicyEditor", "Monday to Friday"), "weekdays"_L1, Value::None},
    Kind{QT_TRANSLATE_NOOP("larder::PolicyEditor", "Monday to Friday at"), "weekdays@"_L1, Value::Time},
    Kind{QT_TRANSLATE_NOOP("larder::PolicyEditor", "Every so often"), "every:"_L1, Value::Period},
    Kind{QT_TRANSLATE_NOOP("larder::PolicyEditor", "By a cron line"), "cron:"_L1, Value::Cron},
    Kind{QT_TRANSLATE_NOOP("larder::PolicyEditor", "At every read"), "always"_L1, Value::None},
    Kind{QT_TRANSLATE_NOOP("larder::PolicyEditor", "Only when told to"), "manual"_L1, Value::None},
};

QString boundaryText(Instant instant, Instant now, const QTimeZone &zone)
{
    const QDateTime wall = toDateTime(instant, zone);
    if (toDateTime(now, zone).date().daysTo(wall.date()) <= 1)
        return friendlyInstant(instant, now, zone);
    return QLocale().toString(wall.date(), u"ddd d MMM"_s) + wall.time().toString(u" HH:mm"_s);
}

} // namespace

QString boundariesText(const QString &policy, Instant now, const QTimeZone &zone, int count)
{
    const auto parsed = parsePolicy(policy);
    Q_ASSERT(parsed);
    QStringList texts;
    Instant last = now;
    while (texts.size() < count) {
        const std::optional<Instant> next = (*parsed)->boundaryAfter(last, zone);
        if (!next || *next <= last)
            break;
        texts << boundaryText(*next, now, zone);
        last = *next;
    }
    return texts.join(u", "_s);
}

PolicyEditor::PolicyEditor(const Clock &clock, QWidget *parent)
    : QWidget(parent),
      m_clock(clock),
      m_kind(new QComboBox(this)),
      m_value(new QStackedWidget(this)),
      m_time(new QTimeEdit(usualTime, this)),
      m_period(new QLineEdit(u"15m"_s, this)),
      m_cron(new QLineEdit(u"30 6 * * 1-5"_s, this)),
      m_words(new QLabel(this))
{
    for (const Kind &kind : kinds)
        m_kind->addItem(tr(kind.words));
    m_kind->setAccessibleName(tr("How long a look counts"));
    m_time->setDisplayFormat(u"HH:mm"_s);
    m_time->setAccessibleName(tr("Time of day"));
    m_period->setAccessibleName(tr("Period"));
    m_period->setPlaceholderText(tr("15m, 6h, 2d"));
    m_cron->setAccessibleName(tr("Cron line"));
    m_cron->setPlaceholderText(tr("minute hour day month weekday"));
    m_value->addWidget(new QWidget); // in the order of Value
    for (QWidget *value :
         {static_cast<QWidget *>(m_time), static_cast<QWidget *>(m_period), static_cast<QWidget *>(m_cron)})
        m_value->addWidget(value);
    m_words->setWordWrap(true);
    m_words->setMinimumWidth(1);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setFont(smallFont(font()));

    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_kind);
    line->addWidget(m_value, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_words);
    setFocusProxy(m_kind);

    connect(m_kind, &QComboBox::currentIndexChanged, this, &PolicyEditor::judge);
    connect(m_time, &QTimeEdit::timeChanged, this, &PolicyEditor::judge);
    connect(m_period, &QLineEdit::textChanged, this, &PolicyEditor::judge);
    connect(m_cron, &QLineEdit::textChanged, this, &PolicyEditor::judge);
    judge();
}

QString PolicyEditor::policy() const
{
    const Kind &kind = kinds[size_t(std::max(0, m_kind->currentIndex()))];
    switch (kind.value) {
    case Value::None:
        return kind.start;
    case Value::Time:
        return kind.start + m_time->time().toString(u"HH:mm"_s);
    case Value::Period:
        return kind.start + m_period->text().trimmed();
    case Value::Cron:
        return kind.start + m_cron->text().trimmed();
    }
    Q_UNREACHABLE_RETURN({});
}

void PolicyEditor::setPolicy(const QString &policy)
{
    for (size_t i = kinds.size(); i-- > 0;) { // "daily@" before "daily"
        const Kind &kind = kinds[i];
        const bool isThis = kind.value == Value::None ? policy == kind.start : policy.startsWith(kind.start);
        if (!isThis)
            continue;
        const QString value = policy.sliced(kind.start.size());
        if (kind.value == Value::Time)
            m_time->setTime(parseTimeOfDay(value).value_or(usualTime));
        if (kind.value == Value::Period)
            m_period->setText(value);
        if (kind.value == Value::Cron)
            m_cron->setText(value);
        m_kind->setCurrentIndex(int(i));
        return;
    }
}

void PolicyEditor::setZone(const QByteArray &zone)
{
    const auto parsed = parseZone(zone);
    if (!parsed || *parsed == m_zone)
        return;
    m_zone = *parsed;
    judge();
}

void PolicyEditor::judge()
{
    const Value value = kinds[size_t(std::max(0, m_kind->currentIndex()))].value;
    m_value->setCurrentIndex(int(value));
    const auto parsed = parsePolicy(policy());
    m_isValid = parsed.has_value();
    m_words->setText(parsed ? previewWords() : errorSentence(parsed.error()));
    m_words->setAccessibleName(m_words->text());
    setInk(*m_words, m_isValid ? Ink::Quiet : Ink::Bad);
    setMistaken(*m_period, value == Value::Period && !m_isValid);
    setMistaken(*m_cron, value == Value::Cron && !m_isValid);
    Q_EMIT changed();
}

QString PolicyEditor::previewWords() const
{
    if (policy() == "always"_L1)
        return tr("Each reader waits until the source was asked.");
    if (policy() == "manual"_L1)
        return tr("Readers get what is there until you refresh it.");
    const QString next = boundariesText(policy(), m_clock.now(), m_zone, shownBoundaries);
    const bool isElsewhere = m_zone.id() != QTimeZone::systemTimeZoneId();
    return isElsewhere ? tr("Next: %1 … (%2)").arg(next, QString::fromUtf8(m_zone.id()))
                       : tr("Next: %1 …").arg(next);
}

} // namespace larder

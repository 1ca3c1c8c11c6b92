#include "ui/runbar.h"

#include "core/sync/aftercommand.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "core/wording/told.h"
#include "ui/elidedlabel.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QProgressBar>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds readingTime{50};

QString endOf(const RunReport &run)
{
    if (run.afterError)
        return RunBar::tr("%1; after it, %2").arg(runSentence(run), errorSentence(*run.afterError));
    return run.notices.contains(afterMendedNotice())
        ? RunBar::tr("%1; %2").arg(runSentence(run), told(afterMendedNotice()))
        : runSentence(run);
}

} // namespace

RunBar::RunBar(QWidget *parent)
    : QFrame(parent),
      m_what(new ElidedLabel(this)),
      m_bar(new QProgressBar(this)),
      m_amount(new ElidedLabel(this)),
      m_state(new ElidedLabel(this))
{
    setObjectName(u"runBar"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(pageMargin, 0, pageMargin, 0);
    layout->setSpacing(12);
    layout->addWidget(m_what);
    layout->addWidget(m_bar);
    layout->addWidget(m_amount);
    layout->addStretch(1);
    layout->addWidget(m_state);
    m_bar->setFixedWidth(180);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the runs"));
    m_state->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred); // a long failure does not displace it
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (QLabel *label :
         {static_cast<QLabel *>(m_what), static_cast<QLabel *>(m_amount), static_cast<QLabel *>(m_state)})
        label->setFont(smallFont(font()));
    setInk(*m_amount, Ink::Quiet);
    setInk(*m_state, Ink::Quiet);
    setFixedHeight(fontMetrics().height() + 14);
    m_calm.setSingleShot(true);
    m_calm.setInterval(readingTime);
    connect(&m_calm, &QTimer::timeout, this, [this] {
        if (std::exchange(m_isOld, false))
            showRunsSoon();
    });
    showRuns();
}

void RunBar::showStarted(const DatasetName &dataset)
{
    m_tally.start(dataset);
    showRunsSoon();
}

void RunBar::showProgress(const Progress &progress)
{
    m_tally.progress(progress);
    showRunsSoon();
}

void RunBar::showFinished(const FinishedRun &run)
{
    m_tally.finish(run.dataset);
    const bool isPersons = run.trigger != Trigger::Background;
    const bool isBad = !run.result || run.result->outcome == Outcome::Failed || run.result->afterError;
    const bool endsFailure = m_failed == run.dataset;
    if (isPersons || isBad || endsFailure) { // looks that found nothing are not worth a word
        const QString end = run.result ? endOf(*run.result) : errorSentence(run.result.error());
        m_lastRun = tr("%1: %2").arg(run.dataset.text(), end);
        m_mood = isBad ? Mood::Bad : Mood::Quiet;
        m_failed = isBad ? std::optional(run.dataset) : std::nullopt;
        m_failedAt = run.result ? run.result->startedAt : Instant::max();
    }
    showRunsSoon();
}

void RunBar::showConfirmed(const DatasetName &dataset, Instant at)
{
    if (m_failed != dataset || at <= m_failedAt)
        return;
    m_failed.reset();
    m_lastRun.clear();
    m_mood = Mood::Quiet;
    showRunsSoon();
}

void RunBar::showBackground(const QString &words, const QString &detail)
{
    m_background = words;
    m_backgroundDetail = detail;
    showState();
}

void RunBar::showStore(qint64 bytes, std::optional<qint64> budgetBytes)
{
    m_store = budgetBytes ? tr("Store %1 of %2").arg(byteSizeText(bytes), byteSizeText(*budgetBytes))
                          : tr("Store %1").arg(byteSizeText(bytes));
    showState();
}

void RunBar::tell(const QString &words)
{
    m_lastRun = words;
    m_mood = Mood::Quiet;
    m_failed.reset();
    showRuns();
}

void RunBar::tellTrouble(const Error &error)
{
    m_lastRun = errorSentence(error);
    m_mood = Mood::Bad;
    m_failed.reset();
    showRuns();
}

void RunBar::showState()
{
    QStringList parts{m_store, m_background};
    parts.removeAll(QString());
    m_state->setFullText(parts.join(u" · "_s));
    m_state->setAccessibleDescription(m_backgroundDetail);
    m_state->setDetail(m_backgroundDetail);
}

/// At once, and then no more often than anybody reads.
void RunBar::showRunsSoon()
{
    m_isOld = m_calm.isActive();
    if (m_isOld)
        return;
    showRuns();
    m_calm.start();
}

void RunBar::showRuns()
{
    const bool isIdle = m_tally.isIdle();
    const RunLine line = m_tally.line();
    m_what->setFullText(isIdle ? m_lastRun : line.what);
    m_amount->setFullText(line.amount);
    m_bar->setVisible(!isIdle);
    m_amount->setVisible(!isIdle);
    m_bar->setRange(0, line.permille ? 1000 : 0);
    m_bar->setValue(line.permille.value_or(0));
    m_bar->setAccessibleDescription(line.amount);
    setInk(*m_what, !isIdle ? Ink::Plain : m_mood == Mood::Bad ? Ink::Bad : Ink::Quiet);
}

} // namespace larder

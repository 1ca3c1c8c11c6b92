#include "ui/pages/progressline.h"

#include "core/wording/quantities.h"
#include "ui/elidedlabel.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace larder {

namespace {

constexpr std::chrono::milliseconds lookInterval{100};
constexpr int wholeBar = 1000;

} // namespace

ProgressLine::ProgressLine(QWidget *parent)
    : QWidget(parent),
      m_what(new ElidedLabel(this)),
      m_bar(new QProgressBar(this)),
      m_words(new ElidedLabel(this)),
      m_stop(new QPushButton(tr("Stop"), this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_what);
    layout->addWidget(m_bar);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_stop);
    m_bar->setFixedWidth(180);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    setInk(*m_words, Ink::Quiet);
    m_look.setInterval(lookInterval);
    connect(&m_look, &QTimer::timeout, this, &ProgressLine::showAmount);
    connect(m_stop, &QPushButton::clicked, this, &ProgressLine::stopRequested);
    hide();
}

ProgressLine::Tell ProgressLine::begin(const QString &what)
{
    m_amount = std::make_shared<Amount>();
    m_what->setFullText(what);
    m_bar->setAccessibleName(what);
    m_stop->setAccessibleName(tr("Stop: %1").arg(what));
    showAmount();
    m_look.start();
    show();
    return [amount = m_amount](qint64 bytesDone, qint64 bytesTotal) {
        amount->total = bytesTotal;
        amount->done = bytesDone;
    };
}

void ProgressLine::end()
{
    m_look.stop();
    hide();
}

void ProgressLine::showAmount()
{
    const qint64 total = m_amount->total;
    const qint64 done = std::min<qint64>(m_amount->done, total);
    m_bar->setRange(0, total > 0 ? wholeBar : 0);
    m_bar->setValue(total > 0 ? int(double(done) / double(total) * wholeBar) : 0);
    m_words->setFullText(total > 0 ? tr("%1 of %2").arg(byteSizeText(done), byteSizeText(total)) : QString());
}

} // namespace larder

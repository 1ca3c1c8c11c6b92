/// The window's foot: what is being fetched with a live bar, else how the last run ended; at its end, when
/// the background looks next. GUI thread.
#pragma once

#include "core/engine/engine.h"
#include "ui/models/runtally.h"

#include <QFrame>

class QProgressBar;

namespace larder {

class ElidedLabel;

class RunBar : public QFrame
{
    Q_OBJECT
public:
    explicit RunBar(QWidget *parent = nullptr);

    void showStarted(const larder::DatasetName &dataset);
    void showProgress(const larder::Progress &progress);
    void showFinished(const larder::FinishedRun &run);
    /// "Next look today 12:15 · background sync on"
    void showBackground(const QString &words);

private:
    void showRuns();

    enum class Mood { Quiet, Bad };
    RunTally m_tally;
    QString m_lastRun;
    Mood m_mood = Mood::Quiet;
    ElidedLabel *m_what;
    QProgressBar *m_bar;
    ElidedLabel *m_amount;
    ElidedLabel *m_background;
};

} // namespace larder

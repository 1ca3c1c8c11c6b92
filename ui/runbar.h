/// The window's foot: what is being fetched with a live bar, else how the last run ended; at its end, what
/// the store holds and what the background does. GUI thread.
#pragma once

#include "core/engine/engine.h"
#include "ui/models/runtally.h"

#include <QFrame>
#include <QTimer>

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
    /// Whose failure stands there.
    [[nodiscard]] const std::optional<DatasetName> &failed() const { return m_failed; }
    /// It was found equal to its source then: a failure before that is over.
    void showConfirmed(const larder::DatasetName &dataset, larder::Instant at);
    /// "background sync on"; `detail`, in the tooltip: "Next look today 12:15"
    void showBackground(const QString &words, const QString &detail);
    void showStore(qint64 bytes, std::optional<qint64> budgetBytes);
    /// What came of a wish that is no run, until the next run ends.
    void tell(const QString &words);
    void tellTrouble(const larder::Error &error);

private:
    void showRuns();
    void showRunsSoon();
    void showState();

    enum class Mood { Quiet, Bad };
    RunTally m_tally;
    QString m_lastRun;
    Mood m_mood = Mood::Quiet;
    std::optional<DatasetName> m_failed; ///< of m_lastRun
    Instant m_failedAt{}; ///< the beginning: where no run could be made, the last instant
    ElidedLabel *m_what;
    QProgressBar *m_bar;
    ElidedLabel *m_amount;
    ElidedLabel *m_state;
    QString m_store;
    QString m_background;
    QString m_backgroundDetail;
    QTimer m_calm;
    bool m_isOld = false; ///< something changed meanwhile
};

} // namespace larder

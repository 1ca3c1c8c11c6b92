/// A task that takes a while: what is being done, a bar, how far, and a button that stops it. Hidden while
/// nothing goes. GUI thread.
#pragma once

#include <QTimer>
#include <QWidget>

#include <atomic>
#include <functional>
#include <memory>

class QProgressBar;
class QPushButton;

namespace larder {

class ElidedLabel;

class ProgressLine : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressLine(QWidget *parent = nullptr);

    /// May be called from any thread, as often as wanted; the latest counts.
    using Tell = std::function<void(qint64 bytesDone, qint64 bytesTotal)>;
    [[nodiscard]] Tell begin(const QString &what);
    void end();

Q_SIGNALS:
    void stopRequested();

private:
    struct Amount {
        std::atomic<qint64> done = 0;
        std::atomic<qint64> total = 0;
    };
    void showAmount();

    std::shared_ptr<Amount> m_amount;
    QTimer m_look;
    ElidedLabel *m_what;
    QProgressBar *m_bar;
    ElidedLabel *m_words;
    QPushButton *m_stop;
};

} // namespace larder

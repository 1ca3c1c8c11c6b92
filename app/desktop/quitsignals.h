/// SIGTERM and SIGINT as a Qt signal, so that runs are stopped and locks are given back before the end.
/// One object per process, made in the GUI thread.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace larder {

class QuitSignals : public QObject
{
    Q_OBJECT
public:
    explicit QuitSignals(QObject *parent = nullptr);
    ~QuitSignals() override;

Q_SIGNALS:
    void quitAsked();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace larder

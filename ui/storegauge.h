/// How much the store holds: the one figure that the window's foot and the page Storage show. Counted in a
/// task: soon after something was fetched, and not more often than twice a minute; the page, which counts
/// more while it is shown, hands in what it found. GUI thread.
#pragma once

#include "core/engine/taskrunner.h"
#include "core/store/home.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace larder {

class StoreGauge : public QObject
{
    Q_OBJECT
public:
    StoreGauge(TaskRunner &tasks, const Home &home, QObject *parent = nullptr);

    void measureSoon();
    void measureNow();
    void take(qint64 bytes);
    /// nullopt: not measured yet.
    [[nodiscard]] std::optional<qint64> bytes() const { return m_bytes; }

Q_SIGNALS:
    void measured(qint64 bytes);

private:
    TaskRunner &m_tasks;
    const Home &m_home;
    std::optional<qint64> m_bytes;
    QTimer m_pause; ///< runs while the last measurement is young
    bool m_isAsked = false;
    Task m_measuring;
};

} // namespace larder

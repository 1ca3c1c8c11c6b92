#include "ui/storegauge.h"

#include "core/store/usage.h"

namespace larder {

namespace {

using namespace std::chrono_literals;

constexpr auto pauseBetween = 30s; // counting costs a look at each file of the store

} // namespace

StoreGauge::StoreGauge(TaskRunner &tasks, const Home &home, QObject *parent)
    : QObject(parent),
      m_tasks(tasks),
      m_home(home)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseBetween);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_isAsked)
            measureNow();
    });
}

void StoreGauge::measureSoon()
{
    m_isAsked = true;
    if (!m_pause.isActive())
        measureNow();
}

void StoreGauge::measureNow()
{
    m_isAsked = false;
    m_pause.start();
    m_measuring = m_tasks.run(
        this, [home = m_home](std::stop_token stop) { return storedBytes(home, std::move(stop)); },
        [this](const Result<qint64> &bytes) {
            if (bytes) // else who needs the store meets the error, and tells it
                take(*bytes);
        });
}

void StoreGauge::take(qint64 bytes)
{
    m_bytes = bytes;
    Q_EMIT measured(bytes);
}

} // namespace larder

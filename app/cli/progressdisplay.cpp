#include "app/cli/progressdisplay.h"

#include "core/base/filedescriptor.h"
#include "core/wording/quantities.h"

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto redrawEvery = 100ms;
constexpr auto lineEvery = 5s; // off a terminal: a log stays short
constexpr int barCells = 24;

int percentOf(const Progress &progress)
{
    if (progress.bytesTotal <= 0)
        return progress.filesTotal > 0 ? progress.filesDone * 100 / progress.filesTotal : 0;
    return int(std::clamp<qint64>(progress.bytesDone * 100 / progress.bytesTotal, 0, 100));
}

QString phaseText(Phase phase)
{
    switch (phase) {
    case Phase::Waiting:
        return u"waiting for another run"_s;
    case Phase::Probing:
        return u"asking the source"_s;
    case Phase::Settling:
        return u"waiting until the upload holds still"_s;
    case Phase::Fetching:
        return u"fetching"_s;
    case Phase::Unpacking:
        return u"unpacking"_s;
    case Phase::Committing:
        return u"writing to disk"_s;
    case Phase::After:
        return u"running the command that comes after"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString amounts(const Progress &progress)
{
    QString text;
    const bool isCounted = progress.filesTotal > 0 && progress.bytesDone == 0 && progress.bytesTotal == 0;
    if (isCounted) {
        text =
            u"%1 % · %2 of %3"_s.arg(percentOf(progress), 3).arg(progress.filesDone).arg(progress.filesTotal);
    } else if (progress.bytesTotal > 0) {
        text = u"%1 % · %2 of %3"_s.arg(percentOf(progress), 3)
                   .arg(byteSizeText(progress.bytesDone), byteSizeText(progress.bytesTotal));
    } else {
        text = byteSizeText(progress.bytesDone);
    }
    if (progress.bytesPerSecond <= 0)
        return text;
    text += u" · %1/s"_s.arg(byteSizeText(progress.bytesPerSecond));
    const qint64 left = progress.bytesTotal - progress.bytesDone;
    if (left > 0) {
        const std::chrono::seconds seconds((left + progress.bytesPerSecond - 1) / progress.bytesPerSecond);
        text += u" · %1 left"_s.arg(durationInWords(seconds));
    }
    return text;
}

} // namespace

QString barText(const Progress &sum, const QString &what, int columns)
{
    QString text = what + u' ';
    if (sum.phase != Phase::Fetching) {
        text += phaseText(sum.phase) + u'…';
    } else {
        const int filled = barCells * percentOf(sum) / 100;
        text += u'[' + QString(filled, u'█') + QString(barCells - filled, u'░') + "] "_L1 + amounts(sum);
    }
    return elided(text, columns);
}

ProgressDisplay::ProgressDisplay(Output &output)
    : m_output(output),
      m_startedAt(std::chrono::steady_clock::now())
{
    if (output.isQuiet())
        return;
    if (output.err().canRedraw)
        m_style = Style::Bar;
    else if (!output.isJson())
        m_style = Style::Lines;
    // Called by Output with its own lock held, so it must not wait for ours: a line that meets a redraw may
    // be drawn over, and the next redraw mends it.
    output.setInterruption([this] {
        if (m_mutex.try_lock()) {
            wipe();
            m_mutex.unlock();
        }
    });
}

ProgressDisplay::~ProgressDisplay()
{
    m_output.setInterruption({});
    const std::lock_guard guard(m_mutex);
    wipe();
}

ProgressCallback ProgressDisplay::callback()
{
    return [this](const Progress &progress) { show(progress); };
}

void ProgressDisplay::show(const Progress &progress)
{
    update(progress.dataset.text(), {progress, phaseText(progress.phase), {}, -1});
}

void ProgressDisplay::showBytes(const QString &doing, qint64 done, qint64 total)
{
    Progress progress{.phase = Phase::Fetching, .bytesDone = done, .bytesTotal = total};
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - m_startedAt;
    if (elapsed > 1s)
        progress.bytesPerSecond = qint64(double(done) / elapsed.count());
    update(doing, {progress, {}, {}, -1});
}

void ProgressDisplay::showCount(const QString &doing, int done, int total)
{
    update(doing, {{.phase = Phase::Fetching, .filesDone = done, .filesTotal = total}, {}, {}, -1});
}

void ProgressDisplay::update(const QString &key, Shown &&shown)
{
    if (m_style == Style::Hidden)
        return;
    const std::lock_guard guard(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    Shown &entry = m_shown[key];
    entry.progress = std::move(shown.progress);
    entry.doing = std::move(shown.doing);
    if (m_style == Style::Lines) {
        printLine(entry, now);
        return;
    }
    if (m_isDrawn && now - m_drawnAt < redrawEvery)
        return;
    m_drawnAt = now;
    draw();
}

/// The first word about a fetch once there is something to say, then one line every few seconds.
void ProgressDisplay::printLine(Shown &shown, Ticker now)
{
    const int percent = percentOf(shown.progress);
    const bool isDue = !shown.lineAt || now - *shown.lineAt >= lineEvery;
    if (shown.progress.phase != Phase::Fetching || !isDue || percent == shown.linePercent)
        return;
    if (!shown.lineAt && now - m_startedAt < lineEvery)
        return; // short work ends with its result; only long work needs lines on the way
    shown.lineAt = now;
    shown.linePercent = percent;
    const auto name =
        std::ranges::find_if(m_shown, [&](const auto &each) { return &each.second == &shown; })->first;
    const QByteArray line = QString(name + ": "_L1 + amounts(shown.progress).trimmed() + u'\n').toUtf8();
    (void)writeAll(m_output.err().descriptor, line.data(), size_t(line.size()));
}

QString ProgressDisplay::barLine() const
{
    Progress sum{.phase = Phase::Waiting};
    for (const auto &[name, shown] : m_shown) {
        const Progress &progress = shown.progress;
        sum.phase = std::max(sum.phase, std::min(progress.phase, Phase::Fetching));
        sum.filesDone += progress.filesDone;
        sum.filesTotal += progress.filesTotal;
        sum.bytesDone += progress.bytesDone;
        sum.bytesTotal += progress.bytesTotal;
        sum.bytesPerSecond += progress.phase == Phase::Fetching ? progress.bytesPerSecond : 0;
    }
    if (m_shown.size() == 1)
        sum.phase = m_shown.begin()->second.progress.phase;
    const QString what =
        m_shown.size() == 1 ? m_shown.begin()->first : u"%1 datasets"_s.arg(int(m_shown.size()));
    return barText(sum, what, m_output.err().columns - 1);
}

void ProgressDisplay::draw()
{
    const QByteArray bytes = QString("\r\x1b[K"_L1 + withoutControls(barLine())).toUtf8();
    (void)writeAll(m_output.err().descriptor, bytes.data(), size_t(bytes.size()));
    m_isDrawn = true;
}

void ProgressDisplay::wipe()
{
    if (!m_isDrawn)
        return;
    static constexpr QByteArrayView toLineStart = "\r\x1b[K";
    (void)writeAll(m_output.err().descriptor, toLineStart.data(), size_t(toLineStart.size()));
    m_isDrawn = false;
}

} // namespace larder

/// How far runs are, on stderr: one bar over all of them on a terminal, plain lines elsewhere, nothing with
/// --quiet or, off a terminal, with --json. Any thread; at most 10 redraws a second. Goes with its last line
/// wiped.
#pragma once

#include "app/cli/output.h"
#include "core/dataset/progress.h"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>

namespace larder {

class ProgressDisplay
{
public:
    using Ticker = std::chrono::steady_clock::time_point;

    explicit ProgressDisplay(Output &output);
    ~ProgressDisplay();
    ProgressDisplay(const ProgressDisplay &) = delete;
    ProgressDisplay &operator=(const ProgressDisplay &) = delete;

    void show(const Progress &progress);
    [[nodiscard]] ProgressCallback callback();

    /// For work that is no run: verify, export, a move of the store.
    void showBytes(const QString &doing, qint64 done, qint64 total);
    void showCount(const QString &doing, int done, int total);

private:
    enum class Style { Hidden, Bar, Lines };
    struct Shown {
        Progress progress;
        QString doing;
        std::optional<Ticker> lineAt;
        int linePercent = -1;
    };

    void update(const QString &key, Shown &&shown);
    void printLine(Shown &shown, Ticker now);
    void draw();
    void wipe();
    [[nodiscard]] QString barLine() const;

    Output &m_output;
    Style m_style = Style::Hidden;
    std::mutex m_mutex;
    std::map<QString, Shown> m_shown; ///< by dataset, or by what is done
    Ticker m_startedAt{};
    Ticker m_drawnAt{};
    bool m_isDrawn = false;
};

/// "[=====>    ]  45 %  12 MB of 27 MB  4.5 MB/s  3 s left", cut to `columns` cells. Pure.
[[nodiscard]] QString barText(const Progress &sum, const QString &what, int columns);

} // namespace larder

/// What a person set for this machine, as plain values. `app/settings` keeps them in a file and names them
/// for the command line; the window shows and changes them. The store's place is not here: the data folder
/// knows it, because every reader needs it.
#pragma once

#include <QTime>
#include <QtTypes>

#include <optional>

namespace larder {

/// What the background does under a condition.
enum class BackgroundRule {
    Sync,
    CheckOnly, ///< asks the source and tells, fetches nothing
    Nothing,
};

/// On the machine's wall clock; `from` after `until` goes over midnight. Never equal.
struct QuietHours {
    QTime from;
    QTime until;

    bool operator==(const QuietHours &) const = default;
};

/// What closing the window means where no panel shows tray icons; where one does, the window hides.
enum class CloseRule {
    Ask,
    Sync, ///< goes on without a window
    Quit,
};

enum class Theme { System, Light, Dark };

struct Settings {
    std::optional<qint64> budgetBytes; ///< for the store's bytes; nullopt: no limit
    qint64 bandwidthBytesPerSecond = 0; ///< over all runs of a process; 0: no limit
    int concurrency = 4; ///< datasets fetched side by side

    BackgroundRule onMetered = BackgroundRule::CheckOnly; ///< a network that nobody calls metered is not
    BackgroundRule onBattery = BackgroundRule::Sync;
    BackgroundRule inQuietHours = BackgroundRule::Nothing;
    std::optional<QuietHours> quietHours;

    bool notifiesOfReuploads = true;
    bool notifiesOfTrouble = true; ///< sign-in needed, failed, late: once per occurrence
    CloseRule onClose = CloseRule::Ask;
    Theme theme = Theme::System;

    bool operator==(const Settings &) const = default;
};

} // namespace larder

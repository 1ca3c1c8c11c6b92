/// What pages and dialogs work with, handed down by the window. Blocking questions go through `tasks`, runs
/// of datasets through `engine`; `sync` is for the tasks only. Everything outlives every page.
#pragma once

#include "core/sync/services.h"

namespace larder {

class Engine;
class HomeWatch;
class SettingsKeeper;
class TaskRunner;

struct PageServices {
    TaskRunner &tasks;
    SyncServices sync;
    Engine &engine;
    HomeWatch &watch;
    SettingsKeeper &settings;
};

} // namespace larder

/// Writes down what happened in the catalog's activity log. A log that cannot be written never spoils what it
/// tells of: the failure goes to the program's own log. Any thread; opens the catalog for itself.
#pragma once

#include "core/catalog/activity.h"

#include <span>

namespace larder {

class Home;

void logActivity(const Home &home, const Activity &activity);
void logActivities(const Home &home, std::span<const Activity> activities);

} // namespace larder

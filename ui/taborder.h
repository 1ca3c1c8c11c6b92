/// The Tab key goes as the eye does: in the order of the layouts, whatever the order of creation. To be asked
/// again when controls were exchanged. GUI thread.
#pragma once

class QWidget;

namespace larder {

void tabAsLaidOut(const QWidget &root);

} // namespace larder

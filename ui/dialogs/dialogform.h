/// How the forms of the dialogs stand: labels in one line, fields as wide as there is room. GUI thread.
#pragma once

class QFormLayout;

namespace larder {

void dressForm(QFormLayout &form);

} // namespace larder

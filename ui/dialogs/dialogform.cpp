#include "ui/dialogs/dialogform.h"

#include <QFormLayout>

namespace larder {

void dressForm(QFormLayout &form)
{
    form.setContentsMargins(0, 0, 0, 0);
    form.setHorizontalSpacing(16);
    form.setVerticalSpacing(8);
    form.setLabelAlignment(Qt::AlignLeft);
    form.setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

} // namespace larder

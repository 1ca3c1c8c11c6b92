/// Asked when Larder is to end while edits of bindings are not saved. Shown with open(), never waited for; it
/// goes when it is answered. GUI thread.
#pragma once

#include "core/dataset/datasetname.h"

#include <QMessageBox>

namespace larder {

class QuitQuestion : public QMessageBox
{
    Q_OBJECT
public:
    /// `edited` is not empty.
    QuitQuestion(const QList<DatasetName> &edited, QWidget *window);

Q_SIGNALS:
    void editsWanted(const larder::DatasetName &first);
    void quitConfirmed();
};

} // namespace larder

/// "I told the customer…": asks what is wrong with the upload, and closes what was reported before. Shown
/// with open(), never waited for. GUI thread.
#pragma once

#include "core/dataset/datasetname.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace larder {

enum class ReportState { None, Open };

class ReportDialog : public QDialog
{
    Q_OBJECT
public:
    ReportDialog(const DatasetName &dataset, ReportState state, QWidget *parent = nullptr);

Q_SIGNALS:
    void reported(const QString &text);
    void closeRequested();

private:
    void updateButtons();

    QPlainTextEdit *m_text;
    QLabel *m_room;
    QPushButton *m_report;
};

} // namespace larder

/// What is known about one entry of the activity log: its sentence, then a line per fact. Text can be
/// selected and copied. GUI thread.
#pragma once

#include "ui/pages/activityitem.h"

#include <QScrollArea>

class QFormLayout;
class QLabel;
class QPlainTextEdit;

namespace larder {

class ActivityDetails : public QScrollArea
{
    Q_OBJECT
public:
    explicit ActivityDetails(QWidget *parent = nullptr);

    /// nullptr: nothing is selected.
    void show(const ActivityItem *item, const QTimeZone &viewerZone);
    /// What the command of the shown run said.
    void showOutput(const QString &text);

private:
    void addLine(const ActivityDetail &detail);

    QLabel *m_title;
    QLabel *m_what;
    QFormLayout *m_lines;
    QPlainTextEdit *m_output;
};

} // namespace larder

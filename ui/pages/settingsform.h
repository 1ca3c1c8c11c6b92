/// Lines of a settings page: what it is and what it means on the left, the control on the right, and below it
/// the place where a mistake is told. GUI thread.
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;

namespace larder {

class SettingsForm : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsForm(QWidget *parent = nullptr);

    void addSection(const QString &title);
    /// Names the control for those who cannot see the label. Returns where mistakes are told.
    QLabel *addLine(const QString &label, const QString &meaning, QWidget *control);
    /// Over both columns.
    void addWide(QWidget *widget, Qt::Alignment alignment = {});

private:
    QGridLayout *m_grid;
    bool m_isFirstSection = true;
};

/// Tells a mistake at its field; an empty text takes it back.
void tellMistake(QLabel &place, QWidget &field, const QString &words);
/// Tells, where mistakes are told, what is still to be written.
void tellNeed(QLabel &place, const QString &words);

} // namespace larder

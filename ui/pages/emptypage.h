/// What stands in place of the table when there is nothing to show: what Larder does and how to begin, or
/// what is wrong with the home and what to do. GUI thread.
#pragma once

#include "core/base/result.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace larder {

class EmptyPage : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyPage(QWidget *parent = nullptr);

    void showBeginning();
    void showError(const Error &error);

Q_SIGNALS:
    void addRequested();
    void sampleRequested();
    void retryRequested();

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    void fitWords();

    QLabel *m_title;
    QLabel *m_words;
    QPushButton *m_add;
    QPushButton *m_sample;
    QPushButton *m_retry;
};

} // namespace larder

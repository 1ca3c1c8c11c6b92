/// The line at the top of a page: what failed or was done, with the buttons that go on from there, until it
/// is closed. That the home cannot be read stands before everything else. GUI thread.
#pragma once

#include "core/base/result.h"

#include <QFrame>

class QPushButton;

namespace larder {

class ElidedLabel;

class NoticeBar : public QFrame
{
    Q_OBJECT
public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void tellFailure(const Error &error);
    /// `folder`: where to look, offered as a button; empty: nowhere.
    void tell(const QString &words, const QString &folder = {});

    /// Stays, with a button to try again, until `endReadError`.
    void tellReadError(const Error &error);
    void endReadError();

Q_SIGNALS:
    void retryRequested();

private:
    enum class Tone { Plain, Bad };
    void showWords(const QString &words, Tone tone);

    ElidedLabel *m_words;
    QPushButton *m_openFolder;
    QPushButton *m_retry;
    QPushButton *m_close;
    QString m_folder;
    bool m_isReadError = false;
};

} // namespace larder

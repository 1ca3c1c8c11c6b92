/// The line at the top of a page: what failed or was done, with the buttons that go on from there, until it
/// is closed. What goes on being wrong stands before everything else. GUI thread.
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

    /// Stays, with a button to try again, until `endRetry`.
    void offerRetry(const QString &words);
    void endRetry();

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
    bool m_offersRetry = false;
};

} // namespace larder

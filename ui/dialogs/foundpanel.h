/// What the source holds, as the probe found it: how much, how new, a sample of names; or what keeps it from
/// being asked, with what to do. GUI thread.
#pragma once

#include "core/sync/bindings.h"

#include <QFrame>

class QLabel;
class QProgressBar;

namespace larder {

class FoundPanel : public QFrame
{
    Q_OBJECT
public:
    explicit FoundPanel(QWidget *parent = nullptr);

    /// Nothing is asked: what may be written.
    void showAdvice(const QString &title, const QString &advice);
    void showAsking(const QString &address);
    /// Everything there, or what patterns choose of it.
    enum class Matching { Everything, Patterns };
    void showFound(const BindingPreview &preview, Matching matching, Instant now);
    void showError(const Error &error);

private:
    enum class Mood { Advice, Asking, Good, Doubtful, Bad };
    void say(Mood mood, const QString &title, const QString &words);
    void showFiles(const Listing &listing);

    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_words;
    QLabel *m_files;
    QLabel *m_notices;
    QProgressBar *m_busy;
};

} // namespace larder

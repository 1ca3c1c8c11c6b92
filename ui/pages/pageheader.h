/// The line at the top of a page: its title, a search where it has one, and at its end what can be done
/// there. All pages' are of one height. GUI thread.
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLineEdit;

namespace larder {

class PageHeader : public QFrame
{
    Q_OBJECT
public:
    explicit PageHeader(const QString &title, QWidget *parent);

    /// Behind the title; Ctrl+F goes there from all of the page, which is the header's parent.
    void addSearch(QLineEdit &words, const QString &placeholder, const QString &accessibleName);
    void addAtEnd(QWidget &widget);

private:
    QHBoxLayout *m_layout;
};

} // namespace larder

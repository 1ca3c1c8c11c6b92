/// What fills a page: its list, which is added to it, or words in its place where there is nothing to list.
/// Blank until one of them is shown. GUI thread.
#pragma once

#include "ui/theme.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace larder {

class ListOrWords : public QStackedWidget
{
public:
    explicit ListOrWords(QWidget *parent) : QStackedWidget(parent)
    {
        m_words->setAlignment(Qt::AlignHCenter);
        m_words->setTextFormat(Qt::PlainText);
        m_words->setWordWrap(true);
        m_layout->addStretch(2);
        m_layout->addWidget(m_words);
        m_layout->addStretch(3);
        addWidget(m_layout->parentWidget());
    }
    void addBelowWords(QWidget *widget) { m_layout->insertWidget(2, widget, 0, Qt::AlignHCenter); }

    /// No words: the list.
    void showWords(const QString &words, Ink ink = Ink::Quiet)
    {
        m_words->setText(words);
        setInk(*m_words, ink);
        setCurrentIndex(words.isEmpty() ? 1 : 0);
    }

private:
    QVBoxLayout *m_layout = new QVBoxLayout(new QWidget(this));
    QLabel *m_words = new QLabel(m_layout->parentWidget());
};

} // namespace larder

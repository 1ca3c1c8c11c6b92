#include "ui/pages/storagedrawer.h"

#include "ui/pages/datasetsdelegate.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

StorageDrawer::StorageDrawer(const QString &title, QWidget *parent)
    : QFrame(parent),
      m_title(new QLabel(title, this)),
      m_words(new QLabel(this)),
      m_content(new QVBoxLayout),
      m_buttons(new QHBoxLayout),
      m_close(new QPushButton(tr("Close"), this))
{
    setObjectName(u"drawer"_s);
    setAccessibleName(title);
    m_title->setFont(sectionFont(font()));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_content->setSpacing(8);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    m_buttons->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(pageMargin, 12, pageMargin, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_words);
    layout->addLayout(m_content);
    layout->addLayout(m_buttons);
    connect(m_close, &QPushButton::clicked, this, &StorageDrawer::closed);
}

void StorageDrawer::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void StorageDrawer::setBusy(bool isBusy)
{
    if (isBusy == std::exchange(m_isBusy, isBusy))
        return;
    Q_EMIT busyChanged();
}

void StorageDrawer::say(const QString &words, Ink ink)
{
    m_words->setText(words);
    m_words->setAccessibleName(words);
    m_words->setVisible(!words.isEmpty());
    setInk(*m_words, ink);
}

QPushButton *StorageDrawer::addButton(const QString &words)
{
    auto *button = new QPushButton(words, this);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

} // namespace larder

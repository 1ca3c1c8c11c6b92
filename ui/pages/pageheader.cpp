#include "ui/pages/pageheader.h"

#include "ui/pages/datasetsdelegate.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

namespace larder {

using namespace Qt::StringLiterals;

PageHeader::PageHeader(const QString &title, QWidget *parent)
    : QFrame(parent),
      m_layout(new QHBoxLayout(this))
{
    constexpr int margin = 12;
    setObjectName(u"headerBar"_s);
    auto *words = new QLabel(title, this);
    words->setFont(titleFont(font()));
    m_layout->setContentsMargins(pageMargin, margin, pageMargin, margin);
    m_layout->setSpacing(8);
    m_layout->addWidget(words);
    m_layout->addStretch(1);
    QPushButton usual(u"x"_s);
    usual.ensurePolished();
    setMinimumHeight(usual.sizeHint().height() + 2 * margin + 1);
}

void PageHeader::addSearch(QLineEdit &words, const QString &placeholder, const QString &accessibleName)
{
    words.setPlaceholderText(placeholder);
    words.setAccessibleName(accessibleName);
    addClearButton(words);
    words.setMaximumWidth(fontMetrics().averageCharWidth() * 48);
    m_layout->insertSpacing(1, 8);
    m_layout->insertWidget(2, &words, 3);
    connect(new QShortcut(QKeySequence::Find, parentWidget()), &QShortcut::activated, &words, [&words] {
        words.setFocus(Qt::ShortcutFocusReason);
        words.selectAll();
    });
}

void PageHeader::addAtEnd(QWidget &widget)
{
    m_layout->addWidget(&widget);
}

} // namespace larder

#include "ui/pages/settingsform.h"

#include "ui/theme.h"

#include <QAbstractButton>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// Where the keyboard gets to in a control that is made of several.
QWidget *firstStop(QWidget *control)
{
    if (control->focusPolicy() != Qt::NoFocus)
        return control;
    const QList<QWidget *> parts = control->findChildren<QWidget *>();
    const auto stop = std::ranges::find_if(
        parts, [](const QWidget *part) { return (part->focusPolicy() & Qt::TabFocus) != 0; });
    return stop == parts.end() ? control : *stop;
}

} // namespace

SettingsForm::SettingsForm(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(24);
    m_grid->setVerticalSpacing(14);
    m_grid->setColumnStretch(0, 5);
    m_grid->setColumnStretch(1, 4);
}

void SettingsForm::addSection(const QString &title)
{
    if (!std::exchange(m_isFirstSection, false)) {
        auto *rule = new QFrame(this);
        rule->setObjectName(u"rule"_s);
        m_grid->addWidget(rule, m_grid->rowCount(), 0, 1, 2);
    }
    auto *label = new QLabel(title, this);
    label->setFont(sectionFont(font()));
    m_grid->addWidget(label, m_grid->rowCount(), 0, 1, 2);
}

QLabel *SettingsForm::addLine(const QString &label, const QString &meaning, QWidget *control)
{
    auto *words = new QWidget(this);
    auto *wordsLayout = new QVBoxLayout(words);
    wordsLayout->setContentsMargins(0, 0, 0, 0);
    wordsLayout->setSpacing(2);
    if (meaning.isEmpty()) // a lone word stands beside the middle of its control
        wordsLayout->addStretch(1);
    auto *name = new QLabel(label, words);
    name->setBuddy(firstStop(control));
    wordsLayout->addWidget(name);
    if (!meaning.isEmpty()) {
        auto *small = new QLabel(meaning, words);
        small->setWordWrap(true);
        small->setFont(smallFont(font()));
        setInk(*small, Ink::Quiet);
        wordsLayout->addWidget(small);
    }
    wordsLayout->addStretch(1);
    const QString plain = QString(label).remove(u'&');
    const bool saysItself = qobject_cast<QAbstractButton *>(control) != nullptr;
    if (control->accessibleName().isEmpty() && !saysItself)
        control->setAccessibleName(plain);
    control->setAccessibleDescription(meaning);

    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(4);
    rightLayout->addWidget(control, 0, Qt::AlignLeft);
    auto *mistake = new QLabel(right);
    mistake->setWordWrap(true);
    mistake->setTextFormat(Qt::PlainText);
    mistake->setFont(smallFont(font()));
    setInk(*mistake, Ink::Bad);
    mistake->hide();
    rightLayout->addWidget(mistake);
    rightLayout->addStretch(1);

    const int row = m_grid->rowCount();
    m_grid->addWidget(words, row, 0);
    m_grid->addWidget(right, row, 1);
    return mistake;
}

void SettingsForm::addWide(QWidget *widget, Qt::Alignment alignment)
{
    m_grid->addWidget(widget, m_grid->rowCount(), 0, 1, 2, alignment);
}

void tellMistake(QLabel &place, QWidget &field, const QString &words)
{
    place.setText(words);
    place.setAccessibleName(words);
    place.setVisible(!words.isEmpty());
    setInk(place, Ink::Bad);
    setMistaken(field, !words.isEmpty());
}

void tellNeed(QLabel &place, const QString &words)
{
    place.setText(words);
    place.setAccessibleName(words);
    place.setVisible(true);
    setInk(place, Ink::Quiet);
}

} // namespace larder

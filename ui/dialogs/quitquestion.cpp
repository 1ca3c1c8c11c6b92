#include "ui/dialogs/quitquestion.h"

#include <QPushButton>

namespace larder {

namespace {

constexpr int mostNamed = 5;

} // namespace

QuitQuestion::QuitQuestion(const QList<DatasetName> &edited, QWidget *window)
    : QMessageBox(QMessageBox::NoIcon, tr("Quit Larder"), tr("Quit without saving?"), QMessageBox::Cancel,
                  window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setTextFormat(Qt::PlainText);
    QStringList lines{tr("These bindings were edited, and the edits are not saved:")};
    for (const DatasetName &dataset : edited.first(std::min<qsizetype>(edited.size(), mostNamed)))
        lines << dataset.text();
    if (edited.size() > mostNamed)
        lines << tr("and %n more", nullptr, int(edited.size()) - mostNamed);
    setInformativeText(lines.join(u'\n'));
    auto *show = new QPushButton(tr("&Show the edits"), this);
    show->setProperty("primary", true); // before it is laid out, which polishes it
    addButton(show, QMessageBox::AcceptRole);
    const QPushButton *quit = addButton(tr("&Quit without saving"), QMessageBox::DestructiveRole);
    setDefaultButton(show);
    connect(show, &QPushButton::clicked, this,
            [this, first = edited.constFirst()] { Q_EMIT editsWanted(first); });
    connect(quit, &QPushButton::clicked, this, &QuitQuestion::quitConfirmed);
}

} // namespace larder

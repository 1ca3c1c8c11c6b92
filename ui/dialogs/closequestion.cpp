#include "ui/dialogs/closequestion.h"

#include <QCheckBox>
#include <QPushButton>

namespace larder {

CloseQuestion::CloseQuestion(int running, QWidget *window)
    : QMessageBox(QMessageBox::NoIcon, tr("Close Larder"), tr("Go on syncing in the background?"),
                  QMessageBox::Cancel, window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setTextFormat(Qt::PlainText);
    QString words = tr("No panel here shows Larder's icon. Start Larder again, and this window comes back.");
    if (running > 0)
        words += QStringLiteral("\n\n")
            + tr("Quitting stops %n runs; what they have fetched so far is used the next time.", nullptr,
                 running);
    setInformativeText(words);
    auto *forGood = new QCheckBox(tr("&Do not ask again; the settings can change it"), this);
    setCheckBox(forGood);
    auto *sync = new QPushButton(tr("Go on &syncing"), this);
    sync->setProperty("primary", true); // before it is laid out, which polishes it
    addButton(sync, QMessageBox::AcceptRole);
    QPushButton *quit = addButton(tr("&Quit Larder"), QMessageBox::DestructiveRole);
    setDefaultButton(sync);
    connect(sync, &QPushButton::clicked, this,
            [this, forGood] { Q_EMIT answered(CloseRule::Sync, forGood->isChecked()); });
    connect(quit, &QPushButton::clicked, this,
            [this, forGood] { Q_EMIT answered(CloseRule::Quit, forGood->isChecked()); });
}

} // namespace larder

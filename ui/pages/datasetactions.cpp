#include "ui/pages/datasetactions.h"

#include "core/engine/taskrunner.h"
#include "core/store/home.h"
#include "core/sync/choices.h"
#include "core/wording/quantities.h"
#include "ui/menutext.h"
#include "ui/models/datasetitem.h"
#include "ui/models/datasetsmodel.h"
#include "ui/pages/details/reportdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// As Python writes a text.
QString pythonText(const QString &text)
{
    return u'"' + QString(text).replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
}

QString pythonSnippet(const QList<DatasetName> &datasets)
{
    QString snippet = u"import larder\n\n"_s;
    if (datasets.size() == 1)
        return snippet + u"path = larder.path("_s + pythonText(datasets.first().text()) + u")\n"_s;
    snippet += u"paths = {\n"_s;
    for (const DatasetName &dataset : datasets) {
        const QString name = pythonText(dataset.text());
        snippet += u"    "_s + name + u": larder.path("_s + name + u"),\n"_s;
    }
    return snippet + u"}\n"_s;
}

/// A dataset with the snapshot that something is to be done with.
using Snapshots = QList<std::pair<DatasetName, SnapshotId>>;

bool areOneCustomers(const QList<DatasetName> &datasets)
{
    return std::ranges::all_of(
        datasets, [&](const DatasetName &name) { return name.customer == datasets.first().customer; });
}

} // namespace

DatasetActions::DatasetActions(const Services &services, QWidget *window)
    : QObject(window),
      m_model(services.model),
      m_tasks(services.tasks),
      m_sync(services.sync),
      m_window(window)
{ }

void DatasetActions::fillMenu(QMenu &menu, const QList<DatasetName> &datasets)
{
    addRuns(menu, datasets);
    menu.addSeparator();
    addCopies(menu, datasets);
    menu.addSeparator();
    addChoices(menu, datasets);
    if (!areOneCustomers(datasets))
        return;
    const QString customer = datasets.first().customer; // its band cannot be reached by keys
    menu.addSeparator();
    fillCustomerMenu(*menu.addMenu(menuText(m_model.displayNameOf(customer))), customer);
}

void DatasetActions::fillCustomerMenu(QMenu &menu, const QString &customer)
{
    const QList<DatasetName> datasets = m_model.datasetsOf(customer);
    const auto count = datasets.size();
    menu.addAction(count == 1 ? tr("Refresh its dataset") : tr("Refresh all %1 datasets").arg(count), this,
                   [this, datasets] { Q_EMIT refreshRequested(datasets); });
    menu.addAction(count == 1 ? tr("Force refresh its dataset…")
                              : tr("Force refresh all %1 datasets…").arg(count),
                   this, [this, datasets] { askForce(datasets); });
}

void DatasetActions::addRuns(QMenu &menu, const QList<DatasetName> &datasets)
{
    QAction *refresh =
        menu.addAction(tr("Refresh"), this, [this, datasets] { Q_EMIT refreshRequested(datasets); });
    refresh->setShortcut(Qt::Key_F5); // shown; the window has the key
    menu.addAction(tr("Force refresh…"), this, [this, datasets] { askForce(datasets); });
    QAction *stop = menu.addAction(tr("Stop"), this, [this, datasets] { Q_EMIT stopRequested(datasets); });
    stop->setEnabled(
        std::ranges::any_of(datasets, [this](const DatasetName &name) { return m_model.isRunning(name); }));
}

void DatasetActions::addCopies(QMenu &menu, const QList<DatasetName> &datasets)
{
    const QStringList paths = currentPaths(datasets);
    QAction *copy = menu.addAction(paths.size() > 1 ? tr("Copy %1 paths").arg(paths.size()) : tr("Copy path"),
                                   this, [this, datasets] { copyPaths(datasets); });
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(!paths.isEmpty());
    menu.addAction(tr("Copy Python snippet"), this,
                   [datasets] { QApplication::clipboard()->setText(pythonSnippet(datasets)); });
    QAction *open = menu.addAction(
        tr("Open folder"), this, [paths] { QDesktopServices::openUrl(QUrl::fromLocalFile(paths.first())); });
    open->setEnabled(paths.size() == 1); // ten file managers are nobody's wish
}

void DatasetActions::addChoices(QMenu &menu, const QList<DatasetName> &datasets)
{
    Snapshots unpinned;
    Snapshots pinned;
    Snapshots held;
    Snapshots holdable;
    for (const DatasetName &dataset : datasets) {
        const DatasetItem *item = m_model.itemOf(dataset);
        if (!item || item->newest.isEmpty())
            continue;
        (item->isNewestPinned ? pinned : unpinned).emplaceBack(dataset, item->newest);
        (item->isHeld ? held : holdable).emplaceBack(dataset, item->newest);
    }
    if (datasets.size() == 1) {
        menu.addAction(tr("I told the customer…"), this,
                       [this, dataset = datasets.first()] { askReport(dataset); });
    }
    const auto add = [&](const QString &words, const Snapshots &snapshots,
                         void (DatasetActions::*act)(const DatasetName &, const SnapshotId &)) -> QAction * {
        QAction *action = menu.addAction(words, this, [this, snapshots, act] {
            for (const auto &[dataset, snapshot] : snapshots)
                (this->*act)(dataset, snapshot);
        });
        action->setVisible(!snapshots.isEmpty());
        return action;
    };
    add(tr("Pin the newest snapshot"), unpinned, &DatasetActions::pin);
    add(tr("Unpin the newest snapshot"), pinned, &DatasetActions::unpin);
    add(tr("Hold this snapshot"), holdable, &DatasetActions::hold)
        ->setToolTip(tr("Readers keep getting it when newer ones come"));
    QAction *latest = menu.addAction(tr("Use latest"), this, [this, held] {
        for (const auto &[dataset, snapshot] : held)
            release(dataset);
    });
    latest->setVisible(!held.isEmpty());
}

void DatasetActions::hold(const DatasetName &dataset, const SnapshotId &snapshot)
{
    choose(dataset, [snapshot](const SyncServices &sync, const DatasetName &name) {
        return holdSnapshot(sync, name, snapshot);
    });
}

void DatasetActions::release(const DatasetName &dataset)
{
    choose(dataset, releaseHold);
}

void DatasetActions::pin(const DatasetName &dataset, const SnapshotId &snapshot)
{
    choose(dataset, [snapshot](const SyncServices &sync, const DatasetName &name) {
        return pinSnapshot(sync, name, snapshot);
    });
}

void DatasetActions::unpin(const DatasetName &dataset, const SnapshotId &snapshot)
{
    choose(dataset, [snapshot](const SyncServices &sync, const DatasetName &name) {
        return unpinSnapshot(sync, name, snapshot);
    });
}

void DatasetActions::choose(const DatasetName &dataset, const Choice &choice)
{
    m_tasks.carryOut(
        this, [sync = m_sync, dataset, choice](std::stop_token) { return choice(sync, dataset); },
        [this, dataset](const Result<Record> &record) {
            if (record)
                Q_EMIT chosen(dataset);
            else
                Q_EMIT failed(record.error());
        });
}

void DatasetActions::askForce(const QList<DatasetName> &datasets)
{
    const QString what =
        datasets.size() == 1 ? datasets.first().text() : tr("%1 datasets").arg(datasets.size());
    auto *question =
        new QMessageBox(QMessageBox::NoIcon, tr("Force refresh"),
                        tr("Fetch every file of %1 again?").arg(what), QMessageBox::Cancel, m_window);
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(costOfForce(datasets) + u"\n\n"_s
                                 + tr("What readers have now stays until everything new is there."));
    auto *fetch = new QPushButton(tr("Fetch everything"), question);
    fetch->setProperty("primary", true); // before it is laid out, which polishes it
    question->addButton(fetch, QMessageBox::AcceptRole);
    question->setDefaultButton(fetch);
    connect(fetch, &QPushButton::clicked, this, [this, datasets] { Q_EMIT forceRequested(datasets); });
    question->open();
}

QString DatasetActions::costOfForce(const QList<DatasetName> &datasets) const
{
    qint64 bytes = 0;
    int unknown = 0;
    for (const DatasetName &dataset : datasets) {
        const DatasetItem *item = m_model.itemOf(dataset);
        if (item && item->bytes >= 0)
            bytes += item->bytes;
        else
            ++unknown;
    }
    if (bytes == 0)
        return tr("How much that is will be known once the source was asked.");
    const QString cost = tr("About %1 will be downloaded: the size of the newest snapshots, changed or not.")
                             .arg(byteSizeText(bytes));
    return unknown == 0 ? cost
                        : cost + u' '
            + tr("%n of them were never fetched: how large they are is not known.", nullptr, unknown);
}

void DatasetActions::askReport(const DatasetName &dataset)
{
    const DatasetItem *item = m_model.itemOf(dataset);
    auto *dialog = new ReportDialog(
        dataset, item && item->hasOpenReport ? ReportState::Open : ReportState::None, m_window);
    connect(dialog, &ReportDialog::reported, this, [this, dataset](const QString &text) {
        choose(dataset, [text](const SyncServices &sync, const DatasetName &name) {
            return openReport(sync, name, text);
        });
    });
    connect(dialog, &ReportDialog::closeRequested, this, [this, dataset] { choose(dataset, closeReports); });
    dialog->open();
}

QStringList DatasetActions::currentPaths(const QList<DatasetName> &datasets) const
{
    QStringList paths;
    for (const DatasetName &dataset : datasets) {
        const DatasetItem *item = m_model.itemOf(dataset);
        if (item && !item->current.isEmpty())
            paths << m_sync.home.dataset(dataset).snapshotPath(item->current);
    }
    return paths;
}

void DatasetActions::copyPaths(const QList<DatasetName> &datasets) const
{
    if (const QStringList paths = currentPaths(datasets); !paths.isEmpty())
        QApplication::clipboard()->setText(paths.join(u'\n'));
}

void DatasetActions::openFolder(const DatasetName &dataset, const SnapshotId &snapshot) const
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(m_sync.home.dataset(dataset).snapshotPath(snapshot)));
}

} // namespace larder

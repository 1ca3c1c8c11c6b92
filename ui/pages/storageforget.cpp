#include "ui/pages/storageforget.h"

#include "core/catalog/catalog.h"
#include "core/engine/engine.h"
#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "ui/counts.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

constexpr auto runPatience = 30s; // a run that is going may end first

/// The files, then the index and the log. The catalog is opened first: without it nothing is begun.
Result<ForgetReport> forgetWhole(const Home &home, const QString &customer, const QString &dataset,
                                 const std::stop_token &stop)
{
    auto catalog = Catalog::open(home.data().catalog());
    if (!catalog)
        return failure(catalog);
    auto report = dataset.isEmpty() ? forgetCustomer(home, customer, runPatience, stop)
                                    : forgetDataset(home, {customer, dataset}, runPatience, stop);
    if (!report)
        return report;
    if (const auto indexed = catalog->forget(customer, dataset); !indexed)
        return failure(indexed);
    return report;
}

} // namespace

StorageForget::StorageForget(const PageServices &services, QWidget *parent)
    : StorageDrawer(tr("Forget"), parent),
      m_services(services),
      m_answer(new QLineEdit(this)),
      m_forget(addButton(tr("Forget for good")))
{
    m_answer->setMaximumWidth(fontMetrics().averageCharWidth() * 56);
    content().addWidget(m_answer);
    m_forget->setProperty("danger", true);
    connect(m_answer, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_forget->setEnabled(!isBusy() && text.trimmed() == m_subject.text());
    });
    connect(m_answer, &QLineEdit::returnPressed, m_forget, &QPushButton::click);
    connect(m_forget, &QPushButton::clicked, this, &StorageForget::forget);
}

void StorageForget::open(const StorageModel::Subject &subject, const QList<DatasetName> &datasets)
{
    if (isBusy())
        return;
    m_subject = subject;
    m_datasets = datasets;
    const QString name = subject.text();
    setTitle(tr("Forget %1").arg(name));
    const QString what =
        subject.dataset.isEmpty() ? tr("%1 with %2").arg(name, datasetCountText(int(datasets.size()))) : name;
    QStringList sentences{
        tr("This removes every byte of %1 from this machine: binding, %2 and history. It cannot "
           "be undone. Nothing happens at the source.")
            .arg(what, snapshotCountText(subject.snapshots))};
    sentences << tr("%1 are freed.").arg(byteSizeText(subject.holding.ownBytes));
    if (subject.holding.sharedBytes > 0)
        sentences << tr("%1 stay, because others hold the same bytes.")
                         .arg(byteSizeText(subject.holding.sharedBytes));
    sentences << tr("To go on, type the name: %1").arg(name);
    say(sentences.join(u' '));
    m_answer->clear();
    m_answer->setPlaceholderText(name);
    m_answer->setAccessibleName(tr("Type %1 to forget it").arg(name));
    m_answer->show();
    m_forget->show();
    m_forget->setEnabled(false);
    m_answer->setFocus();
}

void StorageForget::forget()
{
    setBusy(true);
    m_forget->setEnabled(false);
    m_answer->hide();
    say(tr("Forgetting %1…").arg(m_subject.text()), Ink::Quiet);
    for (const DatasetName &dataset : std::as_const(m_datasets))
        m_services.engine.stop(dataset);
    m_services.tasks.carryOut(
        this,
        [home = m_services.sync.home, subject = m_subject](const std::stop_token &stop) {
            return forgetWhole(home, subject.customer, subject.dataset, stop);
        },
        [this](const Result<ForgetReport> &report) {
            setBusy(false);
            m_forget->hide();
            if (report)
                showForgotten(*report);
            else
                say(errorSentence(report.error()), Ink::Bad);
            Q_EMIT storeChanged();
        });
}

void StorageForget::showForgotten(const ForgetReport &report)
{
    QStringList sentences{
        tr("%1 is forgotten: %2, %3 freed.")
            .arg(m_subject.text(), snapshotCountText(report.snapshots), byteSizeText(report.bytes))};
    if (report.sharedBlobs > 0) {
        sentences << tr("%1 stay, because other datasets hold the same bytes.")
                         .arg(fileCountText(report.sharedBlobs));
    }
    for (const QString &place : report.notReached) {
        sentences
            << tr("%1 is not there now; what the store left there goes when its disk is back.").arg(place);
    }
    sentences << tr("Every place was looked through afterwards, and nothing is left.");
    say(sentences.join(u' '));
}

} // namespace larder

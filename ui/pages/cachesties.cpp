#include "ui/pages/cachesties.h"

#include "core/base/clock.h"
#include "core/store/home.h"
#include "core/wording/runwords.h"
#include "core/wording/told.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

Result<void> tieTo(const SyncServices &sync, const DatasetName &dataset, const std::vector<CacheTie> &chosen)
{
    const auto folder = sync.home.existing(dataset);
    if (!folder)
        return failure(folder);
    if (const auto added = addTies(sync.home, *folder, chosen); !added)
        return added;
    sync.home.tellFollower(dataset, sync.clock.now());
    return {};
}

Result<void> untieFrom(const SyncServices &sync, const std::vector<TiedTo> &gone)
{
    for (const auto &[dataset, tie] : gone) {
        const auto ties =
            changeTies(sync.home, sync.home.dataset(dataset), [&](std::vector<CacheTie> &current) {
                std::erase_if(current, [&](const CacheTie &one) { return one.isSameAs(tie); });
            });
        if (!ties)
            return failure(ties);
    }
    return {};
}

} // namespace

CachesTies::CachesTies(const PageServices &services, QWidget *parent)
    : StorageDrawer(tr("Keep as fresh as a dataset"), parent),
      m_services(services),
      m_dataset(new QComboBox(this)),
      m_tie(addButton(tr("Keep fresh"))),
      m_untie(addButton(tr("Leave to itself")))
{
    auto *label = new QLabel(tr("&Dataset"), this);
    label->setBuddy(m_dataset);
    m_dataset->setEditable(true);
    m_dataset->setInsertPolicy(QComboBox::NoInsert);
    m_dataset->setMinimumContentsLength(32);
    m_dataset->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_dataset->completer()->setFilterMode(Qt::MatchContains);
    m_dataset->setAccessibleName(tr("Dataset"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_dataset);
    row->addStretch(1);
    content().addLayout(row);
    m_tie->setProperty("primary", true);
    connect(m_dataset, &QComboBox::editTextChanged, this, &CachesTies::showButtons);
    connect(m_tie, &QPushButton::clicked, this, &CachesTies::tie);
    connect(m_untie, &QPushButton::clicked, this, &CachesTies::untie);
}

void CachesTies::open(const std::vector<CacheTie> &chosen, const std::vector<TiedTo> &present)
{
    if (isBusy())
        return;
    m_chosen = chosen;
    m_own.clear();
    std::ranges::copy_if(present, std::back_inserter(m_own), [&](const TiedTo &tied) {
        return std::ranges::any_of(chosen, [&](const CacheTie &each) { return each.isSameAs(tied.tie); });
    });
    const bool isFsspec = std::ranges::any_of(
        chosen, [](const CacheTie &each) { return each.place.kind == CacheKind::Fsspec; });
    say(isFsspec
            ? tr("When new data of the dataset land, the files of this cache that come from its source get "
                 "the new bytes; while a change is known and not fetched yet, they are evicted.")
            : tr("When the data of the dataset change, results that were made before are evicted, so that "
                 "the next calls make them anew."));
    m_reading = m_services.tasks.run(
        this,
        [&home = m_services.sync.home](const std::stop_token &) {
            QStringList names;
            for (const DatasetName &name : home.datasets().value_or(std::vector<DatasetName>()))
                names << name.text();
            return names;
        },
        [this](const QStringList &names) { showDatasets(names); });
    showButtons();
    show();
    m_dataset->setFocus();
}

void CachesTies::showDatasets(const QStringList &names)
{
    m_dataset->clear();
    m_dataset->addItems(names);
    m_dataset->setEditText(m_own.empty() ? names.value(0) : m_own.front().dataset.text());
    m_dataset->lineEdit()->selectAll();
}

void CachesTies::showButtons()
{
    const bool isKnown = m_dataset->findText(m_dataset->currentText(), Qt::MatchExactly) >= 0;
    m_tie->setEnabled(!isBusy() && isKnown);
    m_untie->setVisible(!m_own.empty());
    m_untie->setEnabled(!isBusy());
}

/// One at a time; what is said stays until the next wish. `wanted`: the ties of the chosen ones once it is
/// done.
template <typename Work>
void CachesTies::carryOut(Work work, const std::vector<TiedTo> &wanted, const QString &done)
{
    setBusy(true);
    showButtons();
    m_services.tasks.carryOut(this, std::move(work), [this, wanted, done](const Result<void> &outcome) {
        setBusy(false);
        if (outcome) {
            m_own = wanted;
            say(done);
        } else {
            say(errorSentence(outcome.error()), Ink::Bad);
        }
        showButtons();
        Q_EMIT changed();
    });
}

void CachesTies::tie()
{
    const auto dataset = DatasetName::parse(m_dataset->currentText());
    if (!dataset || !m_tie->isEnabled())
        return;
    std::vector<TiedTo> wanted;
    for (const CacheTie &each : m_chosen)
        wanted.push_back({*dataset, each});
    std::vector<TiedTo> others = m_own;
    std::erase_if(others, [&](const TiedTo &each) { return each.dataset == *dataset; });
    carryOut(
        [sync = m_services.sync, dataset = *dataset, chosen = m_chosen, others](std::stop_token) {
            return untieFrom(sync, others).and_then([&] { return tieTo(sync, dataset, chosen); });
        },
        wanted, tr("Kept as fresh as %1 from now on.").arg(dataset->text()));
}

void CachesTies::untie()
{
    carryOut([sync = m_services.sync, gone = m_own](std::stop_token) { return untieFrom(sync, gone); }, {},
             tr("Left to itself from now on."));
}

} // namespace larder

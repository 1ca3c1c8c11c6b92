#include "ui/pages/datasetspage.h"

#include "core/wording/runwords.h"
#include "ui/elidedlabel.h"
#include "ui/models/datasetsmodel.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/datasetsview.h"
#include "ui/pages/emptypage.h"
#include "ui/pages/statechips.h"
#include "ui/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace larder {

using namespace Qt::StringLiterals;

DatasetsPage::DatasetsPage(DatasetsModel &model, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_view(new DatasetsView(model, this)),
      m_empty(new EmptyPage(this)),
      m_stack(new QStackedWidget(this)),
      m_chips(new StateChips(this)),
      m_refreshSelected(new QPushButton(tr("Refresh"), this)),
      m_refreshAll(new QPushButton(tr("Refresh all"), this)),
      m_refreshNotFresh(new QPushButton(this)),
      m_noticeWords(new ElidedLabel(this)),
      m_notice(makeNotice())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(new QWidget); // until the first reading: neither empty nor full
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);

    connect(m_refreshSelected, &QPushButton::clicked, this, &DatasetsPage::refreshSelected);
    connect(m_refreshAll, &QPushButton::clicked, this, &DatasetsPage::refreshAll);
    connect(m_refreshNotFresh, &QPushButton::clicked, this, &DatasetsPage::refreshNotFresh);
    connect(m_view, &DatasetsView::refreshRequested, this, &DatasetsPage::refreshRequested);
    connect(m_view, &DatasetsView::stopRequested, this, &DatasetsPage::stopRequested);
    connect(m_view, &DatasetsView::selectionHasChanged, this, &DatasetsPage::updateHeader);
    connect(m_empty, &EmptyPage::retryRequested, this, &DatasetsPage::retryRequested);
    connect(&model, &DatasetsModel::summaryChanged, this, &DatasetsPage::updateHeader);
    updateHeader();
}

void DatasetsPage::showReadError(const Error &error)
{
    if (m_model.rowCount() == 0) {
        m_empty->showError(error);
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_noticeWords->setFullText(errorSentence(error));
    m_notice->show();
}

void DatasetsPage::showReading()
{
    m_hasRead = true;
    m_notice->hide();
    m_empty->showBeginning();
    updateHeader();
}

void DatasetsPage::refreshSelected()
{
    if (const QList<DatasetName> selected = m_view->selectedDatasets(); !selected.isEmpty())
        Q_EMIT refreshRequested(selected);
}

void DatasetsPage::refreshAll()
{
    if (const QList<DatasetName> all = m_model.all(); !all.isEmpty())
        Q_EMIT refreshRequested(all);
}

void DatasetsPage::refreshNotFresh()
{
    if (const QList<DatasetName> stale = m_model.notFresh(); !stale.isEmpty())
        Q_EMIT refreshRequested(stale);
}

QWidget *DatasetsPage::makeHeader()
{
    auto *header = new QFrame(this);
    header->setObjectName(u"headerBar"_s);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(pageMargin, 12, pageMargin, 12);
    layout->setSpacing(8);
    auto *title = new QLabel(tr("Datasets"), header);
    QFont big = font();
    big.setPointSizeF(font().pointSizeF() * 16 / 13);
    big.setWeight(QFont::Bold);
    title->setFont(big);
    layout->addWidget(title);
    layout->addSpacing(8);
    layout->addWidget(m_chips, 1);
    layout->addWidget(m_refreshSelected);
    layout->addWidget(m_refreshAll);
    layout->addWidget(m_refreshNotFresh);
    m_refreshSelected->setToolTip(tr("Refresh the selected datasets (F5)"));
    m_refreshSelected->setAccessibleName(tr("Refresh the selected datasets"));
    m_refreshAll->setToolTip(tr("Ask every source, fetch what changed (Ctrl+R)"));
    m_refreshNotFresh->setProperty("primary", true);
    m_refreshNotFresh->ensurePolished();
    header->setMinimumHeight(m_refreshNotFresh->sizeHint().height() + 25); // also while it is empty
    return header;
}

QFrame *DatasetsPage::makeNotice()
{
    auto *notice = new QFrame(this);
    notice->setObjectName(u"noticeBar"_s);
    auto *layout = new QHBoxLayout(notice);
    layout->setContentsMargins(pageMargin, 6, pageMargin, 6);
    setInk(*m_noticeWords, Ink::Bad);
    auto *retry = new QPushButton(tr("Try again"), notice);
    connect(retry, &QPushButton::clicked, this, &DatasetsPage::retryRequested);
    layout->addWidget(m_noticeWords, 1);
    layout->addWidget(retry);
    notice->hide();
    return notice;
}

void DatasetsPage::showTable(bool isFull)
{
    QWidget *wanted = isFull ? static_cast<QWidget *>(m_view) : m_empty;
    if (m_stack->currentWidget() == wanted)
        return;
    m_stack->setCurrentWidget(wanted);
    if (isFull)
        m_view->setFocus(); // the arrows move at once
}

void DatasetsPage::updateHeader()
{
    const auto notFresh = static_cast<int>(m_model.notFresh().size());
    const bool isEmpty = m_model.rowCount() == 0;
    const bool onlyStale = m_model.counts().notFresh() == m_model.counts().of(State::Stale);
    if (m_hasRead)
        showTable(!isEmpty);
    m_chips->show(m_model.faces());
    m_chips->setVisible(!isEmpty);
    for (QPushButton *button : {m_refreshSelected, m_refreshAll, m_refreshNotFresh})
        button->setVisible(!isEmpty);
    m_refreshSelected->setEnabled(m_view->selectionModel()->hasSelection());
    m_refreshNotFresh->setEnabled(notFresh > 0);
    m_refreshNotFresh->setText(m_model.counts().notFresh() == 0 ? tr("All fresh")
                                   : notFresh == 0              ? tr("Refreshing…")
                                   : onlyStale                  ? tr("Refresh %1 stale").arg(notFresh)
                                                                : tr("Refresh %1 not fresh").arg(notFresh));
    m_refreshNotFresh->setToolTip(tr("Refresh every dataset that is not fresh"));
}

} // namespace larder

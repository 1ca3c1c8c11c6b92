#include "ui/pages/details/changestab.h"

#include "core/wording/quantities.h"
#include "ui/elidedlabel.h"
#include "ui/models/changesmodel.h"
#include "ui/models/shortinstant.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/details/detailview.h"
#include "ui/pages/details/snapshotsview.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr int charactersForBoth = 120; // below that the snapshots have their own tab only

QFont bold(const QWidget &widget)
{
    QFont font = widget.font();
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

ChangesTab::ChangesTab(SnapshotsModel &snapshots, QTimeZone viewerZone, QWidget *parent)
    : QWidget(parent),
      m_viewerZone(std::move(viewerZone)),
      m_changes(new ChangesModel(this)),
      m_title(new ElidedLabel(this)),
      m_words(new QLabel(this)),
      m_back(new QPushButton(tr("Back to the newest change"), this)),
      m_beside(new QWidget(this)),
      m_snapshots(new SnapshotsView(snapshots, SnapshotsView::Form::Short, m_beside))
{
    auto *table = new QTreeView(this);
    table->setModel(m_changes);
    setUpDetailView(*table, tr("What changed"), Header::Hidden);
    table->setIndentation(0);
    table->header()->setSectionResizeMode(ChangesModel::FileColumn, QHeaderView::Stretch);
    table->header()->setSectionResizeMode(ChangesModel::ChangeColumn, QHeaderView::ResizeToContents);
    table->header()->setSectionResizeMode(ChangesModel::SizeColumn, QHeaderView::ResizeToContents);
    m_title->setFont(bold(*this));
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    setInk(*m_words, Ink::Quiet);
    m_back->setProperty("link", true);
    m_back->setCursor(Qt::PointingHandCursor);
    connect(m_back, &QPushButton::clicked, this, &ChangesTab::newestRequested);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_back);
    auto *left = new QVBoxLayout;
    left->setContentsMargins(pageMargin, 12, pageMargin, 8);
    left->setSpacing(8);
    left->addLayout(head);
    left->addWidget(m_words);
    left->addWidget(table, 1);

    auto *title = new QLabel(tr("Snapshots"), m_beside);
    title->setFont(bold(*this));
    auto *right = new QVBoxLayout;
    right->setContentsMargins(pageMargin, 12, pageMargin, 8);
    right->setSpacing(8);
    right->addWidget(title);
    right->addWidget(m_snapshots, 1);
    auto *rule = new QFrame(m_beside);
    rule->setObjectName(u"columnRule"_s);
    auto *beside = new QHBoxLayout(m_beside);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(0);
    beside->addWidget(rule);
    beside->addLayout(right, 1);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(left, 23);
    layout->addWidget(m_beside, 20);
    clear();
}

void ChangesTab::show(const Comparison &comparison, Chosen chosen, Instant now)
{
    const auto when = [&](const ManifestHeader &header) {
        return shortInstant(header.createdAt, now, m_viewerZone);
    };
    const auto day = [&](const ManifestHeader &header) {
        return toDateTime(header.createdAt, m_viewerZone).date();
    };
    const QString from = when(comparison.before);
    const QString to = when(comparison.after);
    m_title->setFullText(day(comparison.before) == day(comparison.after)
                             ? tr("Since %1 → %2 (re-upload)").arg(from, to)
                             : tr("Since %1 → %2").arg(from, to));
    m_changes->show(comparison);
    m_words->hide();
    m_back->setVisible(chosen == Chosen::ByPerson);
}

void ChangesTab::showWords(const QString &words)
{
    m_changes->clear();
    m_title->setFullText(tr("What changed"));
    m_words->setText(words);
    m_words->show();
    m_back->hide();
}

void ChangesTab::clear()
{
    showWords({});
}

void ChangesTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_beside->setVisible(width() > fontMetrics().averageCharWidth() * charactersForBoth);
}

} // namespace larder

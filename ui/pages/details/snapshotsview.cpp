#include "ui/pages/details/snapshotsview.h"

#include "core/wording/quantities.h"
#include "core/wording/runwords.h"
#include "ui/models/shortinstant.h"
#include "ui/models/snapshotsmodel.h"
#include "ui/pages/datasetsdelegate.h"
#include "ui/pages/details/detailview.h"
#include "ui/pages/details/rowwidgets.h"
#include "ui/pill.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QToolButton>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

/// The current snapshot's mark is a pill, as a state is; the others are words.
class MarksDelegate : public DetailDelegate
{
public:
    using DetailDelegate::DetailDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isPill =
            index.column() == SnapshotsModel::MarksColumn && index.data(SnapshotsModel::CurrentRole).toBool();
        if (!isPill) {
            DetailDelegate::paint(painter, option, index);
            return;
        }
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool isHeld = index.data(SnapshotsModel::HeldRole).toBool();
        paintPill(*painter, option, option.rect,
                  pillOf(isHeld ? Face::Held : Face::Fresh, index.data().toString()));
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return DetailDelegate::sizeHint(option, index) + QSize(22, 6); // the pill's icon; the buttons
    }
};

enum class Wish { Compare, Hold, Release, Pin, Unpin, Export, OpenFolder };

struct Offer {
    Wish wish;
    const char *text;
    const char *words; ///< for screen readers and tooltips
    bool isInShort;
};

constexpr Offer offers[] = {
    {Wish::Compare, QT_TRANSLATE_NOOP("larder::SnapshotsView", "Compare"),
     QT_TRANSLATE_NOOP("larder::SnapshotsView", "Compare the snapshot of %1 with the current one"), true},
    {Wish::Hold, QT_TRANSLATE_NOOP("larder::SnapshotsView", "Use"),
     QT_TRANSLATE_NOOP("larder::SnapshotsView", "Give readers the snapshot of %1 until you say otherwise"),
     true},
    {Wish::Release, QT_TRANSLATE_NOOP("larder::SnapshotsView", "Use latest"),
     QT_TRANSLATE_NOOP("larder::SnapshotsView", "Stop holding the snapshot of %1; readers get the newest"),
     true},
    {Wish::Pin, QT_TRANSLATE_NOOP("larder::SnapshotsView", "Pin"),
     QT_TRANSLATE_NOOP("larder::SnapshotsView", "Keep the snapshot of %1 for good"), false},
    {Wish::Unpin, QT_TRANSLATE_NOOP("larder::SnapshotsView", "Unpin"),
     QT_TRANSLATE_NOOP("larder::SnapshotsView", "Let the snapshot of %1 be pruned in its turn"), false},
    {Wish::Export, QT_TRANSLATE_NOOP("larder::SnapshotsView", "Export…"),
     QT_TRANSLATE_NOOP("larder::SnapshotsView", "Write the snapshot of %1 as one archive"), false},
    {Wish::OpenFolder, QT_TRANSLATE_NOOP("larder::SnapshotsView", "Open folder"),
     QT_TRANSLATE_NOOP("larder::SnapshotsView", "Open the folder of the snapshot of %1"), true},
};

} // namespace

SnapshotsView::SnapshotsView(SnapshotsModel &model, Form form, QWidget *parent)
    : QTreeView(parent),
      m_form(form)
{
    setModel(&model);
    setUpDetailView(*this, tr("Snapshots"), form == Form::Full ? Header::Shown : Header::Hidden);
    setItemDelegate(new MarksDelegate(this));
    setSelectionMode(form == Form::Full ? SingleSelection : NoSelection);
    setFocusPolicy(form == Form::Full ? Qt::StrongFocus : Qt::NoFocus);
    setIndentation(0);
    QHeaderView &head = *header();
    head.setSectionHidden(SnapshotsModel::UploadedColumn, form == Form::Short);
    head.setSectionHidden(SnapshotsModel::BecauseColumn, form == Form::Short);
    head.setMinimumSectionSize(1);
    head.setSectionResizeMode(SnapshotsModel::MarksColumn, QHeaderView::ResizeToContents);
    const int instantWidth = shortInstantWidth(fontMetrics());
    m_summaryWidth =
        widthOf(*this, u" · %1 · %2"_s.arg(fileCountText(888), byteSizeText(8'800'000))) + instantWidth;
    head.resizeSection(SnapshotsModel::SummaryColumn, m_summaryWidth);
    head.resizeSection(SnapshotsModel::UploadedColumn, widthOf(*this, {}) + instantWidth);
    head.setSectionResizeMode(form == Form::Short ? SnapshotsModel::SummaryColumn
                                                  : SnapshotsModel::BecauseColumn,
                              QHeaderView::Stretch);
    const auto widest = [this](const QList<Wish> &together) {
        int width = 0;
        for (const Wish wish : together) {
            const auto *offer = std::ranges::find(offers, wish, &Offer::wish);
            width += fontMetrics().horizontalAdvance(tr(offer->text)) + 34;
        }
        return width;
    };
    const int buttons = form == Form::Full
        ? std::max(widest({Wish::Compare, Wish::Hold}), widest({Wish::Release}))
            + widest({Wish::Unpin, Wish::Export, Wish::OpenFolder})
        : std::max(
              {widest({Wish::Compare, Wish::Hold}), widest({Wish::Release}), widest({Wish::OpenFolder})});
    head.resizeSection(SnapshotsModel::ActionColumn, buttons);
    head.setSectionResizeMode(SnapshotsModel::ActionColumn, QHeaderView::Fixed);
    new RowWidgets(
        *this, SnapshotsModel::ActionColumn,
        [this](const QPersistentModelIndex &row) { return makeButtons(row); },
        [this](QWidget &place, const QModelIndex &row) { updateButtons(place, row); });
}

void SnapshotsView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    giveWay();
}

/// Where there is no room for all columns, whole ones go: first when it was uploaded, then why.
void SnapshotsView::giveWay()
{
    if (m_form == Form::Short)
        return;
    QHeaderView &head = *header();
    const bool hadBecause = !head.isSectionHidden(SnapshotsModel::BecauseColumn);
    const int because = widthOf(*this, changeCountsText({.added = 8, .changed = 8}));
    const int uploaded = widthOf(*this, {}) + shortInstantWidth(fontMetrics());
    const int others = std::max(sizeHintForColumn(SnapshotsModel::MarksColumn), 0)
        + head.sectionSize(SnapshotsModel::ActionColumn);
    const int summary = hadBecause ? head.sectionSize(SnapshotsModel::SummaryColumn) : m_summaryWidth;
    const int room = viewport()->width() - others - summary;
    head.setSectionHidden(SnapshotsModel::UploadedColumn, room < uploaded + because);
    head.setSectionHidden(SnapshotsModel::BecauseColumn, room < because);
    if (room < because)
        head.resizeSection(SnapshotsModel::SummaryColumn, summary + std::max(room, 0));
    else if (!hadBecause)
        head.resizeSection(SnapshotsModel::SummaryColumn, m_summaryWidth);
}

QWidget *SnapshotsView::makeButtons(const QPersistentModelIndex &row)
{
    auto *place = new QWidget;
    auto *layout = new QHBoxLayout(place);
    layout->setContentsMargins(0, 1, 0, 1);
    layout->setSpacing(6);
    layout->addStretch(1);
    for (const Offer &offer : offers) {
        if (m_form == Form::Short && !offer.isInShort)
            continue;
        auto *button = new QToolButton(place);
        button->setText(tr(offer.text));
        button->setFocusPolicy(Qt::StrongFocus);
        button->setProperty("wish", static_cast<int>(offer.wish));
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, row, wish = offer.wish] {
            const SnapshotId id = row.data(SnapshotsModel::IdRole).toString();
            switch (wish) {
            case Wish::Compare:
                Q_EMIT compareRequested(id);
                return;
            case Wish::Hold:
                Q_EMIT holdRequested(id);
                return;
            case Wish::Release:
                Q_EMIT releaseRequested();
                return;
            case Wish::Pin:
                Q_EMIT pinRequested(id);
                return;
            case Wish::Unpin:
                Q_EMIT unpinRequested(id);
                return;
            case Wish::Export:
                Q_EMIT exportRequested(id);
                return;
            case Wish::OpenFolder:
                Q_EMIT openFolderRequested(id);
                return;
            }
        });
    }
    return place;
}

void SnapshotsView::updateButtons(QWidget &place, const QModelIndex &row) const
{
    const bool isCurrent = row.data(SnapshotsModel::CurrentRole).toBool();
    const bool isHeld = row.data(SnapshotsModel::HeldRole).toBool();
    const bool isPinned = row.data(SnapshotsModel::PinnedRole).toBool();
    const auto isOffered = [&](Wish wish) {
        switch (wish) {
        case Wish::Compare:
        case Wish::Hold:
            return !isCurrent;
        case Wish::Release:
            return isHeld;
        case Wish::Pin:
            return !isPinned;
        case Wish::Unpin:
            return isPinned;
        case Wish::Export:
            return true;
        case Wish::OpenFolder:
            return m_form == Form::Full || (isCurrent && !isHeld);
        }
        return false;
    };
    const QString name = row.data(SnapshotsModel::NameRole).toString();
    for (auto *button : place.findChildren<QToolButton *>()) {
        const auto wish = static_cast<Wish>(button->property("wish").toInt());
        const auto *offer = std::ranges::find(offers, wish, &Offer::wish);
        button->setVisible(isOffered(wish));
        button->setToolTip(tr(offer->words).arg(name));
        button->setAccessibleName(tr(offer->words).arg(name));
    }
}

} // namespace larder

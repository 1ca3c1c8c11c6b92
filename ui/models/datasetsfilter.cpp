#include "ui/models/datasetsfilter.h"

#include "ui/models/datasetsmodel.h"

#include <algorithm>

namespace larder {

namespace {

constexpr int daysForWholeTitle = 14; // a shorter strip is too narrow for it

} // namespace

DatasetsFilter::DatasetsFilter(DatasetsModel &model, QObject *parent)
    : QSortFilterProxyModel(parent),
      m_model(model)
{
    setRecursiveFilteringEnabled(true); // a customer stays with the last of its datasets
    setSourceModel(&model);
}

void DatasetsFilter::choose(const QString &words, const QSet<Face> &faces)
{
    const QStringList folded = words.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    if (folded == m_words && faces == m_faces)
        return;
    setSourceModel(nullptr);
    m_words = folded;
    m_faces = faces;
    setSourceModel(&m_model);
}

void DatasetsFilter::setShownDays(int days)
{
    if (days == m_shownDays)
        return;
    m_shownDays = days;
    Q_EMIT headerDataChanged(Qt::Horizontal, DatasetsModel::DaysColumn, DatasetsModel::DaysColumn);
}

QVariant DatasetsFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isDays = section == DatasetsModel::DaysColumn && orientation == Qt::Horizontal;
    if (isDays && role == Qt::DisplayRole)
        return (m_shownDays < daysForWholeTitle ? tr("%1 days") : tr("Last %1 days")).arg(m_shownDays);
    return m_model.headerData(section, orientation, role);
}

int DatasetsFilter::columnCount(const QModelIndex &) const
{
    return DatasetsModel::columns;
}

std::optional<DatasetName> DatasetsFilter::datasetAt(const QModelIndex &index) const
{
    return sourceModel() == &m_model ? m_model.datasetAt(mapToSource(index)) : std::nullopt;
}

QModelIndex DatasetsFilter::indexOf(const DatasetName &dataset, int column) const
{
    return mapFromSource(m_model.indexOf(dataset, column));
}

bool DatasetsFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!isFiltering())
        return true;
    if (!parent.isValid())
        return false;
    const QModelIndex dataset = m_model.index(row, 0, parent);
    const auto isChosen = [this](Face face) { return m_faces.contains(face); };
    if (!m_faces.isEmpty() && std::ranges::none_of(m_model.facesOf(dataset), isChosen))
        return false;
    const QString &haystack = m_model.haystackOf(dataset);
    return std::ranges::all_of(m_words, [&haystack](const QString &word) { return haystack.contains(word); });
}

bool DatasetsFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (DatasetsModel::isDataset(left))
        return m_model.standsBefore(left, right, left.column());
    return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
}

} // namespace larder

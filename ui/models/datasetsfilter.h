/// The datasets that a search and the chosen states leave, sorted within their customers; customers keep
/// their order whatever is sorted by, and go when none of theirs is left. GUI thread; the model outlives it.
#pragma once

#include "core/dataset/datasetname.h"
#include "ui/stateface.h"

#include <QSet>
#include <QSortFilterProxyModel>

#include <optional>

namespace larder {

class DatasetsModel;

class DatasetsFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit DatasetsFilter(DatasetsModel &model, QObject *parent = nullptr);

    /// Each word must occur in the customer, the dataset or the source, in any case; no face: every one.
    /// A reset: thousands of rows that come and go one stretch at a time cost views seconds.
    void choose(const QString &words, const QSet<Face> &faces);
    [[nodiscard]] bool isFiltering() const { return !m_words.isEmpty() || !m_faces.isEmpty(); }

    [[nodiscard]] DatasetsModel &model() const { return m_model; }
    /// nullopt for a customer.
    [[nodiscard]] std::optional<DatasetName> datasetAt(const QModelIndex &index) const;
    /// Invalid while it is filtered out.
    [[nodiscard]] QModelIndex indexOf(const DatasetName &dataset, int column = 0) const;

    /// Of the strip; its title says so.
    void setShownDays(int days);
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Also while the rows are exchanged: views keep their columns.
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    DatasetsModel &m_model;
    QStringList m_words; ///< case folded
    QSet<Face> m_faces;
    int m_shownDays = 14;
};

} // namespace larder

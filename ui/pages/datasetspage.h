/// The home page: search and wishes, chips that choose by state, the datasets, and the details of the
/// selected one. What concerns one dataset (a hold, a pin, a report, its binding) is carried out here, in
/// tasks; runs and everything beyond datasets are wishes, told as signals. What fails is said in a line at
/// its top. GUI thread; what it is given outlives it.
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/dataset/datasetname.h"
#include "core/engine/pause.h"
#include "ui/pages/datasetactions.h"

#include <QWidget>

#include <optional>

class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTimer;

namespace larder {

class DatasetsFilter;
class DatasetsModel;
class DatasetsView;
class DetailsPanel;
class EmptyPage;
class ListOrWords;
class NextSync;
class NoticeBar;
class PauseButton;
class StateChips;

class DatasetsPage : public QWidget
{
    Q_OBJECT
public:
    using Services = DatasetActions::Services;
    explicit DatasetsPage(const Services &services, QWidget *parent = nullptr);
    ~DatasetsPage() override;

    /// The home cannot be read; rows that were read before stay.
    void showReadError(const larder::Error &error);
    /// Rows were read (again).
    void showReading();
    /// A wish could not be carried out, by whomever: said in a line until it is closed.
    void showFailure(const larder::Error &error);
    /// When the background looks next; nullopt: nothing is due.
    void showNextLook(std::optional<larder::Instant> next);
    /// Why it does not look, in a few words ("paused until tomorrow"); empty: it does. `isPaused` decides
    /// what the button offers.
    void showBackground(const QString &whyNot, bool isPaused);

    void refreshSelected();
    void refreshAll();
    void refreshNotFresh();
    /// Selects it and shows its details, whatever is searched for; one without a row yet, once it has one.
    void showDataset(const larder::DatasetName &dataset);
    /// The same, with what its newest upload changed.
    void showChanges(const larder::DatasetName &dataset);
    /// The same, with its binding.
    void showBinding(const larder::DatasetName &dataset);
    /// Whose bindings were edited and not saved.
    [[nodiscard]] QList<DatasetName> unsavedBindings() const;
    void askReport(const larder::DatasetName &dataset);
    void focusSearch();
    /// In the line at the top; `folder`: where to look.
    void tell(const QString &words, const QString &folder);
    /// Asks once, with what it costs, before `forceRequested`.
    void askForce(const QList<larder::DatasetName> &datasets);

    /// Columns, sorting, the details' height, tab and visibility: to be kept between two starts.
    [[nodiscard]] QByteArray viewState() const;
    void restoreViewState(const QByteArray &state);

Q_SIGNALS:
    void refreshRequested(const QList<larder::DatasetName> &datasets);
    /// Fetch everything again; the person was asked.
    void forceRequested(const QList<larder::DatasetName> &datasets);
    void stopRequested(const QList<larder::DatasetName> &datasets);
    void retryRequested();
    void addRequested();
    void sampleRequested();
    void pauseRequested(larder::PauseLength length);
    void resumeRequested();
    /// A person's choice was written: rows may be read at once.
    void homeChanged();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeChipsBar();
    [[nodiscard]] QWidget *makeShowAll();
    void showListOrWords();
    void makeTable();
    void makeEmpty();
    /// As `m_viewState` says.
    void arrangeTable();
    void addKeys();
    void connectWishes();
    void showTable(bool isFull);
    void updateHeader();
    void updateFilter();
    void updateDetails();
    void setDetailsShown(bool isShown);
    void fitDetails();
    void showDatasetsMenu(const QPoint &position);
    void showCustomerMenu(const QString &customer, const QPoint &position);

    DatasetsModel &m_model;
    const Services m_services;
    DatasetActions *m_actions;
    DatasetsFilter *m_filter;
    QStackedWidget *m_stack;
    EmptyPage *m_empty = nullptr; ///< once it is shown
    QSplitter *m_splitter = nullptr; ///< this and the next four: once rows were read
    ListOrWords *m_list = nullptr; ///< the table, or that nothing matches
    DatasetsView *m_view = nullptr;
    DetailsPanel *m_details = nullptr;
    QByteArray m_viewState; ///< what was restored
    QLineEdit *m_search;
    QTimer *m_searchSoon;
    StateChips *m_chips;
    QWidget *m_header = nullptr; ///< the greeting has its own buttons
    QWidget *m_chipsBar = nullptr;
    NextSync *m_nextSync;
    QPushButton *m_add;
    PauseButton *m_pause;
    QPushButton *m_arrange; ///< sorting and columns
    QPushButton *m_refreshNotFresh;
    NoticeBar *m_notice;
    std::optional<DatasetName> m_wanted; ///< to be shown once its row is told
    bool m_hasRead = false;
    bool m_areDetailsWanted = true;
    bool m_areDetailsAskedFor = false; ///< since the window has its height
};

} // namespace larder

/// What takes room: a bar against the budget, a line per customer and dataset, and three wishes that open at
/// the page's foot: make room, check the store, forget. Measured in tasks while it is shown. GUI thread.
#pragma once

#include "core/engine/taskrunner.h"
#include "ui/pages/storagemodel.h"
#include "ui/pageservices.h"

#include <QTimer>
#include <QWidget>

#include <array>

class QPushButton;
class QThreadPool;
class QTreeView;

namespace larder {

class ElidedLabel;
class ListOrWords;
class SizeSpinBox;
class StorageBar;
class StorageCheck;
class StorageDrawer;
class StorageForget;
class StoragePrune;

class StoragePage : public QWidget
{
    Q_OBJECT
public:
    explicit StoragePage(const PageServices &services, QWidget *parent = nullptr);

    /// Measures again, at once, or as soon as what is being measured is told.
    void measure();
    /// Puts a budget in force once the store is measured. One that is smaller than what is stored removes
    /// snapshots: it is asked about before it counts.
    void wantBudget(std::optional<qint64> bytes);
    /// What the store holds, as it was counted elsewhere meanwhile: one figure for the whole window.
    void showStored(qint64 bytes);

Q_SIGNALS:
    void storeChanged();
    void measured(qint64 storedBytes);
    /// The page has a question about the budget that somebody wants, or shows why it cannot be had now.
    void budgetAsked();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeSummary();
    void connectAll();
    void measureSoon();
    void take(const StorageReading &reading);
    void showSummary();
    void showError(const Error &error);
    void decideBudget(qint64 bytes);
    void showButtons();
    void openForget();
    [[nodiscard]] std::array<StorageDrawer *, 3> drawers() const;
    [[nodiscard]] bool openDrawer(StorageDrawer *drawer);

    const PageServices m_services;
    StorageModel *m_model;
    QTreeView *m_view;
    QPushButton *m_check;
    QPushButton *m_prune;
    QPushButton *m_forget;
    StorageBar *m_bar;
    ElidedLabel *m_summary;
    QPushButton *m_again;
    ElidedLabel *m_place;
    SizeSpinBox *m_budget;
    ListOrWords *m_list;
    StoragePrune *m_pruneDrawer;
    StorageCheck *m_checkDrawer;
    StorageForget *m_forgetDrawer;
    std::optional<StorageReading> m_reading;
    std::optional<qint64> m_undecidedBudget; ///< until the store is measured
    QTimer m_pause; ///< coalesces what changed
    Task m_measuring;
    bool m_isMeasuring = false;
    bool m_isAskedAgain = false; ///< while it measured
};

} // namespace larder

/// The home page: a header with what may be refreshed at once, and the datasets. Knows rows and wishes, never
/// how a wish is carried out. GUI thread.
#pragma once

#include "core/base/result.h"
#include "core/dataset/datasetname.h"

#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace larder {

class DatasetsModel;
class DatasetsView;
class ElidedLabel;
class EmptyPage;
class StateChips;

class DatasetsPage : public QWidget
{
    Q_OBJECT
public:
    explicit DatasetsPage(DatasetsModel &model, QWidget *parent = nullptr);

    /// The home cannot be read; rows that were read before stay.
    void showReadError(const larder::Error &error);
    /// Rows were read (again).
    void showReading();

    void refreshSelected();
    void refreshAll();
    void refreshNotFresh();

Q_SIGNALS:
    void refreshRequested(const QList<larder::DatasetName> &datasets);
    void stopRequested(const QList<larder::DatasetName> &datasets);
    void retryRequested();
    void addRequested();
    void sampleRequested();

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QFrame *makeNotice();
    void showTable(bool isFull);
    void updateHeader();

    DatasetsModel &m_model;
    DatasetsView *m_view;
    EmptyPage *m_empty;
    QStackedWidget *m_stack;
    StateChips *m_chips;
    QPushButton *m_refreshSelected;
    QPushButton *m_refreshAll;
    QPushButton *m_refreshNotFresh;
    ElidedLabel *m_noticeWords;
    QFrame *m_notice;
    bool m_hasRead = false;
};

} // namespace larder

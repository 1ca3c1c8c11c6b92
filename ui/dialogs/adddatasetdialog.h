/// Binds a dataset: an address or a folder, what is found there (asked in the background, again whenever what
/// is written changes), whose it is, how long a look counts, and options. Each mistake is told at its field.
/// Opened with open(): the window goes on living. GUI thread.
#pragma once

#include "core/dataset/binding.h"
#include "core/engine/taskrunner.h"
#include "core/sync/bindings.h"
#include "ui/dialogs/namefields.h"
#include "ui/pageservices.h"

#include <QDialog>
#include <QTimer>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace larder {

class AddressOptions;
class FoundPanel;
class PolicyEditor;
class RemoteField;

class AddDatasetDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AddDatasetDialog(const PageServices &services, QWidget *parent = nullptr);

    void setAddress(const QString &address);

Q_SIGNALS:
    /// It is bound; nothing is fetched yet.
    void added(const larder::DatasetName &dataset);
    void sampleRequested();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    [[nodiscard]] QWidget *makeSource();
    [[nodiscard]] QWidget *makeNames();
    [[nodiscard]] QWidget *makePolicy();
    [[nodiscard]] QWidget *makeMore();
    [[nodiscard]] QWidget *makeFoot();
    void connectAll();
    void askHome();
    void takeHome(const Result<KnownNames> &known);
    void chooseFolder();
    void addressChanged();
    void askSoon();
    void ask();
    void takeFound(const Result<BindingPreview> &preview);
    void judge();
    void add();
    void refused(const Error &error);

    [[nodiscard]] QString address() const;
    void suggestNames();
    /// What of the binding can be told from the address alone. The error is the person's.
    [[nodiscard]] Result<void> checkAddress() const;
    [[nodiscard]] Binding written() const;

    const PageServices m_services;
    QLineEdit *m_address;
    QPushButton *m_folder;
    QPushButton *m_tryOnce; ///< of a command: nothing else may run it before it is added
    QPushButton *m_credentials;
    FoundPanel *m_found;
    RemoteField *m_remote;
    QVBoxLayout *m_schemePlace;
    NameFields *m_names;
    PolicyEditor *m_policy;
    QToolButton *m_moreSwitch;
    QVBoxLayout *m_morePlace;
    AddressOptions *m_options;
    QScrollArea *m_scroll;
    QLabel *m_refusal;
    QPushButton *m_sample;
    QPushButton *m_add;
    std::optional<Binding> m_asked; ///< what the going or last probe asked for
    bool m_isDoubtful = false; ///< the last probe found nothing, or was not answered
    bool m_isAdding = false;
    QTimer m_askPause; ///< while somebody writes
    Task m_asking;
    Task m_askingHome;
};

} // namespace larder

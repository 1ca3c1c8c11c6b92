/// Credentials with a name: which there are and who uses them; one can be kept, exchanged for new secrets,
/// tried at an address and removed, each in a panel below the list. The keyring is asked in tasks: it may
/// wait for its password. Opened with open(). GUI thread.
#pragma once

#include "core/credentials/namedcredentials.h"
#include "core/engine/taskrunner.h"
#include "core/sync/credentialuse.h"
#include "ui/pageservices.h"
#include "ui/theme.h"

#include <QDialog>

class QComboBox;
class QFrame;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QVBoxLayout;

namespace larder {

class CredentialFields;

class CredentialsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit CredentialsDialog(const PageServices &services, QWidget *parent = nullptr);

Q_SIGNALS:
    /// There are other names now.
    void namesChanged();

protected:
    bool event(QEvent *event) override;

private:
    struct Row {
        NamedCredential credential;
        std::vector<DatasetName> users;
    };
    /// What the panel is open for.
    enum class Wish { Nothing, Keep, Exchange, Try, Remove };

    [[nodiscard]] QWidget *makeList();
    [[nodiscard]] QFrame *makePanel();
    [[nodiscard]] QWidget *makeFoot();
    [[nodiscard]] static QList<Row> rowsOf(const PageServices &services);
    void askRows();
    void showRows(const QList<Row> &rows);
    void openPanel(Wish wish);
    void closePanel();
    void showKind();
    void judge();
    void carryOut();
    void keep();
    void tryIt();
    void remove();
    void done(const Result<void> &carriedOut);
    void say(const QString &words, Ink ink = Ink::Plain);
    void setBusy(bool isBusy);
    [[nodiscard]] const Row *selected() const;
    [[nodiscard]] CredentialKind chosenKind() const;

    const PageServices m_services;
    QTreeWidget *m_list;
    QPushButton *m_keep;
    QPushButton *m_exchange;
    QPushButton *m_try;
    QPushButton *m_remove;
    QFrame *m_panel;
    QLabel *m_title;
    QLabel *m_words;
    QWidget *m_naming;
    QLineEdit *m_name;
    QComboBox *m_kind;
    QVBoxLayout *m_fieldsPlace;
    CredentialFields *m_fields = nullptr;
    QLineEdit *m_address;
    QPushButton *m_go;
    QPushButton *m_removeForGood;
    QPushButton *m_cancel;
    QList<Row> m_rows;
    QString m_wanted; ///< the name to select once the rows are known
    Wish m_wish = Wish::Nothing;
    bool m_isBusy = false;
    Task m_asking;
    Task m_trying;
};

} // namespace larder

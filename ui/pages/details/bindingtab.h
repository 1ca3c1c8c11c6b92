/// The binding as a form: one field for each key of core/sync/bindingkeys.h, what it means beside it, what is
/// wrong with it below it. Save writes the keys that were edited and no others; a change by somebody else
/// shows at once in the fields that nobody is editing. What was edited and not saved waits for its dataset to
/// be shown again, as long as the window lives. GUI thread.
#pragma once

#include "core/sync/bindings.h"
#include "ui/models/datasetreading.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QFormLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace larder {

class BindingTab : public QWidget
{
    Q_OBJECT
public:
    explicit BindingTab(QWidget *parent = nullptr);
    ~BindingTab() override;

    void show(const DatasetOverview &overview);
    void clear();
    /// It is gone: nothing of it waits any more.
    void forget(const DatasetName &dataset);
    [[nodiscard]] bool isEdited() const;
    /// Datasets with edits that are not saved, also those that are not shown; by name.
    [[nodiscard]] QList<DatasetName> unsaved() const;
    /// What came of the last saveRequested.
    void showSaved();
    void showSaveError(const Error &error);

Q_SIGNALS:
    void saveRequested(const QList<larder::KeyValue> &settings);
    void editedChanged(bool isEdited);

private:
    struct Field;
    void showWhatBucketsHave();
    void addField(QFormLayout &form, const BindingKey &key);
    void takeValue(Field &field);
    void edited(Field &field);
    void updateMeaning(Field &field);
    void revert();
    void save();
    void judge(Field &field);
    void updateButtons();
    void putDraftAside();
    void takeUpDraft();
    [[nodiscard]] QList<KeyValue> changedKeys() const;

    std::vector<std::unique_ptr<Field>> m_fields;
    QScrollArea *m_scroll;
    QLabel *m_message;
    QPushButton *m_save;
    QPushButton *m_revert;
    DatasetOverview m_overview;
    using Draft = QHash<QString, QStringList>; ///< by key: values as they stood in the edited fields
    QHash<DatasetName, Draft> m_drafts; ///< of datasets that are not shown
    bool m_isSaving = false;
};

} // namespace larder

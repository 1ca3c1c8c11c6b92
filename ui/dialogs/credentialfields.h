/// The fields of one kind of credentials, as core/credentials/credentialkind.h has them: secrets are not
/// shown while they are written, of a file its path is written or chosen. GUI thread.
#pragma once

#include "core/credentials/credentialkind.h"

#include <QWidget>

#include <vector>

class QFormLayout;
class QLineEdit;

namespace larder {

class CredentialFields : public QWidget
{
    Q_OBJECT
public:
    explicit CredentialFields(CredentialKind kind, QWidget *parent = nullptr);

    /// Everything that must be there has been written.
    [[nodiscard]] bool isComplete() const;
    /// As written; of a file its path.
    [[nodiscard]] CredentialValues written() const;
    void focusFirst();

Q_SIGNALS:
    void changed();

private:
    void addField(const CredentialField &field);
    void chooseFile(QLineEdit *path);

    struct Row {
        CredentialField field;
        QLineEdit *text = nullptr;
    };
    QFormLayout *m_layout;
    std::vector<Row> m_rows;
};

/// "access key of S3", in the language of the window.
[[nodiscard]] QString kindWords(CredentialKind kind);

/// Of what stands before the fields of any kind, so that all of them begin in one line.
[[nodiscard]] int credentialLabelWidth(const QWidget &form);

/// The content of files in the place of their paths; the rest as written. Reads the disk.
[[nodiscard]] Result<CredentialValues> withFiles(CredentialKind kind, CredentialValues written);

} // namespace larder

/// Which remote of rclone an address means: those of this machine to choose from, in step with what is
/// written. It shows itself where there is one and the address is of rclone. GUI thread.
#pragma once

#include <QWidget>

class QComboBox;

namespace larder {

/// "acme" of "rclone:acme:exports/"; empty: none is named yet, or the address is another one.
[[nodiscard]] QString remoteOf(const QString &address);
/// The same path on another remote.
[[nodiscard]] QString withRemote(const QString &address, const QString &remote);

class RemoteField : public QWidget
{
    Q_OBJECT
public:
    explicit RemoteField(QWidget *parent = nullptr);

    void take(const QStringList &remotes);
    void setAddress(const QString &address);

Q_SIGNALS:
    void chosen(const QString &remote);

private:
    QComboBox *m_remotes;
    QString m_address;
};

} // namespace larder

/// The option fields that go with an address: those of its scheme, in the open, and all others that it can
/// have, which are shown when they are asked for. What was written stays while the address is exchanged for
/// one of the same form. Offers the sign-ins of this machine. GUI thread.
#pragma once

#include "core/engine/taskrunner.h"
#include "ui/dialogs/optionfields.h"
#include "ui/pageservices.h"

class QVBoxLayout;

namespace larder {

class AddressOptions : public QObject
{
    Q_OBJECT
public:
    /// The fields are added to the two layouts, which are `form`'s.
    AddressOptions(const PageServices &services, QVBoxLayout &openPlace, QVBoxLayout &morePlace,
                   QWidget *form);

    void setAddress(const QString &address);
    void askSignIns();

    /// False: they stay shown, because what is wrong there must be seen.
    [[nodiscard]] bool showMore(bool areShown);
    [[nodiscard]] QWidget *moreFields() const { return m_more; }
    [[nodiscard]] bool isValid() const;
    /// REQUIRES: isValid().
    void into(Binding &binding) const;

Q_SIGNALS:
    void changed();
    void remade(); ///< other fields stand there now
    void remotesKnown(const QStringList &remotes); ///< of rclone

private:
    void make();
    void takeSignIns(const QStringList &credentials, const QStringList &profiles);

    const PageServices m_services;
    QVBoxLayout &m_openPlace;
    QVBoxLayout &m_morePlace;
    QWidget *m_form;
    OptionFields *m_open = nullptr;
    OptionFields *m_more = nullptr;
    bool m_areMoreShown = false;
    QString m_scheme;
    QStringList m_openKeys;
    QString m_signInKind; ///< of the places that the fields are for; empty: nobody signs in there
    Task m_asking;
};

} // namespace larder

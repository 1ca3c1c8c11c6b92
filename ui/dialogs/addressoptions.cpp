#include "ui/dialogs/addressoptions.h"

#include "core/credentials/signins.h"
#include "core/sources/sourcetable.h"
#include "core/sync/bindingkeys.h"
#include "ui/dialogs/schemeform.h"

#include <QVBoxLayout>

#include <utility>

namespace larder {

using namespace Qt::StringLiterals;

AddressOptions::AddressOptions(const PageServices &services, QVBoxLayout &openPlace, QVBoxLayout &morePlace,
                               QWidget *form)
    : QObject(form),
      m_services(services),
      m_openPlace(openPlace),
      m_morePlace(morePlace),
      m_form(form)
{ }

void AddressOptions::setAddress(const QString &address)
{
    const bool hasForm = !schemeForm(address).title.isEmpty();
    const QStringList openKeys = schemeForm(hasForm ? address : u"/"_s).openKeys;
    m_scheme = schemeOf(address);
    // Each provider has sign-ins of its own.
    const QString kind = hasProfiles(m_scheme) ? m_scheme : takesCredentials(m_scheme) ? u"web"_s : QString();
    const bool isSame = openKeys == m_openKeys && kind == m_signInKind;
    if (!m_open || (hasForm && !isSame)) {
        m_openKeys = openKeys;
        m_signInKind = kind;
        make();
    }
    m_open->setVisible(hasForm && !m_openKeys.isEmpty());
}

void AddressOptions::make()
{
    const QStringList bucketKeys = bucketKeysOf(m_scheme);
    QStringList moreKeys = optionKeys();
    moreKeys.removeIf([&](const QString &key) {
        return m_openKeys.contains(key) || (findBindingKey(key)->isOfBucket && !bucketKeys.contains(key))
            || (key == u"credentials" && !takesCredentials(m_scheme));
    });
    delete std::exchange(m_open, new OptionFields(m_openKeys, m_form));
    delete std::exchange(m_more, new OptionFields(moreKeys, m_form));
    m_openPlace.addWidget(m_open);
    m_morePlace.addWidget(m_more);
    m_more->setVisible(m_areMoreShown);
    for (OptionFields *fields : {m_open, m_more})
        connect(fields, &OptionFields::changed, this, &AddressOptions::changed);
    Q_EMIT remade();
    askSignIns();
}

/// A name in the keyring, or a profile of the provider's: the field takes both. Of rclone, its remotes.
void AddressOptions::askSignIns()
{
    if (!takesCredentials(m_scheme) && !hasProfiles(m_scheme))
        return;
    m_asking = m_services.tasks.run(
        this,
        [&signIns = m_services.sync.signIns, scheme = m_scheme](const std::stop_token &) {
            return std::pair(signInsFor(scheme, signIns), profilesFor(scheme, signIns));
        },
        [this, isRemote = hasProfiles(m_scheme) && !isBucketScheme(m_scheme)](
            const std::pair<QStringList, QStringList> &names) {
            if (isRemote) {
                Q_EMIT remotesKnown(names.second);
                return;
            }
            for (OptionFields *fields : {m_open, m_more}) {
                fields->suggest(u"credentials"_s, names.first);
                fields->suggest(u"profile"_s, names.second);
            }
        });
}

bool AddressOptions::showMore(bool areShown)
{
    if (!areShown && !m_more->isValid())
        return false;
    m_areMoreShown = areShown;
    m_more->setVisible(areShown);
    return true;
}

bool AddressOptions::isValid() const
{
    return m_open->isValid() && m_more->isValid();
}

void AddressOptions::into(Binding &binding) const
{
    m_open->into(binding);
    m_more->into(binding);
}

} // namespace larder

#include "ui/dialogs/remotefield.h"

#include "ui/dialogs/optionfields.h"
#include "ui/dialogs/schemeform.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

namespace larder {

using namespace Qt::StringLiterals;

QString remoteOf(const QString &address)
{
    return schemeOf(address) == "rclone"_L1 ? address.section(u':', 1, 1) : QString();
}

QString withRemote(const QString &address, const QString &remote)
{
    return u"rclone:%1:%2"_s.arg(remote, address.section(u':', 2));
}

RemoteField::RemoteField(QWidget *parent) : QWidget(parent), m_remotes(new QComboBox(this))
{
    m_remotes->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_remotes->setMinimumContentsLength(20); // a long name never widens the dialog
    m_remotes->setPlaceholderText(tr("Choose one…"));
    m_remotes->setAccessibleName(tr("Remote of rclone"));
    m_remotes->setToolTip(tr("The remotes that rclone is set up for on this computer"));
    auto *label = new QLabel(tr("Remote"), this);
    label->setBuddy(m_remotes);
    label->setMinimumWidth(dialogLabelWidth(*this));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(label);
    layout->addWidget(m_remotes, 1);
    connect(m_remotes, &QComboBox::activated, this,
            [this](int index) { Q_EMIT chosen(m_remotes->itemText(index)); });
    hide();
}

void RemoteField::take(const QStringList &remotes)
{
    m_remotes->clear();
    m_remotes->addItems(remotes);
    setAddress(m_address);
}

void RemoteField::setAddress(const QString &address)
{
    m_address = address;
    setVisible(schemeOf(address) == "rclone"_L1 && m_remotes->count() > 0);
    m_remotes->setCurrentIndex(m_remotes->findText(remoteOf(address)));
}

} // namespace larder

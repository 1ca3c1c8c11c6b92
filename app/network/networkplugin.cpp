#include "app/network/networkplugin.h"

#include <QNetworkInformation>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

class QtNetworkView : public NetworkView
{
public:
    explicit QtNetworkView(const std::function<void()> &changed)
    {
        const QNetworkInformation *network = QNetworkInformation::instance();
        QObject::connect(network, &QNetworkInformation::reachabilityChanged, &m_context, changed);
        QObject::connect(network, &QNetworkInformation::isBehindCaptivePortalChanged, &m_context, changed);
        QObject::connect(network, &QNetworkInformation::isMeteredChanged, &m_context, changed);
    }

    [[nodiscard]] Reachability reachability() const override
    {
        const QNetworkInformation *network = QNetworkInformation::instance();
        if (network->isBehindCaptivePortal())
            return Reachability::CaptivePortal;
        switch (network->reachability()) {
        case QNetworkInformation::Reachability::Unknown:
            return Reachability::Unknown;
        case QNetworkInformation::Reachability::Disconnected:
            return Reachability::Offline;
        case QNetworkInformation::Reachability::Local: // a source may stand right there
        case QNetworkInformation::Reachability::Site:
        case QNetworkInformation::Reachability::Online:
            return Reachability::Online;
        }
        Q_UNREACHABLE_RETURN(Reachability::Unknown);
    }

    [[nodiscard]] std::optional<bool> isMetered() const override
    {
        const QNetworkInformation *network = QNetworkInformation::instance();
        return network->supports(QNetworkInformation::Feature::Metered) ? std::optional(network->isMetered())
                                                                        : std::nullopt;
    }

private:
    QObject m_context; ///< whose end ends the connections
};

} // namespace

Result<std::unique_ptr<NetworkView>> QtNetworkPlugin::open(std::function<void()> changed)
{
    if (!QNetworkInformation::loadBackendByName(u"networkmanager"))
        return failure(ErrorKind::Unsupported, u"Qt cannot ask NetworkManager"_s);
    return std::make_unique<QtNetworkView>(changed);
}

} // namespace larder

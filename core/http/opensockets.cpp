#include "core/http/opensockets.h"

#include <netinet/in.h>
#include <sys/socket.h>

namespace larder {

namespace {

/// 0: none yet.
int localPort(curl_socket_t socket)
{
    sockaddr_storage address{};
    socklen_t size = sizeof(address);
    if (::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    // The port lies at the same place in both families.
    return ntohs(reinterpret_cast<const sockaddr_in *>(&address)->sin_port);
}

} // namespace

void OpenSockets::remove(curl_socket_t socket)
{
    m_unnamed.removeOne(socket);
    m_byPort.removeIf([socket](const auto &entry) { return entry.value() == socket; });
}

curl_socket_t OpenSockets::at(int port)
{
    if (const auto known = m_byPort.constFind(port); known != m_byPort.constEnd())
        return *known;
    for (const curl_socket_t socket : m_unnamed) {
        if (localPort(socket) != port)
            continue;
        m_unnamed.removeOne(socket);
        m_byPort.insert(port, socket);
        return socket;
    }
    return CURL_SOCKET_BAD;
}

} // namespace larder

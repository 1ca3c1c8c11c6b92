/// The sockets of a client's connections, found by the local port: all that curl tells of the connection that
/// a request goes over. Made and closed by curl; one thread.
#pragma once

#include "core/http/latecurl.h"

#include <QHash>
#include <QList>

namespace larder {

class OpenSockets
{
public:
    void add(curl_socket_t socket) { m_unnamed.append(socket); }
    void remove(curl_socket_t socket);
    [[nodiscard]] curl_socket_t at(int localPort);

private:
    QList<curl_socket_t> m_unnamed; ///< without a port yet
    QHash<int, curl_socket_t> m_byPort;
};

} // namespace larder

/// Turns SIGINT, SIGTERM and SIGHUP into a stop request; a second one ends the program at once. One object
/// per process, made before any other thread. A handler with a pipe, not a blocked mask: children inherit
/// nothing.
#pragma once

#include "core/base/filedescriptor.h"

#include <stop_token>
#include <thread>

namespace larder {

class StopSignals
{
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals &) = delete;
    StopSignals &operator=(const StopSignals &) = delete;

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    FileDescriptor m_read;
    FileDescriptor m_write;
    std::jthread m_listener;
};

} // namespace larder

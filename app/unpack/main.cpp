// `larder-unpack`: reads archives for a run of Larder's, in a process of its own. Not for people.
#include "core/store/archive/unpackworker.h"

int main()
{
    return larder::runUnpackWorker();
}

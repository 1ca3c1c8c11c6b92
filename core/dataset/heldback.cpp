#include "core/dataset/heldback.h"

namespace larder {

using namespace Qt::StringLiterals;

QString heldBackByName(HeldBackBy by)
{
    switch (by) {
    case HeldBackBy::Pause:
        return u"pause"_s;
    case HeldBackBy::Sleep:
        return u"sleep"_s;
    case HeldBackBy::Offline:
        return u"offline"_s;
    case HeldBackBy::CaptivePortal:
        return u"captive-portal"_s;
    case HeldBackBy::QuietHours:
        return u"quiet-hours"_s;
    case HeldBackBy::Metered:
        return u"metered"_s;
    case HeldBackBy::Battery:
        return u"battery"_s;
    case HeldBackBy::SignIn:
        return u"sign-in"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace larder

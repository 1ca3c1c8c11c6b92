#include "core/credentials/keyring.h"

namespace larder {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

std::chrono::seconds keyringPatience(Prompts prompts)
{
    return prompts == Prompts::Seen ? 30s : 10s;
}

std::unexpected<Error> keyringIsLocked(const QString &hint)
{
    return failure(ErrorKind::SignInNeeded, u"the desktop keyring is locked"_s, {}, hint);
}

std::unexpected<Error> noKeyring()
{
    return failure(ErrorKind::SignInNeeded, u"no desktop keyring is running"_s, {},
                   u"start one, such as gnome-keyring, KWallet or KeePassXC, or use a profile of the "
                   "provider's own instead"_s);
}

std::unexpected<Error> keyringRefuses()
{
    return failure(ErrorKind::SignInNeeded, u"the desktop keyring refuses"_s, {},
                   u"look at it in its own program, such as Passwords and Keys or KWalletManager"_s);
}

} // namespace larder

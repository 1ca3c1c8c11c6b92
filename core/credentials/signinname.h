/// Who is to sign in, as a binding says it: by the name of credentials, or by a profile of the provider's. A
/// name and never a secret; both empty: whoever the provider's own tools would be.
#pragma once

#include <QString>

namespace larder {

struct SignInName {
    SignInName(QString ofProfile = {}, QString ofCredentials = {})
        : profile(std::move(ofProfile)),
          credentials(std::move(ofCredentials))
    { }

    QString profile;
    QString credentials; ///< in the desktop keyring, else a profile of that name

    bool operator==(const SignInName &) const = default;
};

} // namespace larder

/// An opaque token by which a source tells one version of an object from another (RFC 9110 §8.8).
/// Tokens are compared, never interpreted: an ETag is not a hash.
#pragma once

#include <QByteArray>

namespace larder {

enum class ValidatorStrength {
    None, ///< the source gave nothing
    Weak, ///< weak ETag, modified + size: equal does not prove "unchanged"
    Strong, ///< ETag, generation, version, checksum
};

struct Validator {
    ValidatorStrength strength = ValidatorStrength::None;
    QByteArray token; ///< with its scheme, so that two kinds never look equal: `etag:"abc"`, `modified:…`

    bool operator==(const Validator &) const = default;
};

enum class Sameness { Same, Different, Unproven };

/// Other tokens are a difference whatever their strength ("differs" is never "newer"); equal ones prove
/// sameness only when both are strong.
[[nodiscard]] inline Sameness compare(const Validator &was, const Validator &now)
{
    if (was.strength == ValidatorStrength::None && now.strength == ValidatorStrength::None)
        return Sameness::Unproven;
    if (was.token != now.token)
        return Sameness::Different;
    return was.strength == ValidatorStrength::Strong && now.strength == ValidatorStrength::Strong
        ? Sameness::Same
        : Sameness::Unproven;
}

} // namespace larder

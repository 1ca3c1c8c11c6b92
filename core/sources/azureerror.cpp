#include "core/sources/azureerror.h"

#include "core/sources/codetable.h"

#include <pugixml.hpp>

#include <array>

namespace larder {

using namespace Qt::StringLiterals;

namespace {

constexpr auto checkContainer = "check the names of the account and the container"_L1;
constexpr auto restore = "have it restored at the provider, or leave it out with --exclude"_L1;
constexpr auto tryLater = "the provider asks for fewer requests; try again later"_L1;
using enum ErrorKind;
using enum Persistence;

constexpr std::array codeRows{
    CodeRow{"AuthenticationFailed"_L1, SignInNeeded, Lasting, "the credentials are not known"_L1, {}},
    CodeRow{"InvalidAuthenticationInfo"_L1, SignInNeeded, Lasting, expiredCredentials, {}},
    CodeRow{"NoAuthenticationInformation"_L1, SignInNeeded, Lasting, "the credentials are not known"_L1, {}},
    CodeRow{"PublicAccessNotPermitted"_L1, SignInNeeded, Lasting, "the credentials are not known"_L1, {}},
    CodeRow{"AuthorizationFailure"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    CodeRow{"AuthorizationPermissionMismatch"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    CodeRow{"AuthorizationProtocolMismatch"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    CodeRow{"AuthorizationResourceTypeMismatch"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    CodeRow{"AuthorizationServiceMismatch"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    CodeRow{"AuthorizationSourceIPMismatch"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    CodeRow{"InsufficientAccountPermissions"_L1, Denied, Lasting, "the provider denies access"_L1, {}},
    CodeRow{"AccountIsDisabled"_L1, Denied, Lasting, "the provider has a problem with the account"_L1, {}},
    CodeRow{"ContainerNotFound"_L1, NotFound, Lasting, "there is no such container"_L1, checkContainer},
    CodeRow{"ContainerBeingDeleted"_L1, NotFound, Lasting, "there is no such container"_L1, checkContainer},
    CodeRow{"ResourceNotFound"_L1, NotFound, Lasting, "there is no such container, or it is not public"_L1,
            checkContainer},
    CodeRow{"BlobNotFound"_L1, NotFound, Lasting, "there is no such object"_L1, "check the address"_L1},
    CodeRow{"BlobArchived"_L1, Unsupported, Lasting, "the object is archived"_L1, restore},
    CodeRow{"ConditionNotMet"_L1, Conflict, Lasting, "the file changed while it was fetched"_L1, {}},
    CodeRow{"InvalidResourceName"_L1, Invalid, Lasting, "that is not the name of a container"_L1,
            checkContainer},
    CodeRow{"OutOfRangeInput"_L1, Invalid, Lasting, "that is not the name of a container"_L1, checkContainer},
    CodeRow{"ServerBusy"_L1, Throttled, Passing, "the provider asks to slow down"_L1, tryLater},
    CodeRow{"InternalError"_L1, Network, Passing, "the provider is in trouble"_L1, "try again later"_L1},
    CodeRow{"OperationTimedOut"_L1, Timeout, Passing, "the provider waited in vain"_L1, "try again"_L1},
};

} // namespace

QByteArray azureErrorCode(const HttpHead &head, const QByteArray &body)
{
    if (const std::optional<QByteArray> told = head.field("x-ms-error-code"))
        return *told;
    pugi::xml_document document;
    if (!document.load_buffer(body.constData(), static_cast<std::size_t>(body.size())))
        return {};
    return document.child("Error").child("Code").text().get();
}

HttpFailure azureFailure(int status, const QByteArray &code, const QString &subject)
{
    return failureByCode(codeRows, code, subject).value_or(failureByStatus(status, subject));
}

} // namespace larder

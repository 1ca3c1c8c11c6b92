/// What rclone's words mean. Its answers tell why only in words, and repeat what they were asked with, so
/// they are read here and never shown whole. Pure; any thread.
#pragma once

#include "core/http/httperror.h"

namespace larder {

/// `answer`: the body of a call that failed, JSON with "error". Empty: it is none.
[[nodiscard]] QString rcloneError(const QByteArray &answer);

/// `words` as rclone says them; `subject` for people; `renewal` is what a person does where the sign-in is
/// refused.
[[nodiscard]] HttpFailure rcloneFailure(const QString &words, const QString &subject, const QString &renewal);

} // namespace larder

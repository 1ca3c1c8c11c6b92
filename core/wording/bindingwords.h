/// What a person wrote into a binding, said back in words. Pure, translatable; any thread.
#pragma once

#include "core/dataset/binding.h"

#include <QString>
#include <QTime>

#include <chrono>
#include <optional>

namespace larder {

/// "every day at 06:30". A form that is not known here is shown as it is written.
[[nodiscard]] QString policyInWords(const QString &policy);
/// "by 06:00 every day"; empty for none.
[[nodiscard]] QString expectInWords(const QString &expect);
/// "usually uploaded by 06:40"
[[nodiscard]] QString usualUploadInWords(QTime by);
/// "every 15 minutes", "off"
[[nodiscard]] QString recheckInWords(std::optional<std::chrono::seconds> recheck);

} // namespace larder

/// Which boot of this machine it is. What was written in this boot is whole even when it was never flushed
/// (it is in the page cache); what an earlier boot left is whole only as far as it was flushed.
#pragma once

#include <QString>

namespace larder {

/// Empty where the kernel does not say: then nothing of before is trusted.
[[nodiscard]] QString currentBootId();

} // namespace larder

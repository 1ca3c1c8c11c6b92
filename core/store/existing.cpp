#include "core/store/existing.h"

#include <QFile>

namespace larder {

using namespace Qt::StringLiterals;

Result<void> requireDataset(const DataLayout &data, const DatasetName &name)
{
    if (QFile::exists(data.dataset(name).binding()))
        return {};
    return failure(ErrorKind::NotFound, u"there is no dataset %1"_s.arg(name.text()), name.text(),
                   u"`larder list` shows them all"_s);
}

} // namespace larder

/// The suite for buckets: what every source passes, and what is so of folders where there are none.
#pragma once

#include "tests/contract/sourcesuite.h"

namespace larder::test {

class BucketSuite : public SourceSuite
{
    Q_OBJECT

private Q_SLOTS:
    void takesAFolderWithoutItsFinalSlash();
    void passesOverFoldersMarkers();
    void takesNothingBelowAsEmptyWhereThatIsAllowed();
};

} // namespace larder::test

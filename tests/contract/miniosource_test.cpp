// The S3 source passes the suite on MinIO, which verifies every signature.
#include "tests/contract/stricts3suite.h"

using namespace larder::test;
using namespace Qt::StringLiterals;

class miniosource_test : public StrictS3Suite
{
    Q_OBJECT

public:
    miniosource_test() : StrictS3Suite(u"minio"_s) { }

protected:
    Deviations deviations() const override
    {
        Deviations deviations = StrictS3Suite::deviations();
        deviations.overwritesWhatIsRead = false;
        return deviations;
    }
};

QTEST_GUILESS_MAIN(miniosource_test)
#include "miniosource_test.moc"

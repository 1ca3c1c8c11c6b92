// The S3 source passes the suite on versitygw, which verifies every signature.
#include "tests/contract/stricts3suite.h"

using namespace larder::test;
using namespace Qt::StringLiterals;

class versitysource_test : public StrictS3Suite
{
    Q_OBJECT

public:
    versitysource_test() : StrictS3Suite(u"versitygw"_s) { }
};

QTEST_GUILESS_MAIN(versitysource_test)
#include "versitysource_test.moc"

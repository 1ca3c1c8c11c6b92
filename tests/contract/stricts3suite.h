/// The suite for S3 stores that verify every signature, and keep checksums.
#pragma once

#include "tests/contract/s3store.h"
#include "tests/contract/sourcesuite.h"

namespace larder::test {

class StrictS3Suite : public SourceSuite
{
    Q_OBJECT

protected:
    /// As S3Store has it.
    explicit StrictS3Suite(const QString &kind) : m_store(kind) { }
    std::unique_ptr<SourcePlace> makePlace() override { return std::make_unique<S3Bucket>(m_store); }
    /// Nobody sets an object's time; keys are UTF-8. Putting many objects through Python takes its time.
    Deviations deviations() const override
    {
        return {.setsTimes = false, .badNames = {"bad-\n.csv", "bad-\x7f.csv"}, .manyFiles = 2'100};
    }
    BucketOptions bucketOptions() const override { return {.endpoint = m_store.endpoint()}; }

private Q_SLOTS:
    void isRefusedWithAnotherSecret();
    void verifiesEachChecksumThatTheStoreKeeps_data();
    void verifiesEachChecksumThatTheStoreKeeps();

private:
    S3Store m_store;
};

} // namespace larder::test

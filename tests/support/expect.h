/// What the C++ tests share: a Result in a test either gives its value or fails with the error's sentence.
#pragma once

#include "core/base/result.h"

#include <QTest>

/// VERIFY_VALUE(result) fails with the error in words; VERIFY_ERROR(result, kind) wants that kind. Both
/// evaluate once.
#define VERIFY_VALUE(result)                                                                                 \
    do {                                                                                                     \
        const auto &verified_ = (result);                                                                    \
        QVERIFY2(verified_.has_value(),                                                                      \
                 verified_ ? "" : qPrintable(verified_.error().message + u" " + verified_.error().subject)); \
    } while (false)

#define VERIFY_ERROR(result, expectedKind)                                                                   \
    do {                                                                                                     \
        const auto &verified_ = (result);                                                                    \
        QVERIFY2(!verified_.has_value(), "expected an error");                                               \
        QCOMPARE(larder::errorKindName(verified_.error().kind), larder::errorKindName(expectedKind));        \
    } while (false)

/// What the C++ tests share: a Result in a test either gives its value or fails with the error's sentence.
#pragma once

#include "core/base/result.h"

#include <QTest>

/// VERIFY_VALUE(result) fails with the error in words; VERIFY_ERROR(result, kind) wants that kind.
#define VERIFY_VALUE(result)                                                                                 \
    QVERIFY2((result).has_value(),                                                                           \
             (result) ? "" : qPrintable((result).error().message + u" " + (result).error().subject))

#define VERIFY_ERROR(result, expectedKind)                                                                   \
    do {                                                                                                     \
        QVERIFY2(!(result).has_value(), "expected an error");                                                \
        QCOMPARE(larder::errorKindName((result).error().kind), larder::errorKindName(expectedKind));         \
    } while (false)
